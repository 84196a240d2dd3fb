/**
 * Decodes wire bytes into columns. The {@code Items} array of a response enters as bytes. Batches of columns and rows
 * leave, to {@code source}; values that fit no column are in the row's overflow text. Decoders are compiled once per
 * column from the schema, not chosen per value, and write into its {@code ItemVector}; the usual value needs no object.
 * Rows, and the arrays, maps and structs in them, are Spark's views of these vectors. A text is a slice of the page's own
 * buffer, so batches and rows live as long as their page; whoever keeps one copies it. A page with a duplicate name in an item or
 * a map is refused, because JSON does not define which of the two values counts.
 */
@NullMarked
package dev.sluice.decode;

import org.jspecify.annotations.NullMarked;
