package dev.sluice.demo.export;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * One record of a data file.
 *
 * @param key the values of the table's key, by which records are divided into files
 * @param parts {@code Item} of a full export; {@code Metadata}, {@code Keys}, {@code NewImage} and {@code OldImage} of
 *     an incremental one
 * @param isChange whether it is of an incremental export
 */
record ExportRecord(
    List<AttributeValue> key, Map<String, Map<String, AttributeValue>> parts, boolean isChange) {
  private static final long MICROS = 1_000_000;

  /** Returns an item. */
  static ExportRecord item(List<AttributeValue> key, Map<String, AttributeValue> item) {
    return new ExportRecord(key, Map.of("Item", item), false);
  }

  /**
   * Returns the net change of an item in a window.
   *
   * @param keys the attributes of the key
   * @param newImage null: it was deleted
   * @param oldImage null: it is new, or old images are not wanted
   * @param written the time of the change
   */
  static ExportRecord change(
      List<AttributeValue> key,
      Map<String, AttributeValue> keys,
      @Nullable Map<String, AttributeValue> newImage,
      @Nullable Map<String, AttributeValue> oldImage,
      Instant written) {
    Map<String, Map<String, AttributeValue>> parts = new LinkedHashMap<>();
    parts.put("Metadata", Map.of("WriteTimestampMicros", AttributeValue.fromN(micros(written))));
    parts.put("Keys", keys);
    if (newImage != null) {
      parts.put("NewImage", newImage);
    }
    if (oldImage != null) {
      parts.put("OldImage", oldImage);
    }
    return new ExportRecord(key, parts, true);
  }

  private static String micros(Instant time) {
    return Long.toString(time.getEpochSecond() * MICROS + time.getNano() / 1_000);
  }
}
