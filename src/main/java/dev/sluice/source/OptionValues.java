package dev.sluice.source;

import dev.sluice.failure.ConfigError;
import dev.sluice.failure.InvalidConfigurationException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.jspecify.annotations.Nullable;

/** The values of options, parsed one by one. Collects the errors of all. */
final class OptionValues {
  private final CaseInsensitiveStringMap options;
  private final List<ConfigError> errors;

  /**
   * Takes the options of one statement.
   *
   * @param errors errors found before, which are reported too
   */
  OptionValues(Map<String, String> options, List<ConfigError> errors) {
    this.options = new CaseInsensitiveStringMap(options);
    this.errors = errors;
  }

  /** Returns whether an option is given. */
  boolean has(SourceOption option) {
    return options.containsKey(option.key());
  }

  /** Returns an option's value as it is given; null if it is not. */
  @Nullable
  String stated(SourceOption option) {
    return options.get(option.key());
  }

  /** Returns an option's value; null if it is not given. An empty one is reported. */
  @Nullable
  String text(SourceOption option) {
    String value = stated(option);
    if (value != null && value.isEmpty()) {
      refuse(option, "", "is empty", "Give it a value, or leave it out.");
    }
    return value;
  }

  /**
   * Parses an option that has a default.
   *
   * @param wrong the result if the value is wrong, which is reported
   */
  <T> T given(SourceOption option, Function<String, T> parse, T wrong) {
    T value = read(option, parse);
    return value == null ? wrong : value;
  }

  /** Parses an option or its default. Returns null if there is neither, or the value is wrong. */
  <T> @Nullable T read(SourceOption option, Function<String, T> parse) {
    String value = options.getOrDefault(option.key(), option.defaultValue());
    if (value == null) {
      return null;
    }
    try {
      return parse.apply(value.strip());
    } catch (IllegalArgumentException | ArithmeticException e) {
      // an address may contain a password
      String displayed = isEndpoint(option) ? value.replaceAll("//.*@", "//…@") : value;
      refuse(option, displayed, "is not " + option.allowed(), "Give " + option.allowed() + ".");
      return null;
    }
  }

  private static boolean isEndpoint(SourceOption option) {
    return option == SourceOption.ENDPOINT || option == SourceOption.S3_ENDPOINT;
  }

  /** Reports an option that is given, unless it has an effect. */
  void checkEffect(SourceOption option, boolean hasEffect, String needed) {
    if (has(option) && !hasEffect) {
      refuse(option, "", "has no effect without " + needed, "Give both, or leave it out.");
    }
  }

  /** Reports an error of an option. */
  void refuse(SourceOption option, String value, String problem, String remedy) {
    errors.add(new ConfigError(option.key(), value, problem, remedy));
  }

  /** Reports errors that were found elsewhere. */
  void refuse(InvalidConfigurationException found) {
    errors.addAll(found.errors());
  }

  /**
   * Fails if there is an error.
   *
   * @throws InvalidConfigurationException with all errors
   */
  void throwIfAny() {
    if (!errors.isEmpty()) {
      throw new InvalidConfigurationException(errors);
    }
  }
}
