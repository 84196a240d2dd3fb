/**
 * What the bench's tables hold. From a seed come items; pages of them, cut at 1 MB of item size as DynamoDB cuts them,
 * leave as the bytes that a Scan's response has between {@code "Items":[} and {@code ]}. A table of any size is its pages
 * over and over. To {@code server}, and to {@code decode}.
 */
@NullMarked
package dev.sluice.bench.pages;

import org.jspecify.annotations.NullMarked;
