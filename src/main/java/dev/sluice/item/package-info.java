/**
 * The terms of a DynamoDB item that every stage shares: attribute types and the tags that columns keep of them, the
 * grammar of numbers, JSON Pointers into an item, the name of the overflow column, the digest of keys and contents. Also
 * the counts of a read: its items, by what became of them, and its requests.
 *
 * <p>Texts and values enter and leave; the package does no I/O. It depends on neither Spark nor the SDK nor any other
 * package. {@code decode} and {@code analytics} may not depend on each other; both use this package, so they agree.
 */
@NullMarked
package dev.sluice.item;

import org.jspecify.annotations.NullMarked;
