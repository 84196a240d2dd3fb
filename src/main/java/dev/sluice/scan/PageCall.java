package dev.sluice.scan;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.Select;

/** Requests one page of a segment, by Scan or by the Query that replaces the segment. */
record PageCall(DynamoDbClient client, TableScan scan, int segment, int totalSegments) {
  /**
   * A response without its items.
   *
   * @param startKey the start key of the next page; empty: there is none
   * @param count as in {@link Page}
   * @param scanned the number of items read, including those removed by the filter
   */
  record Answer(Map<String, AttributeValue> startKey, int count, int scanned, double units) {}

  /**
   * Requests the page.
   *
   * @param startKey null: the first page
   * @param attempts the attempts at this page, which determine the number of items to request
   */
  Answer ask(
      ItemsInterceptor.Items items,
      @Nullable Map<String, AttributeValue> startKey,
      PageAttempts attempts) {
    if (scan.selection().queries().isEmpty()) {
      ScanResponse r = client.scan(scanRequest(items, startKey, attempts));
      return answer(r.lastEvaluatedKey(), r.count(), r.scannedCount(), r.consumedCapacity());
    }
    QueryResponse r = client.query(queryRequest(items, startKey, attempts));
    return answer(r.lastEvaluatedKey(), r.count(), r.scannedCount(), r.consumedCapacity());
  }

  /** Returns the response. DynamoDB sends all of these values; an emulator may not. */
  private static Answer answer(
      Map<String, AttributeValue> startKey,
      @Nullable Integer count,
      @Nullable Integer scanned,
      @Nullable ConsumedCapacity consumed) {
    int known = count == null ? Page.UNKNOWN_COUNT : count;
    return new Answer(
        startKey, known, scanned == null ? Math.max(known, 0) : scanned, units(consumed));
  }

  private static double units(@Nullable ConsumedCapacity consumed) {
    return consumed == null || consumed.capacityUnits() == null ? 0 : consumed.capacityUnits();
  }

  private ScanRequest scanRequest(
      ItemsInterceptor.Items items,
      @Nullable Map<String, AttributeValue> startKey,
      PageAttempts attempts) {
    RequestExpressions expressions = expressions(null);
    return ScanRequest.builder()
        .tableName(scan.table())
        .indexName(scan.index())
        .consistentRead(scan.consistentRead())
        .segment(segment)
        .totalSegments(totalSegments)
        .exclusiveStartKey(startKey)
        .limit(limit(attempts))
        .select(select())
        .projectionExpression(expressions.projection())
        .filterExpression(expressions.filter())
        .expressionAttributeNames(expressions.names())
        .expressionAttributeValues(expressions.values())
        .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
        .overrideConfiguration(intercepted(items, attempts))
        .build();
  }

  private QueryRequest queryRequest(
      ItemsInterceptor.Items items,
      @Nullable Map<String, AttributeValue> startKey,
      PageAttempts attempts) {
    Expression key = scan.selection().queries().get(segment);
    RequestExpressions expressions = expressions(key);
    return QueryRequest.builder()
        .tableName(scan.table())
        .indexName(scan.index())
        .consistentRead(scan.consistentRead())
        .keyConditionExpression(key.text())
        .scanIndexForward(scan.selection().order() == Selection.Order.ASCENDING)
        .exclusiveStartKey(startKey)
        .limit(limit(attempts))
        .select(select())
        .projectionExpression(expressions.projection())
        .filterExpression(expressions.filter())
        .expressionAttributeNames(expressions.names())
        .expressionAttributeValues(expressions.values())
        .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
        .overrideConfiguration(intercepted(items, attempts))
        .build();
  }

  private static AwsRequestOverrideConfiguration intercepted(
      ItemsInterceptor.Items items, PageAttempts attempts) {
    return AwsRequestOverrideConfiguration.builder()
        .putExecutionAttribute(ItemsInterceptor.ITEMS, items)
        .putExecutionAttribute(AttemptsInterceptor.ATTEMPTS, attempts)
        .build();
  }

  private static @Nullable Integer limit(PageAttempts attempts) {
    return attempts.itemLimit() == 0 ? null : attempts.itemLimit();
  }

  private @Nullable Select select() {
    return scan.selection().countOnly() ? Select.COUNT : null;
  }

  private RequestExpressions expressions(@Nullable Expression key) {
    List<String> columns = scan.selection().countOnly() ? List.of() : scan.columns();
    return RequestExpressions.of(columns, scan.selection().filter(), key);
  }
}
