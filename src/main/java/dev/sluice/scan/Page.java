package dev.sluice.scan;

import dev.sluice.wire.DynamoJsonReader;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * One response to a Scan or a Query.
 *
 * @param place which it is
 * @param items a cursor at the JSON array of items
 * @param count items in it, or where only counts were asked for, items that would be; {@link #UNTOLD} where the response
 *     does not tell, as DynamoDB's always does
 * @param scanned items that DynamoDB read for it, those that its filter removed included
 * @param consumedReadUnits as DynamoDB counted them
 * @param effort that it took
 * @param next last evaluated key, behind which the segment's next page begins; empty: this is its last page
 */
public record Page(
    PageId place,
    DynamoJsonReader items,
    int count,
    int scanned,
    double consumedReadUnits,
    FetchStats effort,
    Map<String, AttributeValue> next) {
  /** Where what only speaks DynamoDB's protocol leaves the count out. */
  static final int UNTOLD = -1;

  /** Items that DynamoDB read but did not send, since its filter removed them. */
  public int removed() {
    return count == UNTOLD ? 0 : scanned - count;
  }
}
