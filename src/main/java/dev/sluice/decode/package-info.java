/**
 * Wire bytes to values. The {@code Items} array of a response enters as bytes; Spark rows leave, to {@code source}, with
 * whatever fits no column in the row's overflow text. Decoders are compiled once per column from the schema, never
 * chosen per value; there is no AttributeValue in between. A name that comes twice in an item or a map, wherever it
 * goes, refuses the page: which of the two values counts, JSON leaves open.
 */
@NullMarked
package dev.sluice.decode;

import org.jspecify.annotations.NullMarked;
