package dev.sluice.pushdown;

import dev.sluice.table.TableDescription;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.connector.expressions.Expression;
import org.apache.spark.sql.connector.expressions.filter.Predicate;
import org.apache.spark.sql.types.StructType;

/**
 * Finds out whether predicates are TRUE only for items that have a key of an index. An index has no other items.
 *
 * <p>An attribute is a key if its DynamoDB type is the key's, and if it is not empty. While the index exists, DynamoDB
 * refuses to write anything else under that name. But items that are older than a global index may have it, and are left
 * out of the index. So a predicate must exclude them, unless the index was made with the table. A range does not exclude
 * text or a binary that is longer than a key may be; the documentation says so.
 *
 * @param withTable whether the index was made with the table, as every local index was
 */
public record DemandedKeys(StructType schema, boolean withTable) {
  private static final Set<String> ALWAYS =
      Set.of("=", "<=>", "IN", "STARTS_WITH", "CONTAINS", "ENDS_WITH");

  /** DynamoDB's limit on a sort key. A partition key may be longer. */
  private static final int MAX_KEY_BYTES = 1024;

  /** Returns whether an item for which all predicates are TRUE has all these keys. */
  public boolean by(List<Predicate> predicates, List<TableDescription.Key> keys) {
    return keys.stream()
        .allMatch(key -> predicates.stream().anyMatch(predicate -> demands(predicate, true, key)));
  }

  private boolean demands(Expression expression, boolean truth, TableDescription.Key key) {
    if (!(expression instanceof Predicate predicate)) {
      return false;
    }
    List<Expression> parts = Arrays.asList(predicate.children());
    return switch (predicate.name()) {
      case "NOT" -> demands(parts.get(0), !truth, key);
      case "AND" -> truth ? any(parts, true, key) : all(parts, false, key);
      case "OR" -> truth ? all(parts, true, key) : any(parts, false, key);
      default ->
        Leaf.of(predicate, schema)
            .filter(leaf -> isOn(leaf.column(), key) && demands(leaf, truth))
            .isPresent();
    };
  }

  private boolean any(List<Expression> parts, boolean truth, TableDescription.Key key) {
    return parts.stream().anyMatch(part -> demands(part, truth, key));
  }

  private boolean all(List<Expression> parts, boolean truth, TableDescription.Key key) {
    return parts.stream().allMatch(part -> demands(part, truth, key));
  }

  private static boolean isOn(Column column, TableDescription.Key key) {
    return column.path().isAttribute()
        && column.path().attribute().equals(key.name())
        && column.tag().equals(key.type());
  }

  private boolean demands(Leaf leaf, boolean truth) {
    boolean neverEmpty = withTable || leaf.column().tag().equals("N");
    return neverEmpty ? excludesNull(leaf, truth) : excludesEmpty(leaf, truth);
  }

  private static boolean areShort(List<Operand> operands) {
    return operands.stream().allMatch(o -> ExpressionWriter.bytes(o.value()) <= MAX_KEY_BYTES);
  }

  /** Returns whether the leaf is TRUE, or FALSE, only where the column is not null. */
  private static boolean excludesNull(Leaf leaf, boolean truth) {
    return switch (leaf.operator()) {
      case "IS_NOT_NULL" -> truth;
      case "IS_NULL" -> !truth;
      case "<=>" -> truth && leaf.literals().stream().allMatch(l -> l.value() != null);
      case "=", "<>", "<", "<=", ">", ">=", "IN", "STARTS_WITH", "CONTAINS", "ENDS_WITH" ->
        !leaf.literals().isEmpty();
      default -> false;
    };
  }

  /** Returns the same for text and binaries that are not empty. Operands never are; they must be short enough too. */
  private static boolean excludesEmpty(Leaf leaf, boolean truth) {
    if (leaf.operands().filter(DemandedKeys::areShort).isEmpty()) {
      return false;
    }
    return switch (leaf.operator()) {
      case "<>", "<", "<=" -> !truth;
      case ">", ">=" -> truth;
      default -> truth && ALWAYS.contains(leaf.operator());
    };
  }
}
