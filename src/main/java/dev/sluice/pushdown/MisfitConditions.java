package dev.sluice.pushdown;

import dev.sluice.item.OverflowColumn;
import dev.sluice.table.TableDescription;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Widens conditions for a read that must fail if a value does not fit its column. SQL knows no truth value for such an
 * item, so it must reach the reader, whatever the predicate: {@code n <> 5} must not remove an item whose {@code n} is
 * text. A number that the column cannot hold is compared by its value, as DynamoDB does; Spark evaluates the predicate
 * again, so the column is decoded and the read fails if the number satisfies it. Text that should be a date or time is
 * not narrowed, because DynamoDB does not know which text is one.
 *
 * @param strict the columns with NOT NULL; null: no condition is widened
 */
record MisfitConditions(@Nullable StructType strict, TableDescription.KeySchema keys) {
  static MisfitConditions of(@Nullable StructType strict, TableDescription.KeySchema keys) {
    return new MisfitConditions(strict, keys);
  }

  /** Returns a condition on a column that holds for its misfits too. */
  Translation kept(Column column, Translation known) {
    List<ItemPredicate> misfits = strict == null ? List.of() : misfits(strict, column.path());
    boolean anyText = column.tag().equals("S") && !column.isText();
    if (misfits.isEmpty() || (isKey(column) && !anyText)) {
      return known;
    }
    List<ItemPredicate> kept = new ArrayList<>(misfits);
    kept.add(anyText ? column.hasType() : known.condition());
    return Translation.superset(ItemPredicate.any(kept));
  }

  /** Returns whether the column is a key, whose type DynamoDB ensures. */
  private boolean isKey(Column column) {
    return column.path().isAttribute()
        && keys.all().stream()
            .anyMatch(key ->
                key.name().equals(column.path().attribute()) && key.type().equals(column.tag()));
  }

  /** Returns the conditions under which a value on the path does not fit. */
  private static List<ItemPredicate> misfits(StructType strict, Path path) {
    boolean overflow = Arrays.asList(strict.fieldNames()).contains(OverflowColumn.NAME);
    List<ItemPredicate> misfits = new ArrayList<>();
    StructType within = strict;
    for (int length = 1; length <= path.elements().size(); length++) {
      StructField field = within.apply(path.elements().get(length - 1));
      Path to = new Path(path.elements().subList(0, length));
      if (!field.nullable() || !overflow) {
        Column.tag(field).map(tag -> misfit(to, tag, field.nullable())).ifPresent(misfits::add);
      }
      within = field.dataType() instanceof StructType struct ? struct : within;
    }
    return misfits;
  }

  private static ItemPredicate misfit(Path path, String tag, boolean nullable) {
    ItemPredicate otherType = new ItemPredicate.Not(hasType(path, tag));
    if (!nullable) {
      return ItemPredicate.any(
          List.of(new ItemPredicate.Existence("attribute_not_exists", path), otherType));
    }
    return ItemPredicate.all(List.of(
        new ItemPredicate.Existence("attribute_exists", path),
        otherType,
        new ItemPredicate.Not(hasType(path, "NULL"))));
  }

  private static ItemPredicate hasType(Path path, String tag) {
    return new ItemPredicate.Function("attribute_type", path, AttributeValue.fromS(tag));
  }
}
