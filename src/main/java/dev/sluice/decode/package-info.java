/**
 * Decodes wire bytes into values. The {@code Items} array of a response enters as bytes. Spark rows leave, to {@code
 * source}; values that fit no column are in the row's overflow text. Decoders are compiled once per column from the
 * schema, not chosen per value, and no AttributeValue is created in between. A page with a duplicate name in an item or
 * a map is refused, because JSON does not define which of the two values counts.
 */
@NullMarked
package dev.sluice.decode;

import org.jspecify.annotations.NullMarked;
