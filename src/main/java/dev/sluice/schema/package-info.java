/**
 * Columns for a table that has none declared. A sample of pages enters, taken from several segments; a Spark schema
 * leaves, to {@code source}, whose columns carry their DynamoDB types as marks.
 */
@NullMarked
package dev.sluice.schema;

import org.jspecify.annotations.NullMarked;
