/**
 * Pages out of a table. A table is cut into segments (parallel Scan); for each its pages are fetched one after the
 * other, retried and limited in rate; what leaves, to {@code decode}, is the response's {@code Items} as the bytes that came.
 *
 * <p>The SDK signs, retries and finds endpoints and credentials; an interceptor takes the items out of the response
 * before the SDK would unmarshal them, since a map of AttributeValues per item costs several times what decoding does.
 * It checks the CRC itself, because what it hands on is no longer what the CRC was made of. What no CRC tells, an {@code
 * ItemCursor} does: items that are no JSON, or not as many as the page counts, are an error that names table, segment and
 * page. Knows nothing of Spark.
 */
@NullMarked
package dev.sluice.scan;

import org.jspecify.annotations.NullMarked;
