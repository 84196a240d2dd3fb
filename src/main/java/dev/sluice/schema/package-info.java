/**
 * Columns for a table. A sample of pages enters, taken from several segments, and the types that the user states as DDL;
 * a Spark schema leaves, to {@code source}, whose columns carry their DynamoDB types as marks, and the counts of types
 * seen leave to {@code dataset}, which records them.
 *
 * <p>The type seen most has a column ({@code Columns}), unless it is stated ({@code DeclaredColumns}); whether a map is a
 * struct is decided by how stable its keys are ({@code StructOrMap}). Whatever is decided, no value is lost: what fits no
 * column goes to the overflow.
 */
@NullMarked
package dev.sluice.schema;

import org.jspecify.annotations.NullMarked;
