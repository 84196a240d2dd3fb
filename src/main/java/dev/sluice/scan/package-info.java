/**
 * Fetches pages out of a table. A table is divided into segments (parallel Scan). The pages of each segment are fetched
 * one after the other, with retries and a rate limit. The bytes of each response's {@code Items} leave, to {@code
 * decode}.
 *
 * <p>If a query wants some rows only, a {@link dev.sluice.scan.RowLimit} on the driver says which task fetches the next
 * page, and of how many items.
 *
 * <p>Pages for a sample come from {@link dev.sluice.scan.SampleParts}; {@link dev.sluice.scan.KeptParts} keeps them for the
 * next sample.
 *
 * <p>The SDK signs, retries, and finds endpoints and credentials. An interceptor takes the items out of the response
 * before the SDK unmarshals them, because a map of AttributeValues per item costs several times as much as decoding.
 * The interceptor checks the CRC itself, because the response that it hands on no longer matches the CRC. An {@code
 * ItemCursor} finds damage that no CRC shows: items that are not JSON, or whose number differs from the page's count,
 * cause an error that names table, segment and page. Does not depend on Spark.
 */
@NullMarked
package dev.sluice.scan;

import org.jspecify.annotations.NullMarked;
