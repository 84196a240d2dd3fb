/**
 * The Iceberg form of a dataset: one Apache Iceberg table for each DynamoDB table, kept up to date by changes.
 *
 * <p>All items of a scan or of a full export, or a window's changes, enter as {@code source} reads them. They leave as one
 * snapshot of the Iceberg table for each full read and window, which also holds the {@linkplain dev.sluice.dataset.lake.LakePosition
 * position} that it stands for, so that rows and position never part:
 *
 * <pre>
 * LakeExport: all items, or windows in order → their columns, filter and position
 * LakeCatchUp: the position → windows (ExportSpans), of which exports are requested (ChangeExports) → LakeExport
 * LakeStream: the changes of the table's Stream from its position to the end
 * WindowCommit: a window's changes; those that cannot be decoded → RejectedChanges
 * LakeCatalog → LakeTable: created with the columns of the items, or found
 * LoadStep: all rows → TableReplacement, a table in memory → the table, only if it has not changed meanwhile
 * MergeStep, DifferenceStep: columns are added and widened, never narrowed; a branch begins at the head of main (BranchMerge)
 *   NetChanges (one per item) → ClassifiedChanges (joined with the keys of the days they name)
 *   or all items → TableDifference (digests of keys and items, compared with the table's) → DifferingRows
 *   → MERGE into the branch → main is the branch, only if it is still where the branch began
 * </pre>
 *
 * <p>After the run's manifest says that the snapshot is published, {@code LakeHousekeeping} drops the tags of removed
 * runs, lets snapshots expire and compacts small files: commits of others, to a run.
 *
 * <p>Nothing is visible in {@code main} before the last step, and the last step is one conditional replacement of the
 * table's metadata. A run that was killed anywhere starts again at the top: it finds its commit among the ancestors of
 * {@code main} ({@code LakeHistory}), or makes it. Where a Stream ends, each start finds anew, and the first that commits
 * has decided it.
 *
 * <p>Iceberg comes from the platform. Nothing here may be used before {@link dev.sluice.dataset.lake.IcebergLibrary} has
 * said that it is there, and no class outside of this package knows a class of Iceberg.
 */
@NullMarked
package dev.sluice.dataset.lake;

import org.jspecify.annotations.NullMarked;
