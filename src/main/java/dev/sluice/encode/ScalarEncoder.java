package dev.sluice.encode;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.catalyst.util.ArrayData;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Encodes scalars, and sets, whose elements have no pointers. */
final class ScalarEncoder extends ValueEncoder {
  private final Reading<AttributeValue> reading;

  ScalarEncoder(Reading<AttributeValue> reading) {
    this.reading = reading;
  }

  /** Reads a non-null value from a row, struct or array. */
  @FunctionalInterface
  interface Reading<T> {
    T read(SpecializedGetters from, int ordinal);
  }

  /** Returns the reading of an array as a set: merges equal elements, and refuses empty sets and null elements. */
  static <T> Reading<List<T>> set(Reading<T> element) {
    return (from, ordinal) -> {
      ArrayData array = from.getArray(ordinal);
      if (array.numElements() == 0) {
        throw new UnwritableValueException(
            "DynamoDB has no empty sets; null instead of an empty array leaves the attribute out");
      }
      return List.copyOf(elements(array, element));
    };
  }

  private static <T> Set<T> elements(ArrayData array, Reading<T> element) {
    Set<T> elements = new LinkedHashSet<>();
    for (int i = 0; i < array.numElements(); i++) {
      if (array.isNullAt(i)) {
        throw new UnwritableValueException("DynamoDB's sets have no nulls")
            .within(Integer.toString(i));
      }
      try {
        elements.add(element.read(array, i));
      } catch (UnwritableValueException e) {
        throw e.within(Integer.toString(i));
      }
    }
    return elements;
  }

  @Override
  AttributeValue read(SpecializedGetters from, int ordinal, Overlay overlay) {
    overlay.refuseMembers();
    return reading.read(from, ordinal);
  }
}
