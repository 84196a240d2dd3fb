/**
 * Files of rows. Spark's internal rows enter. Parquet files leave, each with its digest as a {@link
 * dev.sluice.dataset.run.FileEntry} for a checkpoint or the manifest. {@code view} and {@code export} write files with
 * this package, and {@code snapshot} reads footers.
 *
 * <p>It does not depend on tables: here a column is a Spark type.
 */
@NullMarked
package dev.sluice.dataset.parquet;

import org.jspecify.annotations.NullMarked;
