/**
 * DynamoDB JSON as it stands in a response's bytes: a cursor over it and its type tags. Used by {@code scan}, which cuts
 * a response into pages, {@code decode}, {@code encode} and {@code schema}. Knows nothing of Spark or the SDK.
 *
 * <p>Bytes that are no JSON, no UTF-8 or cut off are damage: nothing of the page is used ({@code WireException}). Sound
 * JSON that is no item, such as half a surrogate pair for a text or a number that is none, is one item's matter ({@code
 * UnreadableItemException}): it is rejected, and its JSON is kept.
 */
@NullMarked
package dev.sluice.wire;

import org.jspecify.annotations.NullMarked;
