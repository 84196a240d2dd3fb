/**
 * Files of rows. Spark's internal rows enter. Parquet files leave, each with its digest as a {@link
 * dev.sluice.dataset.run.FileEntry} for a checkpoint or the manifest. {@code view} and {@code export} write files with
 * this package, and {@code snapshot} reads footers.
 *
 * <pre>
 * InternalRow → DictionaryChoice → DictionaryHeuristic (columns without a dictionary, of later files)
 * InternalRow → RowParquet → RowGroup → FieldWriter, one for each field → Parquet's columns → pages, compressed
 *   → DigestedFile
 * </pre>
 *
 * <p>Encodings, statistics and footers are parquet-java's. Rows are read here and not by Spark's write support, so that
 * no value is boxed or copied on its way into a column; the files are the same bytes.
 *
 * <p>It does not depend on tables: here a column is a Spark type.
 */
@NullMarked
package dev.sluice.dataset.parquet;

import org.jspecify.annotations.NullMarked;
