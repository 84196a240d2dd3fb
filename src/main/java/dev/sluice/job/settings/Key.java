package dev.sluice.job.settings;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One key of the configuration. Each method reads its value in one form. A value of another form is noted as an error
 * and replaced by the default, so that reading continues and finds the other errors; settings with errors never leave
 * {@link SettingsReader}.
 */
final class Key {
  private final String path;
  private final Reading reading;

  /**
   * @param path full path, {@code sluice.source.table}
   */
  Key(String path, Reading reading) {
    this.path = path;
    this.reading = reading;
  }

  /**
   * A value that was read.
   *
   * @param orNull null if neither the user nor reference.conf sets it
   */
  record Value<T>(String path, @Nullable T orNull) {
    /** Returns the value of a key that has a default. */
    T get() {
      if (orNull == null) {
        throw new IllegalStateException("reference.conf has no default of " + path);
      }
      return orNull;
    }
  }

  /**
   * The form of a text.
   *
   * @param expected a description for messages, {@code the name of a secondary index}
   * @param parse throws IllegalArgumentException or a DateTimeException for other texts; if it has a cause, its message
   *     is printed
   */
  record Form<T>(String expected, Function<String, T> parse) {}

  /** Reads a text that is not blank. */
  Value<String> text() {
    return value("a text that is not blank", value -> {
      String text = ValueText.scalar(value);
      return within(!text.isBlank(), text);
    });
  }

  <T> Value<T> as(Form<T> form) {
    return as(form.expected(), form.parse());
  }

  /** Reads a text that {@code parse} accepts. */
  <T> Value<T> as(String expected, Function<String, T> parse) {
    return value(expected, value -> parse.apply(ValueText.scalar(value)));
  }

  Value<Boolean> flag() {
    return value("true or false", value -> value.atKey("v").getBoolean("v"));
  }

  /** Reads a whole number from {@code min} to {@code max}. */
  Value<Long> whole(long min, long max) {
    String bounds = max == Long.MAX_VALUE ? "at least " + min : "from " + min + " to " + max;
    return value("a whole number " + bounds, value -> {
      long number = new BigDecimal(ValueText.scalar(value)).longValueExact();
      return within(number >= min && number <= max, number);
    });
  }

  /** Reads a whole number from {@code min} to {@code max}. */
  Value<Integer> count(int min, int max) {
    return value("a whole number from " + min + " to " + max, value -> {
      int number = new BigDecimal(ValueText.scalar(value)).intValueExact();
      return within(number >= min && number <= max, number);
    });
  }

  /** Reads a number above {@code above} and at most {@code max}. */
  Value<Double> number(double above, double max) {
    String bounds = max == Double.MAX_VALUE ? "" : " and at most " + plain(max);
    return value("a number above " + plain(above) + bounds, value -> {
      double number = new BigDecimal(ValueText.scalar(value)).doubleValue();
      return within(number > above && number <= max, number);
    });
  }

  /** Reads a share, from 0 to 1. */
  Value<Double> share() {
    return value("a share from 0 to 1, such as 0.5", value -> {
      double number = new BigDecimal(ValueText.scalar(value)).doubleValue();
      return within(number >= 0 && number <= 1, number);
    });
  }

  /** Reads a size in bytes. */
  Value<Long> bytes(long min) {
    return value("a size of at least " + min + " bytes, such as 128 MiB", value -> {
      long size = value.atKey("v").getMemorySize("v").toBytes();
      return within(size >= min, size);
    });
  }

  /** Reads a duration that is not negative. */
  Value<Duration> duration() {
    return value("a duration, such as 7 days", value -> {
      Duration duration = value.atKey("v").getDuration("v");
      return within(!duration.isNegative(), duration);
    });
  }

  /** Reads one of an enumeration's values, in lower case. */
  <E extends Enum<E>> Value<E> oneOf(Class<E> type) {
    List<E> constants = Arrays.asList(type.getEnumConstants());
    String names = constants.stream().map(ValueText::spelling).collect(Collectors.joining(", "));
    return value("one of " + names, value -> constants.stream()
        .filter(constant -> ValueText.spelling(constant).equals(ValueText.scalar(value)))
        .findFirst()
        .orElseThrow(IllegalArgumentException::new));
  }

  /** Reads a list of texts. */
  List<String> texts() {
    return value(
            "a list of names, such as [a, b]",
            value -> list(value).stream().map(ValueText::scalar).toList())
        .get();
  }

  /** Reads a list; an element of another form is an error of its own and is left out. */
  <T> List<T> elements(String expected, Function<ConfigValue, T> parse) {
    List<T> elements = new ArrayList<>();
    for (ConfigValue value : value("a list", Key::list).get()) {
      try {
        elements.add(parse.apply(value));
      } catch (ConfigException | IllegalArgumentException | ArithmeticException e) {
        String why = e.getMessage() == null ? "" : ": " + e.getMessage();
        reading
            .errors()
            .add(
                path,
                value.render(ConfigRenderOptions.concise()),
                "is not " + expected + ValueText.where(value) + why,
                "Write " + expected + ".");
      }
    }
    reading.note(path, "a list; each element is " + expected);
    return elements;
  }

  private static ConfigList list(ConfigValue value) {
    return (ConfigList) value;
  }

  /** Reads a value of any type. */
  <T> Value<T> value(String expected, Function<ConfigValue, T> form) {
    reading.note(path, expected);
    ConfigValue value = reading.merged(path);
    if (value == null) {
      return defaultValue(form);
    }
    try {
      return new Value<>(path, form.apply(value));
    } catch (ConfigException
        | IllegalArgumentException
        | ArithmeticException
        | DateTimeException
        | ClassCastException e) {
      String why = e.getCause() == null ? "" : ": " + e.getMessage();
      reading
          .errors()
          .add(
              path,
              ValueText.printed(value),
              "is not " + expected + why + ValueText.where(value),
              "Write " + expected + orDefault());
      return defaultValue(form);
    }
  }

  private <T> Value<T> defaultValue(Function<ConfigValue, T> form) {
    ConfigValue value = reading.defaultOf(path);
    return new Value<>(path, value == null ? null : form.apply(value));
  }

  private String orDefault() {
    ConfigValue value = reading.defaultOf(path);
    return value == null
        ? ", or leave it out."
        : ", or leave it out for the default, " + ValueText.printed(value) + ".";
  }

  private static <T> T within(boolean holds, T value) {
    if (holds) {
      return value;
    }
    throw new IllegalArgumentException();
  }

  private static String plain(double number) {
    return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
  }
}
