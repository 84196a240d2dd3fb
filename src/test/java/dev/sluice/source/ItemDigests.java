package dev.sluice.source;

import dev.sluice.testing.TestServers;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A table's items as the SDK's own scan has them, by key, a digest each: what a million of them need to be compared. Sets
 * have no order; numbers are zero-trimmed, as DynamoDB does it and DynamoDB Local does not.
 */
final class ItemDigests {
  private static final int SEGMENTS = 16;

  private ItemDigests() {}

  static Map<Map<String, AttributeValue>, UUID> of(String table, List<String> keys) {
    Map<Map<String, AttributeValue>, UUID> digests = new ConcurrentHashMap<>();
    IntStream.range(0, SEGMENTS).parallel().forEach(segment -> TestServers.dynamoDb()
        .scanPaginator(r -> r.tableName(table).segment(segment).totalSegments(SEGMENTS))
        .items()
        .forEach(item -> digests.put(key(item, keys), digest(item))));
    return digests;
  }

  private static Map<String, AttributeValue> key(
      Map<String, AttributeValue> item, List<String> keys) {
    return keys.stream().collect(Collectors.toMap(name -> name, item::get));
  }

  private static UUID digest(Map<String, AttributeValue> item) {
    return UUID.nameUUIDFromBytes(text(item).getBytes(StandardCharsets.UTF_8));
  }

  private static String text(Map<String, AttributeValue> members) {
    return joined(new TreeMap<>(members)
        .entrySet().stream().map(e -> sized(e.getKey()) + text(e.getValue())));
  }

  private static String text(AttributeValue value) {
    return value.type()
        + switch (value.type()) {
          case S -> sized(value.s());
          case N -> number(value.n());
          case B -> base64(value.b());
          case BOOL -> value.bool().toString();
          case NUL -> value.nul().toString();
          case SS -> joined(value.ss().stream().map(ItemDigests::sized).sorted());
          case NS -> joined(value.ns().stream().map(ItemDigests::number).sorted());
          case BS -> joined(value.bs().stream().map(ItemDigests::base64).sorted());
          case L -> joined(value.l().stream().map(ItemDigests::text));
          case M -> text(value.m());
          case UNKNOWN_TO_SDK_VERSION -> throw new IllegalArgumentException(value.toString());
        };
  }

  private static String joined(Stream<String> parts) {
    return parts.collect(Collectors.joining(",", "[", "]"));
  }

  /** So that no text can look like two. */
  private static String sized(String text) {
    return text.length() + ":" + text;
  }

  private static String number(String text) {
    return new BigDecimal(text).stripTrailingZeros().toString();
  }

  private static String base64(SdkBytes bytes) {
    return Base64.getEncoder().encodeToString(bytes.asByteArray());
  }
}
