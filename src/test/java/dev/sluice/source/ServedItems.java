package dev.sluice.source;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.testing.DynamoDbReply;
import dev.sluice.testing.DynamoDbRequest;
import dev.sluice.testing.FaultyDynamoDb;
import dev.sluice.testing.InjectedFault;
import dev.sluice.testing.WireJson;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.LongStream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A table whose Scan gives seeded items, made when they are asked for; all else is an empty table's. */
final class ServedItems implements AutoCloseable {
  private static final int ITEMS_A_PAGE = 500;

  private final String table = TargetTables.create();
  private final FaultyDynamoDb front = FaultyDynamoDb.start();
  private final SeededItems items;

  ServedItems(SeededItems items) {
    this.items = items;
    front.otherwise(
        request -> request.operation().equals("Scan") ? this::page : InjectedFault.NONE);
  }

  String table() {
    return table;
  }

  URI endpoint() {
    return front.endpoint();
  }

  private DynamoDbReply page(
      DynamoDbRequest request, Function<DynamoDbRequest, DynamoDbReply> dynamoDb) {
    JsonNode scan = request.body();
    int segment = scan.path("Segment").asInt(0);
    int segments = scan.path("TotalSegments").asInt(1);
    JsonNode after = scan.at("/ExclusiveStartKey/id/S");
    long from = after.isMissingNode()
        ? items.start(segment, segments)
        : SeededItems.number(after.textValue()) + 1;
    long end = items.start(segment + 1, segments);
    long to = Math.min(end, from + scan.path("Limit").asInt(ITEMS_A_PAGE));
    return reply(LongStream.range(from, to).mapToObj(items::item).toList(), to, to < end);
  }

  private static DynamoDbReply reply(
      List<Map<String, AttributeValue>> page, long to, boolean hasNext) {
    String next = hasNext ? ",\"LastEvaluatedKey\":{\"id\":{\"S\":\"item-" + (to - 1) + "\"}}" : "";
    String json = "{\"Count\":%d,\"Items\":%s%s,\"ScannedCount\":%d}"
        .formatted(page.size(), WireJson.of(page, new Random(to)), next, page.size());
    return DynamoDbReply.of(200, json.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    front.close();
  }
}
