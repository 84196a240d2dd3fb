/**
 * Encodes rows as items, the inverse of {@code decode}. Spark rows enter. Items of the SDK leave, to {@code write}.
 * Encoders are compiled once per column from its Spark type and its type tag, not chosen per value. A user's own column
 * without a tag gets its natural type. The values of a row's overflow text return to their original paths.
 *
 * <p>Null leaves an attribute out; inside a list or a map it becomes NULL. Nothing is dropped silently. NaN, an empty
 * set, an overflow entry without a parent in the item, and an overflow entry whose value a column also has, are each an
 * {@link dev.sluice.encode.UnwritableValueException}.
 */
@NullMarked
package dev.sluice.encode;

import org.jspecify.annotations.NullMarked;
