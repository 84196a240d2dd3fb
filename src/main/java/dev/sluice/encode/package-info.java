/**
 * Rows to items: the way back of {@code decode}. Spark rows enter; items of the SDK leave, to {@code write}. Encoders are
 * compiled once per column from its Spark type and its mark, never chosen per value; a column without a mark (a user's
 * own) gets the natural type. What stands in a row's overflow text is put back at its place.
 *
 * <p>Null is an attribute left out; inside of a list, or behind a map's key, it is NULL. Nothing is dropped in silence: a
 * NaN, an empty set, an overflow entry without a place or one whose place a column holds too end in {@link
 * dev.sluice.encode.UnwritableValueException}.
 */
@NullMarked
package dev.sluice.encode;

import org.jspecify.annotations.NullMarked;
