package dev.sluice.summary;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A row as a dashboard reads it; immutable.
 *
 * @param attributes by name: text is a {@code String}, a number a {@code BigDecimal}, a flag a {@code Boolean}, bytes
 *     are {@code byte[]}, maps and lists {@code Map} and {@code List} of these, sets sorted lists, NULL Jackson's
 *     {@code NullNode}
 */
public record SummaryRow(Map<String, Object> attributes) {
  static final ObjectMapper JSON =
      new ObjectMapper().enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN);

  public SummaryRow {
    attributes = Collections.unmodifiableMap(new TreeMap<>(attributes));
  }

  static SummaryRow of(Map<String, AttributeValue> item) {
    return new SummaryRow(map(item));
  }

  /** Returns a text; empty if the attribute is absent or no text. */
  public Optional<String> text(String name) {
    return value(name, String.class);
  }

  /**
   * Returns a number, unrounded; empty if the figure is absent ({@code within("absent").text(name)} gives the reason)
   * or no number.
   */
  public OptionalDouble number(String name) {
    return value(name, BigDecimal.class)
        .map(number -> OptionalDouble.of(number.doubleValue()))
        .orElse(OptionalDouble.empty());
  }

  /** Returns a count; empty if the attribute is absent or no whole number of 64 bits. */
  public OptionalLong count(String name) {
    return value(name, BigDecimal.class)
        .filter(SummaryRow::isLong)
        .map(number -> OptionalLong.of(number.longValueExact()))
        .orElse(OptionalLong.empty());
  }

  /** Returns whether the number is a whole number of 64 bits. */
  static boolean isLong(BigDecimal number) {
    return number.stripTrailingZeros().scale() <= 0
        && number.compareTo(BigDecimal.valueOf(Long.MIN_VALUE)) >= 0
        && number.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0;
  }

  /** Returns a flag; false if the attribute is absent or no flag. */
  public boolean flag(String name) {
    return value(name, Boolean.class).orElse(false);
  }

  /**
   * Returns the attributes within a map, such as {@code rolling7} or {@code perClass}; an empty row if it is absent or
   * no map.
   */
  public SummaryRow within(String name) {
    Map<String, Object> inner = new TreeMap<>();
    if (attributes.get(name) instanceof Map<?, ?> map) {
      map.forEach((key, value) -> inner.put(String.valueOf(key), value));
    }
    return new SummaryRow(inner);
  }

  /** Returns the label of the row's window, such as {@code 2026-10-19}; empty if its sort key has none. */
  public Optional<String> window() {
    String[] parts = text(RowNames.SK).orElse("").split("#", 3);
    return parts.length == 3 ? Optional.of(parts[1]) : Optional.empty();
  }

  /** Returns whether this is the row of an experiment's best run. */
  public boolean isBest() {
    return text(RowNames.SK).orElse("").equals(Keys.BEST);
  }

  /** Returns a JSON array of all rows with all their attributes, unrounded, on one line. */
  public static String toJson(List<SummaryRow> rows) {
    return json(rows.stream().map(SummaryRow::attributes).toList());
  }

  /** Returns one JSON object, on one line; numbers are unrounded, bytes in Base64. */
  public String toJson() {
    return json(attributes);
  }

  /** Returns a value of an attribute as JSON, on one line. */
  public static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("maps, lists, texts and numbers are always JSON", e);
    }
  }

  private <T> Optional<T> value(String name, Class<T> type) {
    return Optional.ofNullable(attributes.get(name)).filter(type::isInstance).map(type::cast);
  }

  private static Map<String, Object> map(Map<String, AttributeValue> values) {
    Map<String, Object> map = new TreeMap<>();
    values.forEach((name, value) -> map.put(KeyParts.restored(name), plain(value)));
    return Collections.unmodifiableMap(map);
  }

  private static Object plain(AttributeValue value) {
    return switch (value.type()) {
      case S -> value.s();
      case N -> new BigDecimal(value.n());
      case B -> value.b().asByteArray();
      case BOOL -> value.bool();
      case M -> map(value.m());
      case L -> value.l().stream().map(SummaryRow::plain).toList();
      case NUL -> NullNode.getInstance();
      case SS -> value.ss().stream().sorted().toList();
      case NS -> value.ns().stream().map(BigDecimal::new).sorted().toList();
      case BS -> value.bs().stream().map(SdkBytes::asByteArray).toList();
      default -> throw new IllegalArgumentException("no row of Sluice's has a " + value.type());
    };
  }
}
