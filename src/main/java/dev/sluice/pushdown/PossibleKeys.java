package dev.sluice.pushdown;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.connector.expressions.Literal;
import org.apache.spark.sql.connector.expressions.filter.Predicate;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.unsafe.types.UTF8String;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The values that one key attribute may have: those that all equalities and INs on it allow. Values that no item can
 * have as a key are left out: NULL, empty ones, too long ones, numbers beyond DynamoDB's, and numbers that do not fit
 * the column, whose rows have NULL there.
 *
 * @param predicates the predicates that are TRUE for every item with one of the values
 * @param values distinct; empty: no item satisfies the predicates
 */
record PossibleKeys(Path path, Set<Predicate> predicates, List<AttributeValue> values) {
  private static final Set<String> OPERATORS = Set.of("=", "<=>", "IN");

  /**
   * Returns the values; empty if no predicate enumerates them.
   *
   * @param key the leaves on this attribute
   * @param longest the largest size of a value in bytes
   */
  static Optional<PossibleKeys> of(List<KeyLeaf> key, int longest) {
    Set<Predicate> predicates = new LinkedHashSet<>();
    List<Set<AttributeValue>> all = new ArrayList<>();
    for (KeyLeaf source : key) {
      possible(source.leaf(), longest).ifPresent(values -> {
        predicates.add(source.predicate());
        all.add(values);
      });
    }
    return all.isEmpty()
        ? Optional.empty()
        : Optional.of(new PossibleKeys(key.get(0).leaf().column().path(), predicates, common(all)));
  }

  /** Returns whether the values of a column can be found as keys: text that stands for numbers cannot. */
  static boolean canBeFound(Column column, String keyType) {
    return column.path().isAttribute()
        && column.tag().equals(keyType)
        && !(keyType.equals("N") && column.isText());
  }

  private static List<AttributeValue> common(List<Set<AttributeValue>> all) {
    Set<AttributeValue> common = new LinkedHashSet<>(all.get(0));
    all.forEach(common::retainAll);
    return List.copyOf(common);
  }

  /** Returns the leaf's values that an item may have; empty if the leaf enumerates none, or values of another type. */
  private static Optional<Set<AttributeValue>> possible(Leaf leaf, int longest) {
    Column column = leaf.column();
    boolean enumerates = OPERATORS.contains(leaf.operator())
        && canBeFound(column, column.tag())
        && leaf.literals().stream().allMatch(literal -> isOf(column, literal));
    if (!enumerates) {
      return Optional.empty();
    }
    Set<AttributeValue> values = new LinkedHashSet<>();
    for (Literal<?> literal : leaf.literals()) {
      Operand.of(column, literal)
          .filter(operand -> operand.exact() && operand.isShort(longest))
          .ifPresent(operand -> values.add(operand.value()));
    }
    return Optional.of(values);
  }

  /** Returns whether a literal is NULL or of the column's type, so that its form in DynamoDB is known, or none. */
  private static boolean isOf(Column column, Literal<?> literal) {
    Object value = literal.value();
    return value == null
        || switch (column.tag()) {
          case "S" -> value instanceof UTF8String;
          case "B" -> value instanceof byte[];
          case "N" ->
            (column.type() instanceof LongType && value instanceof Long)
                || (column.type() instanceof IntegerType && value instanceof Integer)
                || (column.type() instanceof ShortType && value instanceof Short)
                || (column.type() instanceof ByteType && value instanceof Byte)
                || (column.type() instanceof DecimalType && value instanceof Decimal)
                || (column.type() instanceof DoubleType && value instanceof Double);
          default -> false;
        };
  }

  List<ItemPredicate> conditions() {
    return values.stream()
        .<ItemPredicate>map(value -> new ItemPredicate.Comparison(path, "=", value))
        .toList();
  }

  /** Returns the narrowest single condition that holds for all of the values. There must be at least one. */
  ItemPredicate span() {
    List<AttributeValue> sorted = values.stream().sorted(SortKeyRange::compare).toList();
    AttributeValue low = sorted.get(0);
    AttributeValue high = sorted.get(sorted.size() - 1);
    return low.equals(high)
        ? new ItemPredicate.Comparison(path, "=", low)
        : new ItemPredicate.Between(path, low, high);
  }
}
