/**
 * Spark's door: {@code spark.read().format("sluice")} and {@code df.write().format("sluice")}, one small class per role of
 * DataSource V2. Options enter; input partitions, each a range of Scan segments, and their rows leave, to {@code dataset}
 * or to whoever reads the DataFrame. Rows that are written pass {@code encode} and leave to {@code write}: before the first
 * of them {@code InsertedColumns} names their columns as the table has them, by name or by position as the {@code
 * WriteStatement} says, {@code schema} marks them, and {@code WrittenTypes} compares them with what is known: of the table,
 * and by the {@code Lineage} of the columns of what they are made of. {@code SourceOption} has all options.
 *
 * <p>A read goes from a {@code TableHandle}, the table looked at once, by way of the scan builder, which asks {@code
 * pushdown} what DynamoDB can do of the query, to a scan: segments, or Queries in their place. A secondary index is read
 * only where it is asked for: its keys change, and its Queries then miss items or find them twice; those that come twice
 * their one reader leaves out, by {@code SeenKeys}. {@link dev.sluice.source.AccessPath} tells others which. Tasks take their turns at the driver, whom they reach by
 * Spark's RPC. What they count is their {@code ScanTally}, which {@code metric} shows in Spark's SQL page and {@code
 * dataset} records. {@link dev.sluice.source.Forecast} tells what each way to read a table would take, by its {@code
 * TableSize}: as described, or from a {@code Census} of a part of it. A rougher one, {@code RoughSize}, cuts a table into
 * pieces.
 *
 * <p>Scans that read the same are equal, by their {@code ReadIdentity}, so Spark reuses exchanges over them; {@code
 * SharedRelations} lets it merge scalar subqueries too. {@code ReadStatistics} tells Spark the size of a read.
 */
@NullMarked
package dev.sluice.source;

import org.jspecify.annotations.NullMarked;
