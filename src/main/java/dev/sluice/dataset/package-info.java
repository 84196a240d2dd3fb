/**
 * Snapshots. Tables enter through {@code source}; Parquet files, and last of all the manifest that makes them a
 * snapshot, leave; {@code analytics} reads them back as Datasets.
 *
 * <pre>
 * Lease → Planning (plan.json: schema, segments, instants, the snapshot before) → TableExport: a Spark job, a task per piece
 *   task: rows → PieceWriter → Parquet files, footers read back → PieceLog (a document per finished piece)
 * → schema.json → View: what derived and training make of the tables' files
 * → manifest.json (If-None-Match) → latest.json (If-Match, newer wins) → Retention
 * </pre>
 *
 * A run that was killed or stopped begins at the top again, with the plan that it has, and reads the pieces that have no
 * document. Files of attempts that came to nothing are in no manifest and removed before there is one. {@code snapshots/}
 * holds only what a snapshot consists of; what a run knows of itself is in {@code runs/<run-id>/}, and what of it a
 * finished snapshot does not need goes as soon as that exists. {@code Verification} compares a snapshot with its manifest,
 * what files hold in tasks.
 *
 * <p>Of a table that holds many kinds of item ({@code entity-by}) the scan hands over, behind the filter, the items
 * themselves, as DynamoDB sent them ({@code Marks.withItem}), and the task decodes each by the columns of its own kind
 * ({@code Forms}) into that kind's file. So there is one scan, and a column has the type that it has in this kind, whatever
 * it is in others; with one schema for all kinds, what is a number here and text there would be in the overflow of one of
 * the two. {@code Snapshot.table} puts the kinds together again ({@code AllKinds}).
 */
@NullMarked
package dev.sluice.dataset;

import org.jspecify.annotations.NullMarked;
