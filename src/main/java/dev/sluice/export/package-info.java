/**
 * Reads a point-in-time export as DynamoDB has written it to S3: a full one, the items of a table, or an incremental one,
 * whose records become changes and, by {@code change}, items that describe them. The location of an export enters. {@link
 * dev.sluice.export.PointInTimeExport}, with its data files, and pages of items leave: the same pages as those of {@code scan}, so
 * that {@code decode} and {@code schema} do not tell them apart. {@code access} divides the files into tasks. An {@link
 * dev.sluice.export.ExportDestination} enters where a run requests its export; {@link dev.sluice.export.RequestedExport} has
 * DynamoDB make it, and its location leaves.
 *
 * <p>Ion becomes DynamoDB JSON, so that there is one decoder: an item by the bytes of its line where it has the form in which
 * DynamoDB writes it, else by the library of Ion.
 *
 * <p>Nothing of a file is used before its bytes have the digest that the export's manifest states. A small file is read
 * into memory and checked there; of a large one the bytes are read twice, first to check them, because rows that were
 * handed over cannot be taken back, and a file may be larger than the memory or the disk. Does not depend on Spark.
 */
@NullMarked
package dev.sluice.export;

import org.jspecify.annotations.NullMarked;
