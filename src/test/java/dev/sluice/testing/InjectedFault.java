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

/** What {@link FaultyDynamoDb} does to a call: it may answer in DynamoDB's place, or change the call or the answer. */
@FunctionalInterface
public interface InjectedFault {
  DynamoDbReply answer(DynamoDbRequest request, Function<DynamoDbRequest, DynamoDbReply> dynamoDb);

  /** The call goes through as it is. */
  InjectedFault NONE = (request, dynamoDb) -> dynamoDb.apply(request);

  /** The table's capacity is exceeded. */
  static InjectedFault throttled() {
    return error(
        400,
        "ProvisionedThroughputExceededException",
        "The level of configured provisioned throughput for the table was exceeded.");
  }

  /** DynamoDB has a fault of its own. */
  static InjectedFault serverError() {
    return error(500, "InternalServerError", "The request processing has failed.");
  }

  /** For every call: tables have no size yet, as DynamoDB tells for the first hours. */
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

  /** Any error of DynamoDB's. */
  static InjectedFault error(int status, String type, String message) {
    ObjectNode body = JsonNodeFactory.instance
        .objectNode()
        .put("__type", "com.amazonaws.dynamodb.v20120810#" + type)
        .put("message", message);
    return (request, dynamoDb) -> DynamoDbReply.of(status, body);
  }

  /** The last so many write requests of each table in a BatchWriteItem come back unprocessed. */
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

  /** The answer comes later. */
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

  /** The connection breaks in the middle of the body. */
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

  /** The announced checksum is not the body's. */
  static InjectedFault wrongChecksum() {
    return (request, dynamoDb) -> {
      DynamoDbReply sound = dynamoDb.apply(request);
      return new DynamoDbReply(
          sound.status(), sound.content(), sound.encoding(), sound.checksum() ^ 1, sound.sent());
    };
  }

  /** The answer is compressed, as DynamoDB's are over 4 KB where asked for; the checksum is the compressed bytes'. */
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
