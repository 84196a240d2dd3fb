/**
 * DynamoDB JSON in the bytes of a response: a cursor over it, and the text of a row's overflow. Used by {@code scan},
 * which cuts a response into pages, {@code decode}, {@code encode} and {@code schema}. Knows nothing of Spark or the SDK.
 *
 * <p>Bytes that are no JSON, no UTF-8 or cut off are damage: nothing of the page is used ({@code WireException}). Sound
 * JSON that is no item, such as a text with half a surrogate pair or a number that is none, concerns one item ({@code
 * UnreadableItemException}): the item is rejected, and its JSON is kept.
 */
@NullMarked
package dev.sluice.wire;

import org.jspecify.annotations.NullMarked;
