package dev.sluice.source;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.testing.DynamoDbReply;
import dev.sluice.testing.DynamoDbRequest;
import dev.sluice.testing.FaultyDynamoDb;
import dev.sluice.testing.InjectedFault;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A table of one segment whose Scan responses the test writes, byte for byte; its schema is that of sound items. */
final class ServedPages implements AutoCloseable {
  private final String table = TargetTables.create();
  private final FaultyDynamoDb front = FaultyDynamoDb.start();
  private final AtomicInteger requests = new AtomicInteger();
  private final ReadBatch batch;
  private volatile Function<Integer, DynamoDbReply> pages = page -> {
    throw new IllegalStateException("no page " + page);
  };

  ServedPages(List<Map<String, AttributeValue>> sample) {
    TargetTables.put(table, sample);
    this.batch = ReadBatch.of(
        Map.of("table", table, "endpoint", front.endpoint().toString(), "segments", "1"));
    front.otherwise(
        request -> request.operation().equals("Scan") ? this::reply : InjectedFault.NONE);
  }

  String table() {
    return table;
  }

  /** Requests of the newest read. */
  int requests() {
    return requests.get();
  }

  /**
   * The items of the whole segment.
   *
   * @param pages what is answered to a request that starts behind {@code {"id":{"S":"3"}}}, by that number; 0 for the
   *     first, -1 where the key is another
   */
  List<Object> read(Function<Integer, DynamoDbReply> pages) throws IOException {
    this.pages = pages;
    requests.set(0);
    return batch.items();
  }

  /** The items of the whole segment by the batches in which they are read, likewise. */
  List<List<Object>> readBatches(Function<Integer, DynamoDbReply> pages) throws IOException {
    this.pages = pages;
    requests.set(0);
    return batch.batches();
  }

  private DynamoDbReply reply(
      DynamoDbRequest request, Function<DynamoDbRequest, DynamoDbReply> dynamoDb) {
    requests.incrementAndGet();
    return pages.apply(number(request.body().path("ExclusiveStartKey")));
  }

  private static int number(JsonNode startKey) {
    String number = startKey.at("/id/S").asText();
    return startKey.isMissingNode()
        ? 0
        : number.matches("\\d{1,9}") ? Integer.parseInt(number) : -1;
  }

  @Override
  public void close() {
    front.close();
  }
}
