/**
 * Finds the columns of a table. A sample of pages from several segments enters, and the types that the user states as
 * DDL. A Spark schema leaves, to {@code source}; its columns carry the type tags of their DynamoDB types. The counts of
 * the types seen leave to {@code dataset}, which records them.
 *
 * <p>A column has the most frequent type ({@code Columns}) unless its type is stated ({@code DeclaredColumns}). An M
 * becomes a struct if its keys are stable ({@code StructOrMap}). No value is lost: a value that fits no column
 * overflows.
 */
@NullMarked
package dev.sluice.schema;

import org.jspecify.annotations.NullMarked;
