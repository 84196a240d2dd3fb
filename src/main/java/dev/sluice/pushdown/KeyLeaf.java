package dev.sluice.pushdown;

import dev.sluice.table.TableDescription;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.connector.expressions.filter.Predicate;
import org.apache.spark.sql.types.StructType;

/**
 * A leaf that may be a condition on a key.
 *
 * @param predicate the predicate that it comes from
 */
record KeyLeaf(Predicate predicate, Leaf leaf) {
  /** Returns the predicates that are leaves. */
  static List<KeyLeaf> of(List<Predicate> predicates, StructType schema) {
    List<KeyLeaf> leaves = new ArrayList<>();
    for (Predicate predicate : predicates) {
      Leaf.of(predicate, schema).ifPresent(leaf -> leaves.add(new KeyLeaf(predicate, leaf)));
    }
    return leaves;
  }

  /** Returns those on an attribute of the key. */
  static List<KeyLeaf> on(List<KeyLeaf> leaves, TableDescription.Key key) {
    return leaves.stream().filter(each -> each.isOn(key)).toList();
  }

  private boolean isOn(TableDescription.Key key) {
    Column column = leaf.column();
    return column.path().isAttribute()
        && column.path().attribute().equals(key.name())
        && column.tag().equals(key.type());
  }

  /** Returns the IS NOT NULL predicates on an attribute of the key. */
  static Stream<KeyLeaf> present(List<KeyLeaf> leaves, TableDescription.Key key) {
    return on(leaves, key).stream().filter(each -> each.leaf.operator().equals("IS_NOT_NULL"));
  }
}
