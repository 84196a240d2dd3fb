package dev.sluice.demo.export;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a request, checked as they are read.
 *
 * @param json the request's body
 */
record Parameters(JsonNode json) {
  /**
   * Returns a text.
   *
   * @throws ServiceException if it is missing or empty
   */
  String text(String name) {
    String value = optional(name);
    if (value == null) {
      throw ServiceException.invalid(null, spelled(name), "Member must not be null");
    }
    return value;
  }

  /** Returns a text that may be missing, but not empty. */
  @Nullable
  String optional(String name) {
    JsonNode value = json.get(name);
    if (value == null || value.isNull()) {
      return null;
    }
    if (!value.isTextual() || value.textValue().isEmpty()) {
      throw ServiceException.invalid(
          value.asText(), spelled(name), "Member must have length greater than or equal to 1");
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

  /**
   * Returns a number between these, both included.
   *
   * @param otherwise the value if it is missing
   */
  int number(String name, int min, int max, int otherwise) {
    JsonNode value = json.get(name);
    if (value == null || value.isNull()) {
      return otherwise;
    }
    if (!value.isIntegralNumber() || value.longValue() < min || value.longValue() > max) {
      throw ServiceException.invalid(
          value.asText(), spelled(name), "Member must be between " + min + " and " + max);
    }
    return value.intValue();
  }

  /** Returns an instant, given as epoch seconds, to the second; null if it is missing. */
  @Nullable
  Instant time(String name) {
    JsonNode value = json.get(name);
    if (value == null || value.isNull()) {
      return null;
    }
    if (!value.isNumber()) {
      throw ServiceException.invalid(value.asText(), spelled(name), "Member must be a timestamp");
    }
    return Instant.ofEpochSecond(value.decimalValue().longValue());
  }

  /** Returns the parameters in a structure; null if it is missing. */
  @Nullable
  Parameters in(String name) {
    JsonNode value = json.get(name);
    return value == null || value.isNull() ? null : new Parameters(value);
  }

  /** Returns an instant as answers have it: epoch seconds with milliseconds. */
  static BigDecimal seconds(Instant time) {
    return BigDecimal.valueOf(time.toEpochMilli(), 3);
  }

  private static String spelled(String name) {
    return Character.toLowerCase(name.charAt(0)) + name.substring(1);
  }
}
