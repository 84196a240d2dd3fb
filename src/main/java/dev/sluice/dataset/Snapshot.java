package dev.sluice.dataset;

import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** A finished snapshot: its manifest, and its tables as Datasets. */
public interface Snapshot {
  Manifest manifest();

  /** The snapshot's folder as a URI, without a slash at its end. */
  String location();

  /** The name of the table that has this role, if one was read. */
  Optional<String> tableOf(Role role);

  /** What {@code schema.json} says, by table name. */
  Map<String, TableSchema> schemas();

  /**
   * A table's items, one row each: a column per attribute, and {@code _overflow} (text, JSON Pointer → DynamoDB JSON,
   * of older snapshots too) for what no column holds. Where kinds of item are told apart, all kinds together: a column that is a number of one kind and text
   * of another is text then.
   */
  Dataset<Row> table(String name);

  /**
   * The items of one kind, with its own columns.
   *
   * @param entity as the manifest names it
   */
  Dataset<Row> table(String name, String entity);

  /** A dataset made of the tables, as the manifest's section {@code derived} names it. */
  Dataset<Row> derived(String name);

  /** How many items {@link #table(String, DayRange)} does not read. */
  UnreadItems unread(String name, DayRange days);

  /** Of earlier and of later days. */
  record UnreadItems(long earlier, long later) {}

  /** As the first, at least the items of these days and those undated: where the table is laid out by day, no others. */
  Dataset<Row> table(String name, DayRange days);
}
