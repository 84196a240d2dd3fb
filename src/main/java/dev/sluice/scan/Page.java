package dev.sluice.scan;

import dev.sluice.item.RequestStats;
import dev.sluice.wire.DynamoJsonReader;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * One response to a Scan or a Query.
 *
 * @param items a cursor at the JSON array of items
 * @param count the number of items in it; for a request that only counts, the number of matching items; {@link #UNKNOWN_COUNT}
 *     if the response does not say (DynamoDB always does)
 * @param scanned the number of items that DynamoDB read for it, including those removed by the filter
 * @param consumedReadUnits read units as counted by DynamoDB
 * @param requests statistics of the requests that it took
 * @param next the last evaluated key, after which the segment's next page begins; empty: this is its last page
 */
public record Page(
    PageId id,
    DynamoJsonReader items,
    int count,
    int scanned,
    double consumedReadUnits,
    RequestStats requests,
    Map<String, AttributeValue> next) {
  /** The count if an emulator leaves it out. */
  static final int UNKNOWN_COUNT = -1;

  /** Returns the number of items that DynamoDB read but did not send, because the filter removed them. */
  public int removed() {
    return count == UNKNOWN_COUNT ? 0 : scanned - count;
  }
}
