/**
 * Exports tables into a snapshot (this is not DynamoDB's own export). Reads ({@link
 * dev.sluice.dataset.export.TableRead}) and the plan of a run enter. Files, checkpoints and finally the manifest leave,
 * to {@code snapshot}.
 *
 * <pre>
 * Planning → OpenTable → TableExport (driver: Spark jobs until the checkpoint covers the table)
 *   → ExportTask → ExportAttempt (task: chunk by chunk) → (DayRouter →) ChunkFiles → Checkpoint
 * → TableResult → Gates → views → manifest.json (SnapshotExport)
 * </pre>
 *
 * <p>Tables that are kept in Iceberg are read the same way, into files that the manifest does not list, and then brought to
 * their Iceberg tables ({@code LakeTables}); of those read by changes the Iceberg tables are brought up to them at once.
 * Tables of labels and of experiments are read by changes where the table of events is, and they can be ({@code SideReads}).
 *
 * <p>For a table with entity types ({@code entity-by}) the scan returns the filtered items as DynamoDB sent them. The
 * task decodes each item by the columns of its type ({@code Forms}) and writes it to that type's files. So there is
 * only one scan, and a column's type in one entity type does not depend on other types. With one schema for all types,
 * an attribute that is a number in one type and text in another would overflow in one of the two. {@code
 * Snapshot.table} joins the types again ({@code EntityUnion}).
 */
@NullMarked
package dev.sluice.dataset.export;

import org.jspecify.annotations.NullMarked;
