package dev.sluice.pushdown;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.connector.expressions.Expression;
import org.apache.spark.sql.connector.expressions.Literal;
import org.apache.spark.sql.connector.expressions.NamedReference;
import org.apache.spark.sql.connector.expressions.filter.Predicate;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.StructType;

/**
 * A predicate over one column and literals.
 *
 * @param operator Spark's name for it, with the column on the left
 */
record Leaf(String operator, Column column, List<Literal<?>> literals) {
  private static final Map<String, String> SWAPPED =
      Map.of("<", ">", "<=", ">=", ">", "<", ">=", "<=", "=", "=", "<>", "<>", "<=>", "<=>");

  private static final Map<String, String> NEGATED =
      Map.of("<", ">=", "<=", ">", ">", "<=", ">=", "<");

  private static final Map<String, String> TEXT_FUNCTIONS =
      Map.of("STARTS_WITH", "begins_with", "CONTAINS", "contains", "ENDS_WITH", "contains");

  /** Returns the predicate as a leaf; empty if it is not one. */
  static Optional<Leaf> of(Predicate predicate, StructType schema) {
    List<Expression> operands = new ArrayList<>(Arrays.asList(predicate.children()));
    String operator = predicate.name();
    if (operands.size() == 2
        && operands.get(0) instanceof Literal<?>
        && SWAPPED.containsKey(operator)) {
      operator = SWAPPED.get(operator);
      operands = List.of(operands.get(1), operands.get(0));
    }
    if (operands.isEmpty() || !(operands.get(0) instanceof NamedReference reference)) {
      return Optional.empty();
    }
    List<Literal<?>> literals = new ArrayList<>();
    for (Expression operand : operands.subList(1, operands.size())) {
      if (!(operand instanceof Literal<?> literal)) {
        return Optional.empty();
      }
      literals.add(literal);
    }
    String known = operator;
    return Column.of(schema, reference.fieldNames())
        .map(column -> new Leaf(known, column, literals));
  }

  /** Returns the condition under which the predicate is TRUE, or FALSE; empty if none is known. */
  Optional<Translation> where(boolean truth) {
    return switch (operator) {
      case "IS_NOT_NULL" -> presence(truth);
      case "IS_NULL" -> presence(!truth);
      case "IN" -> membership(truth);
      case "=", "<", "<=", ">", ">=", "STARTS_WITH", "CONTAINS", "ENDS_WITH" ->
        withLiteral(truth, operator);
      case "<>" -> withLiteral(!truth, "=");
      case "<=>" -> nullSafe(truth);
      default -> Optional.empty();
    };
  }

  /** Returns the single operand; empty if there is not exactly one, or DynamoDB cannot compare it. */
  Optional<Operand> operand() {
    return literals.size() == 1 ? Operand.of(column, literals.get(0)) : Optional.empty();
  }

  /** Returns all operands except nulls; empty if there are none, or DynamoDB cannot compare one of them. */
  Optional<List<Operand>> operands() {
    List<Literal<?>> known = literals.stream().filter(l -> l.value() != null).toList();
    List<Operand> operands =
        known.stream().flatMap(l -> Operand.of(column, l).stream()).distinct().toList();
    boolean all = known.stream().allMatch(l -> Operand.of(column, l).isPresent());
    return all && !operands.isEmpty() ? Optional.of(operands) : Optional.empty();
  }

  private Optional<Translation> presence(boolean present) {
    if (present) {
      return Optional.of(column.present());
    }
    return column.holdsAll()
        ? Optional.of(Translation.exact(orMissing(new ItemPredicate.Not(column.hasType()))))
        : Optional.empty();
  }

  private Optional<Translation> withLiteral(boolean truth, String name) {
    if (literals.size() != 1 || literals.get(0).value() == null) {
      return Optional.empty();
    }
    // where the column is null, the result is null for every row
    Translation atLeast = Translation.superset(column.hasType());
    return Optional.of(operand()
        .map(o -> switch (name) {
          case "=" -> equality(truth, o);
          case "<", "<=", ">", ">=" -> order(truth ? name : negated(name), o, atLeast);
          default -> text(truth, name, o, atLeast);
        })
        .orElse(atLeast));
  }

  private Translation equality(boolean truth, Operand operand) {
    if (truth) {
      return new Translation(
          new ItemPredicate.Comparison(column.path(), "=", operand.value()), operand.exact());
    }
    ItemPredicate differs = new ItemPredicate.Comparison(column.path(), "<>", operand.value());
    return new Translation(
        ItemPredicate.all(List.of(column.hasType(), differs)),
        operand.exact() && column.holdsAll());
  }

  private Translation order(String name, Operand operand, Translation atLeast) {
    return column.type() instanceof BooleanType
        ? atLeast
        : new Translation(
            new ItemPredicate.Comparison(column.path(), name, operand.value()), column.holdsAll());
  }

  private static String negated(String name) {
    return NEGATED.getOrDefault(name, name);
  }

  /**
   * Returns the translation of a text function. The type test also excludes sets and lists, for which {@code contains}
   * would look for an element.
   */
  private Translation text(boolean truth, String name, Operand operand, Translation atLeast) {
    boolean suffix = name.equals("ENDS_WITH");
    if (!column.isText() || (suffix && !truth)) {
      return atLeast;
    }
    ItemPredicate function = new ItemPredicate.Function(
        TEXT_FUNCTIONS.getOrDefault(name, name), column.path(), operand.value());
    ItemPredicate wanted = truth ? function : new ItemPredicate.Not(function);
    return new Translation(ItemPredicate.all(List.of(column.hasType(), wanted)), !suffix);
  }

  private Optional<Translation> nullSafe(boolean truth) {
    if (truth) {
      return withLiteral(true, "=");
    }
    return operand()
        .filter(Operand::exact)
        .map(o -> Translation.exact(
            orMissing(new ItemPredicate.Comparison(column.path(), "<>", o.value()))));
  }

  private Optional<Translation> membership(boolean truth) {
    boolean hasNull = literals.stream().anyMatch(l -> l.value() == null);
    Translation atLeast = Translation.superset(column.hasType());
    if (literals.isEmpty() || (hasNull && !truth)) {
      return Optional.of(atLeast);
    }
    return Optional.of(operands().map(all -> truth ? among(all) : outside(all)).orElse(atLeast));
  }

  private Translation among(List<Operand> operands) {
    return new Translation(
        ItemPredicate.any(chunks(operands)), operands.stream().allMatch(Operand::exact));
  }

  private Translation outside(List<Operand> operands) {
    List<ItemPredicate> parts = new ArrayList<>(List.of(column.hasType()));
    chunks(operands).forEach(in -> parts.add(new ItemPredicate.Not(in)));
    return new Translation(
        ItemPredicate.all(parts), column.holdsAll() && operands.stream().allMatch(Operand::exact));
  }

  private List<ItemPredicate> chunks(List<Operand> operands) {
    List<ItemPredicate> chunks = new ArrayList<>();
    for (int from = 0; from < operands.size(); from += ItemPredicate.MAX_OPERANDS) {
      int to = Math.min(operands.size(), from + ItemPredicate.MAX_OPERANDS);
      chunks.add(new ItemPredicate.In(
          column.path(), operands.subList(from, to).stream().map(Operand::value).toList()));
    }
    return chunks;
  }

  private ItemPredicate orMissing(ItemPredicate condition) {
    return ItemPredicate.any(
        List.of(new ItemPredicate.Existence("attribute_not_exists", column.path()), condition));
  }
}
