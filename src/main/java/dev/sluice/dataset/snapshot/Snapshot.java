package dev.sluice.dataset.snapshot;

import dev.sluice.dataset.layout.DayRange;
import dev.sluice.dataset.layout.TableSchema;
import dev.sluice.dataset.run.Manifest;
import dev.sluice.dataset.run.Role;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** A published snapshot: its manifest, and its tables as Datasets. */
public interface Snapshot {
  /** Returns the manifest as it is stored. */
  Manifest manifest();

  /** Returns the snapshot's folder as a URI, without a trailing slash. */
  String location();

  /** Returns the name of the table with this role; empty if none was read. */
  Optional<String> tableOf(Role role);

  /** Returns the schemas in {@code schema.json}, by table name. */
  Map<String, TableSchema> schemas();

  /**
   * Returns a table's items, one row each: a column per attribute, and {@code _overflow} (text, JSON Pointer → DynamoDB
   * JSON, also for older snapshots) with the values that no column holds. For a table with entity types, returns all
   * types together; a column that is a number in one type and text in another is then text.
   */
  Dataset<Row> table(String name);

  /**
   * Returns the items of one entity type, with its own columns.
   *
   * @param entity the type, as the manifest names it
   */
  Dataset<Row> table(String name, String entity);

  /** Returns a dataset derived from the tables, by its name in the manifest's section {@code derived}. */
  Dataset<Row> derived(String name);

  /** Returns the number of items that {@link #table(String, DayRange)} does not read. */
  UnreadItems unread(String name, DayRange days);

  /** Items of earlier and of later days. */
  record UnreadItems(long earlier, long later) {}

  /** Returns a table's rows by day, if it is kept in Iceberg; empty if it is in files. */
  Optional<DatedRows> dated(String name);

  /** Returns at least the items of these days and the undated ones. For a table divided by day, returns only those. */
  Dataset<Row> table(String name, DayRange days);
}
