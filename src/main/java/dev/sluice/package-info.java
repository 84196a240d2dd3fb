/**
 * Sluice: DynamoDB tables of ML records to Parquet, latency percentiles and accuracy trends.
 *
 * <p>The packages are the stages of the data's path, in the order in which it takes them:
 *
 * <pre>
 * item       the terms of an item that all stages share: types, numbers, pointers, the overflow's name; counts of a read
 * table      what DescribeTable knows; clients, credentials, endpoints
 * capacity   how many units the run may take
 * scan       a table's segments → pages (the response's bytes)
 * stream     a table's Stream: shards → pages of changes, and positions in it
 * export     a point-in-time export in S3 or a folder → the same pages
 * wire       DynamoDB JSON as bytes: the cursor that scan, export, decode, encode and schema share
 * change     changes of items, wherever they are found → items that describe them
 * decode     a page's bytes → vectors, column by column, and views of their rows; what fits nowhere → overflow
 * encode     the way back: rows, what overflowed included → items
 * schema     a sample of pages → columns with Spark types
 * pushdown   Spark's predicates → filter expression and key conditions, where they mean the same
 * write      items → puts, updates and deletes, until the table has them all
 * sql        which SQL texts of a configuration are let through; names and texts as SQL writes them
 * access     a table, a sample of it and what is asked → the plan of a read, and its cost
 * source     Spark's DataSource V2 ("sluice") and its catalog: the plan's tasks → input partitions → rows, and rows → items
 * dataset    rows → Parquet files → manifest: the snapshot; its own stages are below it
 * derived    the snapshot's tables → datasets made of them by SQL
 * training   the snapshot's tables → labelled rows of numbers, in channels
 * analytics  the snapshot's Datasets → figures (latency, accuracy, experiments)
 * summary    figures → rows of the summary table, written with conditions; their reader
 * price      read units and bytes → dollars, by dated list prices
 * report     figures → one HTML page
 * job        commands and configuration: puts the stages together; nothing imports it
 * demo       the embedded DynamoDB and S3, with exports to it, and the sample tables
 * </pre>
 *
 * <p>{@code failure} holds what every stage may throw: a message, a remedy and an exit code; {@code document} reads stored
 * JSON, whoever may have changed it. {@code item}, {@code table}, {@code capacity}, {@code scan}, {@code export}, {@code wire}, {@code change}, {@code stream}, {@code write} and {@code summary} know nothing of Spark; {@code analytics} knows
 * nothing of AWS.
 */
@NullMarked
package dev.sluice;

import org.jspecify.annotations.NullMarked;
