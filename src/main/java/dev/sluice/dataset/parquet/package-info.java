/**
 * Files of rows. Spark's internal rows enter; Parquet files leave, each with its digest as a {@link
 * dev.sluice.dataset.run.FileEntry} for a checkpoint or the manifest. {@code view} and {@code export} write with it, {@code
 * snapshot} reads footers back.
 *
 * <p>It knows nothing of tables: a column is a Spark type here.
 */
@NullMarked
package dev.sluice.dataset.parquet;

import org.jspecify.annotations.NullMarked;
