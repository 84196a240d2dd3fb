/**
 * Makes datasets from a snapshot's own tables with SQL: joins entity types, groups rows. Queries enter with the
 * configuration, the tables once their files are written and checked. Parquet files in {@code derived/<name>/} leave,
 * with the section {@code derived} of the manifest that makes the snapshot exist.
 *
 * <p>{@code TableViews} registers the tables under the names that queries use, in a session of their own, so that a
 * query sees nothing else. Before a table is read, {@code QueryCheck} refuses statements that are not plain queries of
 * these tables, or would not give the same rows each time. {@code DerivedFiles} sorts rows by their columns and writes
 * files of similar size, so the same tables give the same files.
 */
@NullMarked
package dev.sluice.derived;

import org.jspecify.annotations.NullMarked;
