package dev.sluice.export;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A change as a record of an incremental export has it.
 *
 * @param micros when the item was written last, in microseconds since the epoch
 * @param newImage null: it was removed
 * @param oldImage null: there was none
 */
public record WrittenChange(
    long micros,
    Map<String, AttributeValue> keys,
    @Nullable Map<String, AttributeValue> newImage,
    @Nullable Map<String, AttributeValue> oldImage) {
  /** Returns a change of an item whose key is {@code id}. */
  public static WrittenChange of(
      long micros,
      String id,
      @Nullable Map<String, AttributeValue> newImage,
      @Nullable Map<String, AttributeValue> oldImage) {
    return new WrittenChange(micros, Map.of("id", AttributeValue.fromS(id)), newImage, oldImage);
  }
}
