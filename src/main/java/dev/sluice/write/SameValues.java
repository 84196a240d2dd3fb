package dev.sluice.write;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Compares values by what DynamoDB stores: numbers by value, sets without order. */
final class SameValues {
  private SameValues() {}

  /** Returns whether both maps have the same attributes. */
  static boolean same(Map<String, AttributeValue> one, Map<String, AttributeValue> other) {
    return one.keySet().equals(other.keySet()) && includes(one, other);
  }

  /** Returns whether an item has all these attributes. */
  static boolean includes(Map<String, AttributeValue> item, Map<String, AttributeValue> these) {
    return these.entrySet().stream()
        .allMatch(attribute -> same(item.get(attribute.getKey()), attribute.getValue()));
  }

  private static boolean same(@Nullable AttributeValue one, AttributeValue other) {
    if (one == null || one.type() != other.type()) {
      return false;
    }
    return switch (other.type()) {
      case N -> number(one.n()).compareTo(number(other.n())) == 0;
      case NS -> set(one.ns(), SameValues::number).equals(set(other.ns(), SameValues::number));
      case SS -> new HashSet<>(one.ss()).equals(new HashSet<>(other.ss()));
      case BS -> new HashSet<>(one.bs()).equals(new HashSet<>(other.bs()));
      case M -> same(one.m(), other.m());
      case L -> same(one.l(), other.l());
      case S, B, BOOL, NUL, UNKNOWN_TO_SDK_VERSION -> one.equals(other);
    };
  }

  private static boolean same(List<AttributeValue> one, List<AttributeValue> other) {
    return one.size() == other.size()
        && IntStream.range(0, one.size()).allMatch(i -> same(one.get(i), other.get(i)));
  }

  private static BigDecimal number(String text) {
    return new BigDecimal(text).stripTrailingZeros();
  }

  private static <T> Set<T> set(List<String> elements, Function<String, T> value) {
    return new HashSet<>(elements.stream().map(value).toList());
  }
}
