package dev.sluice.summary;

import dev.sluice.analytics.Statistic;
import dev.sluice.analytics.Unit;
import dev.sluice.analytics.Window;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The attributes of a row that is being built. Null values are left out; a figure that no DynamoDB number can hold is
 * left out too, with its reason.
 */
final class Attributes {
  static final int MAX_TEXT = 4096;

  private final Map<String, AttributeValue> values = new TreeMap<>();
  private final Map<String, String> absent = new TreeMap<>();
  private final Map<String, String> leftOut = new TreeMap<>();

  /** Creates the attributes of a window: grain, start and (exclusive) end, in UTC. */
  static Attributes of(Window window) {
    return new Attributes()
        .text("grain", window.grain().name())
        .time("windowStart", window.start())
        .time("windowEnd", window.end());
  }

  /** Adds a text; a text longer than {@value #MAX_TEXT} bytes is cut as {@link KeyParts#fitted} does. */
  Attributes text(String name, @Nullable String value) {
    if (value == null) {
      return this;
    }
    int bytes = KeyParts.bytes(value);
    if (bytes > MAX_TEXT) {
      leftOut(name, "the end of a text of " + bytes + " bytes");
    }
    return with(
        name, AttributeValue.fromS(bytes > MAX_TEXT ? KeyParts.fitted(value, MAX_TEXT) : value));
  }

  Attributes time(String name, @Nullable Instant value) {
    return value == null ? this : text(name, value.toString());
  }

  Attributes count(String name, @Nullable Number value) {
    return value == null
        ? this
        : with(name, AttributeValue.fromN(Long.toString(value.longValue())));
  }

  /** Adds a figure, unrounded. */
  Attributes figure(String name, @Nullable Double value) {
    if (value != null) {
      DoubleAttribute.text(value)
          .ifPresentOrElse(
              text -> with(name, AttributeValue.fromN(text)),
              () -> absent.put(name, value + " is beyond what a DynamoDB number can hold"));
    }
    return this;
  }

  /** Adds a statistic under its own name, unrounded. */
  Attributes statistic(Statistic<?> statistic, Double value) {
    return statistic.unit() == Unit.COUNT
        ? count(statistic.attribute(), value)
        : figure(statistic.attribute(), value);
  }

  Attributes flag(String name, boolean value) {
    return with(name, AttributeValue.fromBool(value));
  }

  Attributes texts(String name, List<String> values) {
    return with(
        name, AttributeValue.fromL(values.stream().map(AttributeValue::fromS).toList()));
  }

  Attributes bytes(String name, ByteBuffer value) {
    return with(name, AttributeValue.fromB(SdkBytes.fromByteBuffer(value.duplicate())));
  }

  Attributes map(String name, Attributes nested) {
    nested.absent.forEach((figure, reason) -> absent.put(name + "." + figure, reason));
    nested.leftOut.forEach((part, reason) -> leftOut.put(name + "." + part, reason));
    return with(name, AttributeValue.fromM(nested.values));
  }

  /** Adds a map of counts whose names come from table items. */
  Attributes counts(String name, Map<String, Long> counts) {
    Attributes nested = new Attributes();
    counts.forEach((key, count) -> nested.count(KeyParts.key(key), count));
    return map(name, nested);
  }

  Attributes with(String name, AttributeValue value) {
    values.put(name, value);
    return this;
  }

  /** Adds the reasons for figures that are not defined. */
  Attributes absent(Map<String, String> reasons) {
    absent.putAll(reasons);
    return this;
  }

  /** Adds the reason for one figure that is not defined. */
  Attributes absent(String figure, String reason) {
    absent.put(figure, reason);
    return this;
  }

  /** Adds the name of a part that the row omits because of its size, and the reason. */
  Attributes leftOut(String name, String reason) {
    leftOut.put(name, reason);
    return this;
  }

  /** Returns all attributes, with {@code absent} and {@code leftOut} if there are any. */
  Map<String, AttributeValue> complete() {
    Map<String, AttributeValue> all = new TreeMap<>(values);
    all.put("absent", texts(absent));
    if (!leftOut.isEmpty()) {
      all.put("leftOut", texts(leftOut));
    }
    return all;
  }

  /** Returns all attributes without this one, which is named in {@code leftOut}. */
  Attributes without(String name, String reason) {
    values.remove(name);
    return leftOut(name, reason);
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  /** Returns the attributes as a value within another attribute. */
  AttributeValue nested() {
    return AttributeValue.fromM(values);
  }

  private static AttributeValue texts(Map<String, String> texts) {
    Map<String, AttributeValue> map = new TreeMap<>();
    texts.forEach((key, text) -> map.put(KeyParts.key(key), AttributeValue.fromS(text)));
    return AttributeValue.fromM(map);
  }
}
