package dev.sluice.testing;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.zip.GZIPOutputStream;

/** A fault of {@link FaultyDynamoDb}: it answers in place of DynamoDB, or changes the request or the response. */
@FunctionalInterface
public interface InjectedFault {
  DynamoDbReply answer(DynamoDbRequest request, Function<DynamoDbRequest, DynamoDbReply> dynamoDb);

  /** Forwards the request unchanged. */
  InjectedFault NONE = (request, dynamoDb) -> dynamoDb.apply(request);

  /** The table's provisioned throughput is exceeded. */
  static InjectedFault throttled() {
    return error(
        400,
        "ProvisionedThroughputExceededException",
        "The level of configured provisioned throughput for the table was exceeded.");
  }

  /** DynamoDB fails with an internal error. */
  static InjectedFault serverError() {
    return error(500, "InternalServerError", "The request processing has failed.");
  }

  /** Tables report no size, as DynamoDB does in a table's first hours. */
  static Function<DynamoDbRequest, InjectedFault> young() {
    return request -> request.operation().equals("DescribeTable") ? InjectedFault::sizeless : NONE;
  }

  private static DynamoDbReply sizeless(
      DynamoDbRequest request, Function<DynamoDbRequest, DynamoDbReply> dynamoDb) {
    ObjectNode body = (ObjectNode) dynamoDb.apply(request).body();
    ((ObjectNode) body.path("Table")).put("ItemCount", 0).put("TableSizeBytes", 0);
    body.path("Table")
        .path("GlobalSecondaryIndexes")
        .forEach(index -> ((ObjectNode) index).put("ItemCount", 0).put("IndexSizeBytes", 0));
    return DynamoDbReply.of(200, body);
  }

  /** DynamoDB responds with this error. */
  static InjectedFault error(int status, String type, String message) {
    ObjectNode body = JsonNodeFactory.instance
        .objectNode()
        .put("__type", "com.amazonaws.dynamodb.v20120810#" + type)
        .put("message", message);
    return (request, dynamoDb) -> DynamoDbReply.of(status, body);
  }

  /** The last write requests of each table in a BatchWriteItem are returned as unprocessed. */
  static InjectedFault unprocessed(int requests) {
    return (request, dynamoDb) -> {
      ObjectNode call = (ObjectNode) request.body();
      ObjectNode withheld = withhold((ObjectNode) call.get("RequestItems"), requests);
      DynamoDbReply reply = call.get("RequestItems").isEmpty()
          ? DynamoDbReply.of(200, JsonNodeFactory.instance.objectNode())
          : dynamoDb.apply(request.with(call));
      return DynamoDbReply.of(
          reply.status(), ((ObjectNode) reply.body()).set("UnprocessedItems", withheld));
    };
  }

  private static ObjectNode withhold(ObjectNode tables, int requests) {
    ObjectNode withheld = JsonNodeFactory.instance.objectNode();
    tables.fields().forEachRemaining(table -> {
      ArrayNode writes = (ArrayNode) table.getValue();
      for (int i = 0; i < requests && !writes.isEmpty(); i++) {
        withheld.withArray(table.getKey()).add(writes.remove(writes.size() - 1));
      }
    });
    withheld.fieldNames().forEachRemaining(table -> {
      if (tables.get(table).isEmpty()) {
        tables.remove(table);
      }
    });
    return withheld;
  }

  /** The response is late. */
  static InjectedFault delayed(Duration delay) {
    return (request, dynamoDb) -> {
      DynamoDbReply reply = dynamoDb.apply(request);
      long end = System.nanoTime() + delay.toNanos();
      for (long left = delay.toNanos(); left > 0; left = end - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      return reply;
    };
  }

  /** The connection breaks in the middle of the response's body. */
  static InjectedFault cutOff() {
    return (request, dynamoDb) -> {
      DynamoDbReply whole = dynamoDb.apply(request);
      return new DynamoDbReply(
          whole.status(),
          whole.content(),
          whole.encoding(),
          whole.checksum(),
          whole.content().length / 2);
    };
  }

  /** The checksum header does not match the body. */
  static InjectedFault wrongChecksum() {
    return (request, dynamoDb) -> {
      DynamoDbReply sound = dynamoDb.apply(request);
      return new DynamoDbReply(
          sound.status(), sound.content(), sound.encoding(), sound.checksum() ^ 1, sound.sent());
    };
  }

  /** The response is compressed, as DynamoDB's are over 4 KB on request; the checksum is of the compressed bytes. */
  static InjectedFault compressed() {
    return (request, dynamoDb) -> {
      DynamoDbReply plain = dynamoDb.apply(request);
      byte[] content = gzip(plain.content());
      return new DynamoDbReply(
          plain.status(), content, "gzip", DynamoDbReply.crc32(content), content.length);
    };
  }

  private static byte[] gzip(byte[] content) {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
      gzip.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return compressed.toByteArray();
  }
}
