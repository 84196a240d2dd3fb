package dev.sluice.dataset.lake;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.first;
import static org.apache.spark.sql.functions.lead;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import dev.sluice.change.ChangeColumn;
import dev.sluice.change.ChangeKind;
import dev.sluice.change.ChangedBy;
import dev.sluice.decode.OverflowWithout;
import dev.sluice.item.JsonPointer;
import dev.sluice.item.OverflowColumn;
import dev.sluice.sql.SqlCondition;
import dev.sluice.sql.SqlNames;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * The changes of a window as rows of the table, one for each item: the last one, with the day that the item had before
 * the first one.
 *
 * @param layout the table's
 * @param deleted decides what becomes of rows whose items were deleted
 * @param filter a condition on items; others are not in the table; null: all are
 * @param hasLasting whether the table may have rows of items that were deleted earlier, so that the row of an inserted
 *     item may be anywhere
 * @param isBehind whether the table's rows may be others than the images before the changes, and so on other days: newer
 *     ones, or older ones where changes could not be decoded
 */
record NetChanges(
    LakeLayout layout,
    DeletedItems deleted,
    @Nullable SqlCondition filter,
    boolean hasLasting,
    boolean isBehind) {
  /** A pointer that a JSON text has as it is. */
  private static final Pattern PLAIN = Pattern.compile("[\\x20-\\x7e&&[^\"\\\\]]*");

  private static final Column CHANGE = col(ChangeColumn.CHANGE.column());
  private static final Column CHANGED_AT = col(ChangeColumn.CHANGED_AT.column());
  private static final Column CHANGED_BY = col(ChangeColumn.CHANGED_BY.column());
  private static final Column SEQUENCE = col(ChangeColumn.SEQUENCE.column());
  private static final Column OLD = col(ChangeColumn.OLD.column());

  /**
   * Returns the rows.
   *
   * @param changes as {@code source} reads them, with the columns of the table's items
   */
  Dataset<Row> of(Dataset<Row> changes, ChangeRowNames names) {
    StructType schema = changes.schema();
    Dataset<Row> dated =
        withOldDay(changes, names).withColumn(LakeColumns.DAY, layout.dayOf(schema));
    Dataset<Row> known = dated
        .withColumn(names.isDayKnown(), isDayKnown())
        .withColumn(
            names.oldDay(),
            layout.isDayInKey()
                ? col(LakeColumns.DAY)
                : when(OLD.isNotNull(), col(names.oldDay())).otherwise(col(LakeColumns.DAY)));
    Dataset<Row> decided = known
        .withColumn(names.hadRow(), lit(filter == null).and(OLD.isNotNull()))
        .withColumn(names.action(), action(changes));
    return last(decided, names)
        .withColumn(OverflowColumn.NAME, OverflowWithout.column(ChangeColumn.OLD.column()))
        .withColumn(
            LakeColumns.DELETED_AT,
            when(col(names.action()).equalTo(RowAction.MARK.word()), CHANGED_AT));
  }

  /** The old image's day follows from its columns as a row's follows from its own. */
  private Dataset<Row> withOldDay(Dataset<Row> changes, ChangeRowNames names) {
    StructType old =
        (StructType) changes.schema().apply(ChangeColumn.OLD.column()).dataType();
    return changes
        .select(struct(col("*")).as(names.row()), col(ChangeColumn.OLD.column() + ".*"))
        .select(col(names.row() + ".*"), layout.dayOf(old).as(names.oldDay()));
  }

  private Column isDayKnown() {
    if (layout.day() == null) {
      return lit(false);
    }
    if (layout.isDayInKey()) {
      return lit(true);
    }
    if (isBehind) {
      return lit(false);
    }
    Column isInserted = CHANGE.equalTo(ChangeKind.INSERT.toString());
    return when(OLD.isNotNull(), isOldTimeInColumn()).otherwise(isInserted.and(lit(!hasLasting)));
  }

  /** Returns whether the overflow has nothing of the old image's time, from which the day would follow then. */
  private Column isOldTimeInColumn() {
    LakeLayout.EventDays day = layout.day();
    String pointer =
        day == null ? "" : JsonPointer.of(List.of(ChangeColumn.OLD.column(), day.attribute()));
    Column overflow = col(OverflowColumn.NAME);
    Column isElsewhere = PLAIN.matcher(pointer).matches()
        ? overflow.contains("\"" + pointer).equalTo(false)
        : lit(false);
    return overflow.isNull().or(isElsewhere);
  }

  private Column action(Dataset<Row> changes) {
    Column ofDeleted = when(CHANGED_BY.equalTo(ChangedBy.TTL.toString()), word(deleted.ttl()))
        .when(CHANGED_BY.equalTo(ChangedBy.USER.toString()), word(deleted.user()))
        .otherwise(word(deleted.unknown()));
    Column isWanted = filter == null ? lit(true) : coalesce(filter.over(changes), lit(false));
    return when(CHANGE.equalTo(ChangeKind.REMOVE.toString()), ofDeleted)
        .when(isWanted, lit(RowAction.PUT.word()))
        .otherwise(lit(RowAction.EXCLUDE.word()));
  }

  private static Column word(DeletedItems.Action action) {
    return lit(RowAction.of(action).word());
  }

  /** Where several changes of an item have one sequence, the source has not told their order, and any may be the last. */
  private Dataset<Row> last(Dataset<Row> changes, ChangeRowNames names) {
    WindowSpec ofItem = Window.partitionBy(
            layout.keys().stream().map(SqlNames::column).toArray(Column[]::new))
        .orderBy(SEQUENCE);
    return changes
        .withColumn(names.oldDay(), first(names.oldDay()).over(ofItem))
        .withColumn(names.isDayKnown(), first(names.isDayKnown()).over(ofItem))
        .withColumn(names.hadRow(), first(names.hadRow()).over(ofItem))
        .withColumn(names.isNewer(), lead(SEQUENCE, 1).over(ofItem))
        .filter(col(names.isNewer()).isNull())
        .drop(names.isNewer());
  }
}
