/**
 * Wire bytes to values. The {@code Items} array of a response enters as bytes; Spark rows leave, to {@code source}, with
 * whatever fits no column in the row's overflow map. Decoders are compiled once per column from the schema, never
 * chosen per value; there is no AttributeValue in between.
 */
@NullMarked
package dev.sluice.decode;

import org.jspecify.annotations.NullMarked;
