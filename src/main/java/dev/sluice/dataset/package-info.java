/**
 * Makes and reads snapshots. Tables enter through {@code source}. Parquet files leave, and last the manifest that makes
 * them a snapshot. {@code analytics} reads them back as Datasets. {@link dev.sluice.dataset.Snapshots} is the entry
 * point.
 *
 * <p>The packages below are the stages. Each one uses only those above it in this list:
 *
 * <pre>
 * store     documents and files under a root, in a folder or a bucket
 * run       the documents of a run: lease, plan, checkpoint, manifest; which snapshot is the newest, which ones retention removes
 * layout    columns of a table's files (schema.json), names of its folders
 * lake      items or changes of a table → an Apache Iceberg table of its rows
 * parquet   files of rows
 * snapshot  snapshots as Datasets; their verification
 * days      rows by day that later runs read again
 * view      what derives datasets and training files from the tables, and is part of the snapshot
 * export    tables → chunks → manifest
 * </pre>
 *
 * <p>An export, from the plan to the manifest:
 *
 * <pre>
 * Planning (plan.json: schema, ranges of segments, instants) → TableExport: Spark jobs, a task for each range
 *   task: rows → ExportAttempt → Parquet files, footers read back → Checkpoint (a record for each chunk of a range)
 * → Coverage (the records prove that the whole table was read) → Gates
 * → View: training and derived datasets, a record for each → schema.json and other small files
 * → manifest.json → Publication: latest.json, removal of stray files, Retention
 * → LakeTidying, DayRetention: housekeeping of Iceberg tables and of rows by day, when the run is done
 * </pre>
 *
 * <p>A run that was killed or stopped begins at the top again with its plan, and resumes at the end of its records.
 * {@code snapshots/} holds only the files of snapshots; a run's own documents are in {@code runs/<run-id>/}. The
 * packages are divided by documents: each stage reads those of the stages before it and writes its own, so that classes
 * do not depend on each other in cycles.
 */
@NullMarked
package dev.sluice.dataset;

import org.jspecify.annotations.NullMarked;
