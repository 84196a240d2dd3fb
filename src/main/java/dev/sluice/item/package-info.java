/**
 * The terms of a DynamoDB item that every stage shares: attribute types and the tags that columns keep of them, the
 * grammar of numbers, JSON Pointers into an item, the name of the overflow column, the digest of keys and contents. And
 * the counts of a read: of its items, by what became of them, and of its requests.
 *
 * <p>Texts and values enter and leave; nothing is read or written. Knows nothing of Spark, the SDK or any other package,
 * so that {@code decode} and {@code analytics}, which may not see each other, agree by using it.
 */
@NullMarked
package dev.sluice.item;

import org.jspecify.annotations.NullMarked;
