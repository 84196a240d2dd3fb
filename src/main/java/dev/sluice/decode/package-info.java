/**
 * Wire bytes to values. The {@code Items} array of a response enters as bytes; Spark rows leave, to {@code source}, with
 * the values that fit no column in the row's overflow text. Decoders are compiled once per column from the schema, never
 * chosen per value; there is no AttributeValue in between. A page with a name that comes twice in an item or a map is
 * refused: JSON leaves open which of the two values counts.
 */
@NullMarked
package dev.sluice.decode;

import org.jspecify.annotations.NullMarked;
