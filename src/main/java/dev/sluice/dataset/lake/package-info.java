/**
 * The Iceberg form of a dataset: one Apache Iceberg table for each DynamoDB table, kept up to date by changes.
 *
 * <p>Rows of a full export, or of a window's changes, enter as {@code source} reads them. They leave as one snapshot of
 * the Iceberg table for each load and window, which also holds the {@linkplain dev.sluice.dataset.lake.LakePosition
 * position} that it stands for, so that rows and position never part:
 *
 * <pre>
 * LakeExport: exports of a table, in order → their columns, filter and window
 * LakeCatalog → LakeTable: created with the columns of the items, or found
 * LoadStep: all rows → TableReplacement, a table in memory → the table, only if it has not changed meanwhile
 * MergeStep: columns are added and widened, never narrowed; a branch begins at the head of main (LakeBranch)
 *   NetChanges (one per item) → ClassifiedChanges (joined with the keys of the days they name) → MERGE into the branch
 *   → main is the branch, only if it is still where the branch began
 * </pre>
 *
 * <p>After the run's manifest says that the snapshot is published, {@code LakeHousekeeping} drops the tags of removed
 * runs, lets snapshots expire and compacts small files: commits of others, to a run.
 *
 * <p>Nothing is visible in {@code main} before the last step, and the last step is one conditional replacement of the
 * table's metadata. A run that was killed anywhere starts again at the top: it finds its commit among the ancestors of
 * {@code main} ({@code LakeHistory}), or makes it.
 *
 * <p>Iceberg comes from the platform. Nothing here may be used before {@link dev.sluice.dataset.lake.IcebergLibrary} has
 * said that it is there, and no class outside of this package knows a class of Iceberg.
 */
@NullMarked
package dev.sluice.dataset.lake;

import org.jspecify.annotations.NullMarked;
