package dev.sluice.scan;

import dev.sluice.item.RequestStats;
import dev.sluice.wire.DynamoJsonReader;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * One response to a Scan or a Query.
 *
 * @param items a cursor at the JSON array of items
 * @param count items in it, or where only counts were asked for, items that would be; {@link #UNTOLD} where the response
 *     does not tell, as DynamoDB's always does
 * @param scanned items that DynamoDB read for it, those that its filter removed included
 * @param consumedReadUnits as DynamoDB counted them
 * @param requests statistics of the requests that it took
 * @param next last evaluated key, behind which the segment's next page begins; empty: this is its last page
 */
public record Page(
    PageId id,
    DynamoJsonReader items,
    int count,
    int scanned,
    double consumedReadUnits,
    RequestStats requests,
    Map<String, AttributeValue> next) {
  /** The count where an emulator leaves it out. */
  static final int UNTOLD = -1;

  /** Returns the items that DynamoDB read but did not send, because its filter removed them. */
  public int removed() {
    return count == UNTOLD ? 0 : scanned - count;
  }
}
