package dev.sluice.pushdown;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.connector.expressions.Expression;
import org.apache.spark.sql.connector.expressions.filter.Predicate;
import org.apache.spark.sql.types.StructType;

/** Translates predicates of any shape into conditions. */
final class Translator {
  private final StructType schema;

  private final MisfitConditions misfits;

  Translator(StructType schema, MisfitConditions misfits) {
    this.schema = schema;
    this.misfits = misfits;
  }

  /** Returns the condition under which the predicate is TRUE, or a wider one; empty if there is none. */
  Optional<Translation> translate(Predicate predicate) {
    return where(predicate, true);
  }

  private Optional<Translation> where(Expression expression, boolean truth) {
    if (!(expression instanceof Predicate predicate)) {
      return Optional.empty();
    }
    List<Expression> parts = Arrays.asList(predicate.children());
    return switch (predicate.name()) {
      case "NOT" -> where(parts.get(0), !truth);
      case "AND" -> truth ? every(parts, true) : some(parts, false);
      case "OR" -> truth ? some(parts, true) : every(parts, false);
      default ->
        Leaf.of(predicate, schema)
            .flatMap(leaf -> leaf.where(truth).map(known -> misfits.kept(leaf.column(), known)));
    };
  }

  /** Combines by AND. A part without a translation narrows nothing. */
  private Optional<Translation> every(List<Expression> parts, boolean truth) {
    List<Translation> known = known(parts, truth);
    return known.isEmpty()
        ? Optional.empty()
        : Optional.of(new Translation(
            ItemPredicate.all(known.stream().map(Translation::condition).toList()),
            known.size() == parts.size() && known.stream().allMatch(Translation::exact)));
  }

  /** Combines by OR. Without a translation of every part there is none, because the missing part may accept any row. */
  private Optional<Translation> some(List<Expression> parts, boolean truth) {
    List<Translation> known = known(parts, truth);
    return known.size() < parts.size()
        ? Optional.empty()
        : Optional.of(new Translation(
            ItemPredicate.any(known.stream().map(Translation::condition).toList()),
            known.stream().allMatch(Translation::exact)));
  }

  private List<Translation> known(List<Expression> parts, boolean truth) {
    List<Translation> known = new ArrayList<>();
    parts.forEach(part -> where(part, truth).ifPresent(known::add));
    return known;
  }
}
