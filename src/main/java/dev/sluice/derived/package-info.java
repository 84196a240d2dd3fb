/**
 * Datasets made of a snapshot's own tables by SQL: entity types joined, rows grouped. Queries enter with the
 * configuration, the tables once their files are written and checked. Parquet files in {@code derived/<name>/} leave, with
 * the section {@code derived} of the manifest that makes the snapshot exist.
 *
 * <p>{@code TableViews} are the tables by the names that queries use, in a session of their own, so that a query sees nothing
 * else. {@code QueryCheck} refuses, before a table is read, a statement that is no plain query of them, or would not give
 * the same rows each time. {@code DerivedFiles} writes rows ordered by their columns, in files of about one size, so that
 * the same tables give the same files.
 */
@NullMarked
package dev.sluice.derived;

import org.jspecify.annotations.NullMarked;
