/**
 * The export of tables into a snapshot (not an export by DynamoDB). Reads ({@link dev.sluice.dataset.export.TableRead}) and
 * the plan of a run enter; files, checkpoints and at last the manifest leave, to {@code snapshot}.
 *
 * <pre>
 * Planning → OpenTable → TableExport (driver: Spark jobs until the checkpoint covers the table)
 *   → ExportTask → ExportAttempt (task: chunk by chunk) → ChunkFiles → Checkpoint
 * → TableResult → Gates → views → manifest.json (SnapshotExport)
 * </pre>
 *
 * <p>Of a table with entity types ({@code entity-by}) the scan gives the items themselves after the filter, as DynamoDB sent
 * them, and the task decodes each by the columns of its own type ({@code Forms}) into that type's files. So there is one scan,
 * and a column has its type in this entity type, whatever it is in others: with one schema for all types, a number here that is
 * text there would be in the overflow of one of the two. {@code Snapshot.table} joins the types again ({@code EntityUnion}).
 */
@NullMarked
package dev.sluice.dataset.export;

import org.jspecify.annotations.NullMarked;
