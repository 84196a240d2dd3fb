/**
 * Rows to items, the inverse of {@code decode}. Spark rows enter; items of the SDK leave, to {@code write}. Encoders are
 * compiled once per column from its Spark type and its type tag, never chosen per value; a column without a tag (a user's
 * own) gets the natural type. The values of a row's overflow text are put back where they were.
 *
 * <p>Null is an attribute left out; inside a list or a map it is NULL. Nothing is dropped silently: NaN, an empty set, an
 * overflow entry that the item has no place for, or one whose value a column has too, is an {@link
 * dev.sluice.encode.UnwritableValueException}.
 */
@NullMarked
package dev.sluice.encode;

import org.jspecify.annotations.NullMarked;
