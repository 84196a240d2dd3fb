package dev.sluice.demo.export;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ListStreamsResponse;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/**
 * The streams of recoverable tables whose owner has none. DynamoDB records such tables too, without a stream that shows;
 * therefore these are left out wherever DynamoDB Local would name them. Thread-safe.
 */
final class HiddenStreams {
  private final DynamoDbClient local;
  /** The tables as they were before, by the ARN of the stream that they got. */
  private final Map<String, TableDescription> hidden = new ConcurrentHashMap<>();

  HiddenStreams(DynamoDbClient local) {
    this.local = local;
  }

  /** Returns the ARN of a table's stream, its owner's or a hidden one. */
  String of(String table) {
    TableDescription before = describe(table);
    if (isOn(before)) {
      return before.latestStreamArn();
    }
    local.updateTable(r -> r.tableName(table)
        .streamSpecification(s -> s.streamEnabled(true).streamViewType(StreamViewType.KEYS_ONLY)));
    String arn = describe(table).latestStreamArn();
    hidden.put(arn, shown(before));
    return arn;
  }

  /** Switches a table's hidden stream off; its owner's stays. */
  void release(String table) {
    TableDescription found = describe(table);
    if (isOn(found) && hidden.containsKey(found.latestStreamArn())) {
      local.updateTable(r -> r.tableName(table).streamSpecification(s -> s.streamEnabled(false)));
    }
  }

  /** Returns a description without what tells of a hidden stream. */
  TableDescription shown(TableDescription table) {
    String arn = table.latestStreamArn();
    TableDescription before = arn == null ? null : hidden.get(arn);
    return before == null
        ? table
        : table.toBuilder()
            .streamSpecification(before.streamSpecification())
            .latestStreamArn(before.latestStreamArn())
            .latestStreamLabel(before.latestStreamLabel())
            .build();
  }

  /** Returns a list without hidden streams; like any page, it may be empty and not the last one. */
  ListStreamsResponse shown(ListStreamsResponse page) {
    return page.toBuilder()
        .streams(page.streams().stream()
            .filter(stream -> !hidden.containsKey(stream.streamArn()))
            .toList())
        .build();
  }

  private TableDescription describe(String table) {
    return local.describeTable(r -> r.tableName(table)).table();
  }

  private static boolean isOn(TableDescription table) {
    return table.streamSpecification() != null
        && Boolean.TRUE.equals(table.streamSpecification().streamEnabled());
  }
}
