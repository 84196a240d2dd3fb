package dev.sluice.summary;

import dev.sluice.write.ItemSize;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Builds rows from attributes, with the components that all rows of one publication share.
 *
 * @param asOf time of the data; null if the run has none yet
 * @param startedAt first start of the run
 * @param number number of the result among those of this run id, from 1
 * @param origin origin of the figures
 * @param ttl the time from a window's end until its row expires; for a row without a window, from {@code asOf}, or from
 *     the run's start
 */
record RowFactory(
    @Nullable Instant asOf,
    Instant startedAt,
    String runId,
    int number,
    Origin origin,
    Duration ttl) {
  /** Well below DynamoDB's 400 KB: a dashboard reads many rows at once. */
  static final long MAX_ROW_BYTES = 100_000;

  private static final int SCHEMA_VERSION = 1;

  /**
   * Builds a complete row.
   *
   * @param order the order that decides which row stays
   * @param windowEnd null for rows without a window
   * @param dispensable the attributes to omit, in this order, if the row would exceed {@link #MAX_ROW_BYTES}
   */
  Row row(
      RowKey key,
      Attributes attributes,
      @Nullable Instant windowEnd,
      RowOrder order,
      List<String> dispensable) {
    attributes
        .text(RowNames.PK, key.pk())
        .text(RowNames.SK, key.sk())
        .count(RowNames.SCHEMA_VERSION, SCHEMA_VERSION);
    Map<String, AttributeValue> item = fitted(attributes, dispensable);
    item.put(RowNames.CONTENT_HASH, AttributeValue.fromS(ContentHash.of(item)));
    item.putAll(position().attributes());
    item.putAll(origin.attributes());
    Instant expires = (windowEnd == null ? bornAt() : windowEnd).plus(ttl);
    item.put(RowNames.EXPIRES_AT, AttributeValue.fromN(Long.toString(expires.getEpochSecond())));
    return new Row(item, order);
  }

  Position position() {
    return Position.of(asOf, startedAt, runId, number);
  }

  private Instant bornAt() {
    return asOf == null ? startedAt : asOf;
  }

  private static Map<String, AttributeValue> fitted(
      Attributes attributes, List<String> dispensable) {
    Map<String, AttributeValue> item = attributes.complete();
    long bytes = ItemSize.bytes(item);
    for (String name : dispensable) {
      if (bytes > MAX_ROW_BYTES && attributes.has(name)) {
        attributes.without(
            name, "the row would have " + bytes + " bytes, more than " + MAX_ROW_BYTES);
        item = attributes.complete();
        bytes = ItemSize.bytes(item);
      }
    }
    return item;
  }
}
