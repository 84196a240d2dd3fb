package dev.sluice.demo.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a request, checked as they are read: a value of another JSON type is no such request at all, any
 * other mistake an invalid one.
 *
 * @param json the request's body, an object
 */
record Parameters(JsonNode json) {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /** The largest epoch second that has microseconds in a long. */
  private static final long MAX_SECOND = Long.MAX_VALUE / 1_000_000;

  Parameters {
    if (!json.isObject()) {
      throw ServiceException.serialization("Start of structure or map expected");
    }
  }

  /**
   * Parses a body.
   *
   * @throws ServiceException if it is no JSON object
   */
  static Parameters of(String body) {
    try {
      return new Parameters(JSON.readTree(body));
    } catch (JsonProcessingException e) {
      throw ServiceException.serialization("The body is no JSON: " + e.getOriginalMessage());
    }
  }

  /**
   * Returns a text.
   *
   * @throws ServiceException if it is missing or empty
   */
  String text(String name) {
    String value = optional(name);
    if (value == null) {
      throw ServiceException.missing(spelled(name));
    }
    return value;
  }

  /** Returns a text that may be missing, but not empty. */
  @Nullable
  String optional(String name) {
    JsonNode value = given(name);
    if (value == null) {
      return null;
    }
    if (!value.isTextual()) {
      throw mistyped(value, "String");
    }
    if (value.textValue().isEmpty()) {
      throw ServiceException.invalid(
          "", spelled(name), "Member must have length greater than or equal to 1");
    }
    return value.textValue();
  }

  /** Returns a text of this form that may be missing. */
  @Nullable
  String matching(String name, Pattern form) {
    String value = optional(name);
    if (value != null && !form.matcher(value).matches()) {
      throw ServiceException.invalid(
          value,
          spelled(name),
          "Member must satisfy regular expression pattern: " + form.pattern());
    }
    return value;
  }

  /** Returns one of these texts, or null. */
  @Nullable
  String oneOf(String name, List<String> values) {
    String value = optional(name);
    if (value != null && !values.contains(value)) {
      throw ServiceException.invalid(
          value, spelled(name), "Member must satisfy enum value set: " + values);
    }
    return value;
  }

  /** Returns a truth value, which must be there. */
  boolean flag(String name) {
    JsonNode value = given(name);
    if (value == null) {
      throw ServiceException.missing(spelled(name));
    }
    if (!value.isBoolean()) {
      throw mistyped(value, "Boolean");
    }
    return value.booleanValue();
  }

  /**
   * Returns a number between these, both included.
   *
   * @param otherwise the value if it is missing
   */
  int number(String name, int min, int max, int otherwise) {
    JsonNode value = given(name);
    if (value == null) {
      return otherwise;
    }
    if (!value.isIntegralNumber()) {
      throw mistyped(value, "Integer");
    }
    boolean small = value.bigIntegerValue().signum() < 0 || value.longValue() < min;
    if (small || !value.canConvertToInt() || value.intValue() > max) {
      throw ServiceException.invalid(
          value.asText(),
          spelled(name),
          small
              ? "Member must have value greater than or equal to " + min
              : "Member must have value less than or equal to " + max);
    }
    return value.intValue();
  }

  /** Returns an instant, given as epoch seconds, to the second; null if it is missing. */
  @Nullable
  Instant time(String name) {
    JsonNode value = given(name);
    if (value == null) {
      return null;
    }
    if (!value.isNumber()) {
      throw mistyped(value, "Timestamp");
    }
    BigDecimal seconds = value.decimalValue();
    if (seconds.abs().compareTo(BigDecimal.valueOf(MAX_SECOND)) > 0) {
      throw ServiceException.invalid(value.asText(), spelled(name), "Member must be a timestamp");
    }
    return Instant.ofEpochSecond(seconds.longValue());
  }

  /** Returns a duration, given as ISO 8601 has it; null if it is missing. */
  @Nullable
  Duration duration(String name) {
    String value = optional(name);
    try {
      return value == null ? null : Duration.parse(value);
    } catch (DateTimeParseException e) {
      throw ServiceException.invalid(
          value, spelled(name), "Member must be a duration, such as PT15M");
    }
  }

  /** Returns the parameters in a structure; null if it is missing. */
  @Nullable
  Parameters in(String name) {
    JsonNode value = given(name);
    return value == null ? null : new Parameters(value);
  }

  /** Returns an instant as answers have it: epoch seconds with milliseconds. */
  static BigDecimal seconds(Instant time) {
    return BigDecimal.valueOf(time.toEpochMilli(), 3);
  }

  private @Nullable JsonNode given(String name) {
    JsonNode value = json.get(name);
    return value == null || value.isNull() ? null : value;
  }

  private static ServiceException mistyped(JsonNode value, String wanted) {
    return ServiceException.serialization(
        switch (value.getNodeType()) {
          case OBJECT -> "Start of structure or map found where not expected.";
          case ARRAY -> "Start of list found where not expected";
          case BOOLEAN ->
            (value.booleanValue() ? "TRUE" : "FALSE") + "_VALUE cannot be converted to " + wanted;
          default -> value.getNodeType() + "_VALUE cannot be converted to " + wanted;
        });
  }

  private static String spelled(String name) {
    return Character.toLowerCase(name.charAt(0)) + name.substring(1);
  }
}
