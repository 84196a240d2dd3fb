/**
 * DynamoDB JSON in the bytes of a response: a cursor over it, and the text of a row's overflow. Used by {@code scan},
 * which cuts a response into pages, by {@code export}, which makes pages of files' lines, and by {@code decode}, {@code
 * encode} and {@code schema}. Does not depend on Spark or the SDK.
 *
 * <p>Bytes that are not JSON, not UTF-8 or cut off are damaged: nothing of the page is used ({@code WireException}).
 * Sound JSON that is not an item concerns only that item ({@code UnreadableItemException}), for example a text with
 * half a surrogate pair, or an N that is not a number. The item is rejected, and its JSON is kept.
 */
@NullMarked
package dev.sluice.wire;

import org.jspecify.annotations.NullMarked;
