/**
 * Spark's DataSource V2: {@code spark.read().format("sluice")} and {@code df.write().format("sluice")}, one small class per
 * role. Options enter, each of them one entry of {@code SourceOption}; or a plan that the job has decided, by {@link
 * dev.sluice.source.TableSource}. Input partitions and their rows leave, to {@code dataset} or to the reader of a DataFrame.
 *
 * <p>A read: {@code access} probes the table and decides a {@link dev.sluice.access.ReadPlan}, once. {@code SluiceScanBuilder}
 * asks {@code pushdown} which filters DynamoDB evaluates, and puts Queries in the Scan's place where they demand keys. {@code
 * SluiceScan} makes a task of each part of the access path; its reader takes pages from a {@link dev.sluice.scan.PageSource}.
 * Where Queries of an index find an item twice, one reader leaves it out, by {@code SeenKeys}. Tasks request permits from the
 * driver by Spark's RPC. They count in a {@code ScanTally}, which {@code ReadMetrics} shows in Spark's SQL page and {@code
 * dataset} records.
 *
 * <p>Scans by equal plans are equal, so Spark reuses exchanges over them; {@code SharedRelations} lets it merge scalar
 * subqueries too. {@code ReadStatistics} tells Spark the size of a read.
 *
 * <p>A write: rows pass {@code encode} and leave to {@code write}. Before the first row {@code InsertedColumns} names the
 * columns as the table has them, by name or by position as the {@code WriteStatement} says, {@code schema} marks them, and
 * {@code WrittenTypes} compares them with the types that are known: of the table, and by the {@code Lineage} of the columns
 * that they are made of.
 */
@NullMarked
package dev.sluice.source;

import org.jspecify.annotations.NullMarked;
