/**
 * Snapshots. Tables enter through {@code source}; Parquet files, and last of all the manifest that makes them a
 * snapshot, leave; {@code analytics} reads them back as Datasets.
 *
 * <pre>
 * Planning (plan.json: schema, ranges of segments, instants, what is carried on) → TableExport: Spark jobs, a task per range
 *   task: rows → ExportTask → Parquet files, footers read back → ChunkLog (a record per chunk of a range)
 * → Coverage (the records prove that the table was read whole) → Gates
 * → View: what derived and training make of the tables' files, a record each → schema.json and other small files
 * → manifest.json → latest.json → Retention
 * </pre>
 *
 * <p>What is recorded, by whom and once, is {@code dataset.run}; here are the files of rows. A run that was killed or stopped
 * begins at the top again, with the plan that it has, and reads on from where its records end. Files of attempts that came to
 * nothing are in no record, and go once there is a manifest. {@code snapshots/} holds only what a snapshot consists of; what
 * a run knows of itself is in {@code runs/<run-id>/}. {@code Verification} compares a snapshot with its manifest, what files
 * hold in tasks.
 *
 * <p>Of a table that holds many kinds of item ({@code entity-by}) the scan hands over, behind the filter, the items
 * themselves, as DynamoDB sent them ({@code Marks.withItem}), and the task decodes each by the columns of its own kind
 * ({@code Forms}) into that kind's file. So there is one scan, and a column has the type that it has in this kind, whatever
 * it is in others; with one schema for all kinds, what is a number here and text there would be in the overflow of one of
 * the two. {@code Snapshot.table} puts the kinds together again ({@code EntityUnion}).
 */
@NullMarked
package dev.sluice.dataset;

import org.jspecify.annotations.NullMarked;
