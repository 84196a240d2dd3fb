/**
 * Spark's DataSource V2: {@code spark.read().format("sluice")} and {@code df.write().format("sluice")}, one small class
 * per role. Options enter, each defined in {@code SourceOption} and
 * parsed by {@code OptionParser}; or a plan that the job has decided, through {@link
 * dev.sluice.source.TableSource}. Input partitions and their rows leave, to {@code dataset} or to the reader of a
 * DataFrame.
 *
 * <p>Reading: {@code access} probes the table and decides a {@link dev.sluice.access.ReadPlan}, once. {@code
 * SluiceScanBuilder} asks {@code pushdown} which filters DynamoDB evaluates, and replaces the Scan by Queries if the
 * filters require keys. {@code IndexChoice} reads an index instead if the settings leave it the choice. {@code SluiceScan} makes a task of each part of the access path; its reader takes pages from a
 * {@link dev.sluice.scan.PageSource}. A {@code BatchReader} gives Spark batches of columns, each a part of one page; where a
 * read may stop or refuse at any item (a limit, a user's schema, the order of a sort key), an {@code
 * ItemReader} gives rows. If Queries of an index find an item twice, one reader leaves it out, using {@code
 * SeenKeys}. Tasks request permits, and pages of a limit, from the driver by Spark's RPC. They count in a {@code
 * ScanTally}, which {@code
 * ReadMetrics} publishes on Spark's SQL page and {@code dataset} records.
 *
 * <p>Doors: {@code SluiceProvider} is {@code format("sluice")}; {@code DynamoDbCatalog} is a catalog, and makes a {@code
 * TableEntry} of each of its tables; {@code StoredRelations} is for tables of Spark's own catalog that Spark 3.5 loads
 * by its first interface only. Options of the session ({@code SessionOptions}) come below those of a catalog, of a
 * stored table and of the statement.
 * <p>If Queries can answer an aggregate or give the first rows in Spark's order, {@code SluiceScanBuilder} accepts it as a
 * {@code KeyedRead}. {@code CountReader} counts. {@code ExtremesReader} and {@code SortedReader} read Queries one after the
 * other, from the end that is wanted, and fetch a page only if they need it. Spark combines the rows of all tasks, and
 * sorts and limits them again.
 * <p>Joining: {@code JoinByKey} asks Spark to narrow a scan to the keys of a join's small side, by Spark's own dynamic
 * pruning. A {@code KeyedBatch} then replaces the planned tasks by {@code KeyedTask}s, which make Queries.
 *
 * <p>Scans by equal plans are equal, so Spark reuses exchanges over them. {@code SharedRelations} lets it merge scalar
 * subqueries too. {@code ReadStatistics} gives Spark the size of a read.
 *
 * <p>Changes of a table's stream are items that describe them, so all readers of items read them. A {@code StreamBatch}
 * reads what there is; {@code StreamMicroBatches} follow the stream, between offsets that Spark keeps.
 *
 * <p>Writing: a {@code ChangeEncoder} makes changes of rows by {@code encode}, which leave to {@code write}. Tasks report
 * counts in {@code WriteMetrics} and their {@code TaskCommit}; {@code WriteReport} judges the sum. Before the first row, {@code InsertedColumns} names
 * the columns as in the table, by name or by position as the {@code WriteStatement} says. Then {@code schema} adds type
 * tags, and {@code WrittenTypes} compares them with the known types: those of the table, and those of the columns that
 * they are made of ({@code Lineage}).
 */
@NullMarked
package dev.sluice.source;

import org.jspecify.annotations.NullMarked;
