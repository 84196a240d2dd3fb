package dev.sluice.encode;

import dev.sluice.encode.ScalarEncoder.Reading;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.catalyst.util.ArrayData;

/** Arrays that stand for sets. Equal elements are one; DynamoDB has neither empty sets nor nulls in them. */
final class Sets {
  private Sets() {}

  /** A set's elements, of which each is there once. */
  static <T> Reading<List<T>> of(Reading<T> element) {
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
}
