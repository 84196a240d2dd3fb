package dev.sluice.write;

import dev.sluice.capacity.WriteRateLimiter;
import dev.sluice.failure.UnwritableItemException;
import dev.sluice.table.RetryPolicy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Changes items by one request each, several at once: updates, and changes with a condition, which no batch takes.
 * Changes of one item are made in their order. The first failure stops the writer; changes made before it stay. Not
 * thread-safe.
 */
public final class RequestWriter implements TableWriter {
  /** The largest number of requests in flight. */
  private static final int MAX_IN_FLIGHT = 16;

  /** The attributes of an update whose expression is short enough in any case. */
  private static final int FEW_ATTRIBUTES = 400;

  private final ItemRequest request;
  private final ItemCall call;
  private final ItemKeys keys;
  private final UnitEstimate estimate = new UnitEstimate();
  private final OrderedRequests requests;

  RequestWriter(
      DynamoDbClient client,
      ItemRequest request,
      ItemKeys keys,
      WriteRateLimiter limiter,
      RetryPolicy policy) {
    this.request = request;
    this.call = new ItemCall(client, request, keys, policy);
    this.keys = keys;
    this.requests = new OrderedRequests(MAX_IN_FLIGHT, limiter, stats -> {});
  }

  /**
   * Returns a writer into one table: in batches if they can do it.
   *
   * @param client closed by the caller
   * @param condition null: none
   * @param limiter the limiter of this writer alone; exceeded by no more than the requests in flight
   */
  public static TableWriter open(
      DynamoDbClient client,
      String table,
      ItemKeys keys,
      WriteOperation operation,
      @Nullable Condition condition,
      WriteRateLimiter limiter,
      RetryPolicy policy) {
    return condition == null && operation != WriteOperation.UPDATE
        ? new BatchWriter(
            new BatchCall(client, table, keys, operation, policy), limiter, items -> {})
        : new RequestWriter(
            client,
            new ItemRequest(table, operation, keys.set(), condition),
            keys,
            limiter,
            policy);
  }

  /**
   * Adds a change.
   *
   * @throws UnwritableItemException if the item's key is invalid, the condition needs a value that the row does not
   *     have, the change is larger than DynamoDB allows, or an earlier item was refused
   */
  @Override
  public void write(ItemChange change) {
    Set<List<Object>> key = Set.of(keys.of(change.item()));
    long bytes = keys.checkedBytes(change.item());
    check(change);
    requests.makeRoom(key);
    requests.submit(key, estimate.of(bytes), () -> sent(change, bytes));
  }

  private WriteStats sent(ItemChange change, long bytes) {
    WriteStats stats = call.send(change);
    estimate.observe(1, (double) UnitEstimate.units(bytes), stats.units());
    return stats;
  }

  private void check(ItemChange change) {
    if (request.condition() != null) {
      request.condition().columnNames().forEach(column -> checkValue(column, change));
    }
    if (request.operation() == WriteOperation.UPDATE
        && change.item().size() + change.removed().size() > FEW_ATTRIBUTES) {
      checkLength(change);
    }
  }

  private void checkValue(String column, ItemChange change) {
    if (!change.row().containsKey(column)) {
      throw new UnwritableItemException(
          keys.describe(change.item()) + ": the condition compares with column " + column
              + ", which is null in this row",
          "Give it a value, such as coalesce(" + column + ", …), or leave out the row.");
    }
  }

  private void checkLength(ItemChange change) {
    int bytes = request.updateOf(change).text().getBytes(StandardCharsets.UTF_8).length;
    if (bytes > Condition.MAX_BYTES) {
      Map<String, AttributeValue> others = change.without(keys.set());
      throw new UnwritableItemException(
          keys.describe(change.item()) + ": an update of "
              + (others.size() + change.removed().size())
              + " attributes is an expression of " + bytes + " bytes, and DynamoDB takes "
              + Condition.MAX_BYTES,
          "Write fewer columns, in several writes, or whole items with operation = put.");
    }
  }

  @Override
  public void finish() {
    requests.finish();
  }

  @Override
  public WriteStats stats() {
    return requests.total();
  }

  @Override
  public void close() {
    requests.close();
  }
}
