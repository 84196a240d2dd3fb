package dev.sluice.dataset.lake;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;

import dev.sluice.failure.ResourceUnavailableException;
import dev.sluice.sql.SqlNames;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Changes, joined with the keys of the table: whether it has a row of the item, and of which day. Of the table only the
 * files of the days that the changes name are read, and of these only the key.
 *
 * @param rows cached; {@link #close} releases them
 * @param counts what becomes of them
 */
record ClassifiedChanges(Dataset<Row> rows, ChangeRowNames names, ChangeCounts counts)
    implements ChangedRows {
  private static final Logger LOG = LoggerFactory.getLogger(ClassifiedChanges.class);

  /**
   * Classifies changes.
   *
   * @param net from {@link NetChanges}
   * @param table the rows of the table
   */
  static ClassifiedChanges of(
      Dataset<Row> net, Dataset<Row> table, LakeLayout layout, ChangeRowNames names) {
    Dataset<Row> once = net.persist();
    try {
      DaySet days = days(once, layout, names);
      ClassifiedChanges found = of(once, table, days, layout, names);
      if (days.isAll() || !found.isRowMissing()) {
        return found;
      }
      found.close();
      LOG.warn(
          "Rows of changed items are not in the days that their old images name, and are looked for in all days");
      return of(once, table, DaySet.ALL, layout, names);
    } finally {
      once.unpersist();
    }
  }

  private static ClassifiedChanges of(
      Dataset<Row> net, Dataset<Row> table, DaySet days, LakeLayout layout, ChangeRowNames names) {
    Dataset<Row> rows =
        joined(net, present(table, layout, days, names), layout, names).persist();
    return new ClassifiedChanges(rows, names, ActionCounts.of(rows, names.action(), names.found()));
  }

  /** Returns whether the table lacks a row that it must have: others may have moved it to another day. */
  private boolean isRowMissing() {
    return !rows.filter(col(names.hadRow()).and(col(names.found()).equalTo(false)))
        .isEmpty();
  }

  /**
   * Returns the days in which the table's rows of the items are, if it has them.
   *
   * @throws ResourceUnavailableException if a key does not fit its column: then it does not tell the item
   */
  private static DaySet days(Dataset<Row> net, LakeLayout layout, ChangeRowNames names) {
    Column isKeyless = layout.keys().stream()
        .map(key -> SqlNames.column(key).isNull())
        .reduce(lit(false), Column::or);
    Row found = net.agg(
            max(col(names.isDayKnown()).equalTo(false)),
            collect_set(col(names.oldDay()).cast(DataTypes.StringType)),
            max(col(names.oldDay()).isNull()),
            max(isKeyless))
        .head();
    if (isTrue(found, 3)) {
      throw LakeTable.misfitKey(layout.keys());
    }
    return isTrue(found, 0) ? DaySet.ALL : DaySet.of(found.getList(1), isTrue(found, 2));
  }

  private static boolean isTrue(Row row, int ordinal) {
    return !row.isNullAt(ordinal) && row.getBoolean(ordinal);
  }

  private static Dataset<Row> present(
      Dataset<Row> table, LakeLayout layout, DaySet days, ChangeRowNames names) {
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < layout.keys().size(); i++) {
      columns.add(SqlNames.column(layout.keys().get(i)).as(key(i)));
    }
    columns.add(col(LakeColumns.DAY).as(names.foundDay()));
    columns.add(lit(true).as(names.found()));
    return table.filter(days.has(col(LakeColumns.DAY))).select(columns.toArray(Column[]::new));
  }

  private static String key(int ordinal) {
    return "key " + ordinal;
  }

  private static Dataset<Row> joined(
      Dataset<Row> net, Dataset<Row> present, LakeLayout layout, ChangeRowNames names) {
    Column same = lit(true);
    for (int i = 0; i < layout.keys().size(); i++) {
      same = same.and(net.col(SqlNames.identifier(layout.keys().get(i)))
          .equalTo(present.col(SqlNames.identifier(key(i)))));
    }
    Dataset<Row> all = net.join(present, same, "left");
    for (int i = 0; i < layout.keys().size(); i++) {
      all = all.drop(present.col(SqlNames.identifier(key(i))));
    }
    return all.withColumn(names.found(), col(names.found()).isNotNull());
  }

  @Override
  public String action() {
    return names.action();
  }

  @Override
  public Dataset<Row> effective() {
    Column action = col(names.action());
    return rows.filter(action
        .equalTo(RowAction.PUT.word())
        .or(col(names.found()).and(action.notEqual(RowAction.KEEP.word()))));
  }

  @Override
  public DaySet touched() {
    return DaySet.in(effective().filter(col(names.found())), col(names.foundDay()));
  }

  @Override
  public void close() {
    rows.unpersist();
  }
}
