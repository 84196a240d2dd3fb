package dev.sluice.bench.server;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.bench.pages.PoolPage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Answers Scan: a page's JSON between a head and a tail of the request's own, keys in DynamoDB's order. */
final class ScanReply {
  /** A slice is many times asked for in a run, and its checksum is the same each time. */
  private static final int REMEMBERED = 200_000;

  private final ServedTable table;
  private final ConcurrentMap<String, Long> checksums = new ConcurrentHashMap<>();

  ScanReply(ServedTable table) {
    this.table = table;
  }

  Reply to(JsonNode request) {
    int segments = request.path("TotalSegments").asInt(1);
    int segment = request.path("Segment").asInt(0);
    int limit = request.path("Limit").asInt(Integer.MAX_VALUE);
    ServedTable.Position from = position(request, segment, segments);
    long end = table.end(segment, segments);
    if (from.page() >= end) {
      return Reply.text(200, "{\"Count\":0,\"Items\":[],\"ScannedCount\":0}");
    }
    PoolPage page = table.page(from.page(), projection(request));
    int to = (int) Math.min(page.count(), (long) from.item() + limit);
    ServedTable.Position next = to < page.count()
        ? new ServedTable.Position(from.page(), to)
        : new ServedTable.Position(from.page() + 1, 0);
    return reply(
        page,
        from.item(),
        to,
        next.page() < end ? next : null,
        request.has("ReturnConsumedCapacity"));
  }

  /** The attributes that are asked for; empty: all. */
  private static Set<String> projection(JsonNode request) {
    JsonNode names = request.path("ExpressionAttributeNames");
    return Stream.of(request.path("ProjectionExpression").asText().split(","))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .map(name -> names.path(name).asText(name))
        .collect(Collectors.toSet());
  }

  private ServedTable.Position position(JsonNode request, int segment, int segments) {
    JsonNode key =
        request.path("ExclusiveStartKey").path(table.pool().table().keys().get(0));
    return key.isMissingNode()
        ? table.start(segment, segments)
        : ServedTable.Position.parse(key.path("S").asText());
  }

  private Reply reply(
      PoolPage page, int from, int to, ServedTable.@Nullable Position next, boolean capacity) {
    int count = to - from;
    String consumed = capacity
        ? "\"ConsumedCapacity\":{\"CapacityUnits\":%s,\"TableName\":\"%s\"},"
            .formatted(page.readUnits(count), table.pool().table().tableName())
        : "";
    String head = "{%s\"Count\":%d,\"Items\":[".formatted(consumed, count);
    String tail = "],%s\"ScannedCount\":%d}".formatted(next == null ? "" : lastKey(next), count);
    Reply reply = new Reply(200, List.of(bytes(head), page.json(from, to), bytes(tail)));
    return reply.withChecksum(
        checksum(reply, System.identityHashCode(page) + "/" + from + "/" + to + head + tail));
  }

  private long checksum(Reply reply, String slice) {
    if (checksums.size() > REMEMBERED) {
      checksums.clear();
    }
    return checksums.computeIfAbsent(slice, s -> reply.computedChecksum());
  }

  private String lastKey(ServedTable.Position next) {
    return table.pool().table().keys().stream()
        .map(key -> "\"%s\":{\"S\":\"%s\"}".formatted(key, next))
        .collect(Collectors.joining(",", "\"LastEvaluatedKey\":{", "},"));
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }
}
