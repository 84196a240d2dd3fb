package dev.sluice.encode;

import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Encodes values that hold no others, and sets, which have no places inside. */
final class ScalarEncoder extends ValueEncoder {
  private final Reading<AttributeValue> reading;

  ScalarEncoder(Reading<AttributeValue> reading) {
    this.reading = reading;
  }

  /** Takes a value that is not null out of a row, struct or array. */
  @FunctionalInterface
  interface Reading<T> {
    T read(SpecializedGetters from, int ordinal);
  }

  @Override
  AttributeValue read(SpecializedGetters from, int ordinal, Overlay overlay) {
    overlay.refuseMembers();
    return reading.read(from, ordinal);
  }
}
