package dev.sluice.job.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the values of one section. What cannot be read is noted as a fault and answered with the key's default, so that
 * reading goes on and finds the other faults; such settings never leave {@link SettingsReader}.
 */
final class Section {
  private final String path;
  private final Layers layers;
  private final ConfigErrors faults;

  /**
   * @param path full path, {@code sluice.source}
   */
  Section(String path, Layers layers, ConfigErrors faults) {
    this.path = path;
    this.layers = layers;
    this.faults = faults;
  }

  /** The section below this one. */
  Section in(String name) {
    return new Section(path(name), layers, faults);
  }

  /** The text of a key that has a default. */
  String text(String key) {
    String text = optionalText(key);
    return text == null ? "" : text;
  }

  /** The text of a key, or null where it is not set. */
  @Nullable
  String optionalText(String key) {
    return convert(key, "a text that says something", value -> {
      String text = scalar(value);
      return within(!text.isBlank(), text);
    });
  }

  /** What {@code parse} makes of a key's text, or null where it is not set or not such a thing. */
  <T> @Nullable T parsed(String key, String expected, Function<String, T> parse) {
    return convert(key, expected, value -> parse.apply(scalar(value)));
  }

  boolean flag(String key) {
    Boolean flag = convert(key, "true or false", value -> value.atKey("v").getBoolean("v"));
    return flag != null && flag;
  }

  /** A whole number within bounds, or null where it is not set. */
  @Nullable
  Long whole(String key, long least, long most) {
    return convert(key, "a whole number from " + least + " to " + most, value -> {
      long number = new BigDecimal(scalar(value)).longValueExact();
      return within(number >= least && number <= most, number);
    });
  }

  /** A number above {@code above} and at most {@code most}, or null where it is not set. */
  @Nullable
  Double number(String key, double above, double most) {
    String bounds = most == Double.MAX_VALUE ? "" : " and at most " + plain(most);
    return convert(key, "a number above " + plain(above) + bounds, value -> {
      double number = new BigDecimal(scalar(value)).doubleValue();
      return within(number > above && number <= most, number);
    });
  }

  /** A share from 0 to 1, of a key that has a default. */
  double share(String key) {
    Double share = convert(key, "a share from 0 to 1, such as 0.5", value -> {
      double number = new BigDecimal(scalar(value)).doubleValue();
      return within(number >= 0 && number <= 1, number);
    });
    return share == null ? 1 : share;
  }

  /** A size in bytes of at least {@code least}. */
  long bytes(String key, long least) {
    Long bytes = convert(key, "a size of at least " + least + " bytes, such as 128 MiB", value -> {
      long size = value.atKey("v").getMemorySize("v").toBytes();
      return within(size >= least, size);
    });
    return bytes == null ? least : bytes;
  }

  /** A duration that is not negative, or null where it is not set. */
  @Nullable
  Duration duration(String key) {
    return convert(key, "a duration, such as 7 days", value -> {
      Duration duration = value.atKey("v").getDuration("v");
      return within(!duration.isNegative(), duration);
    });
  }

  /** One of an enumeration's values, in the spelling of configuration: lower case, hyphens. */
  <E extends Enum<E>> @Nullable E oneOf(String key, Class<E> type) {
    List<E> constants = Arrays.asList(type.getEnumConstants());
    String names = constants.stream().map(Section::spelling).collect(Collectors.joining(", "));
    return convert(key, "one of " + names, value -> constants.stream()
        .filter(constant -> spelling(constant).equals(scalar(value)))
        .findFirst()
        .orElseThrow(IllegalArgumentException::new));
  }

  static String spelling(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** A list of texts. */
  List<String> texts(String key) {
    List<String> texts = convert(key, "a list of names, such as [a, b]", value -> {
      if (value instanceof ConfigList list) {
        return list.stream().map(Section::scalar).toList();
      }
      throw new IllegalArgumentException();
    });
    return texts == null ? List.of() : texts;
  }

  /** What {@code parse} makes of each element of a list; an element that it cannot read is a fault of its own. */
  <T> List<T> elements(String key, String expected, Function<ConfigValue, T> parse) {
    List<ConfigValue> values = convert(key, "a list", value -> List.copyOf((ConfigList) value));
    List<T> elements = new ArrayList<>();
    for (ConfigValue value : values == null ? List.<ConfigValue>of() : values) {
      try {
        elements.add(parse.apply(value));
      } catch (ConfigException | IllegalArgumentException | ArithmeticException e) {
        String why = e.getMessage() == null ? "" : ": " + e.getMessage();
        faults.add(
            path(key),
            value.render(ConfigRenderOptions.concise()),
            "is not " + expected + where(value) + why,
            "Write " + expected + ".");
      }
    }
    return elements;
  }

  /** What {@code parse} makes of a key's value, whatever it is, or null where it is not set or not such a thing. */
  <T> @Nullable T value(String key, String expected, Function<ConfigValue, T> parse) {
    return convert(key, expected, parse);
  }

  /** The names below a section that is the user's own. */
  List<String> names(String key) {
    ConfigObject section =
        convert(key, "a section, such as { model = class }", value -> (ConfigObject) value);
    return section == null ? List.of() : section.keySet().stream().sorted().toList();
  }

  /** Whether the user set the key, or one below it,. */
  boolean given(String key) {
    return find(layers.user(), key) != null;
  }

  /** Notes a fault of a key. */
  void fault(String key, String problem, String remedy) {
    ConfigValue value = find(layers.merged(), key);
    faults.add(
        path(key),
        value == null ? "" : shown(value),
        problem + (value == null ? "" : where(value)),
        remedy);
  }

  private <T> @Nullable T convert(String key, String expected, Function<ConfigValue, T> reading) {
    ConfigValue value = find(layers.merged(), key);
    if (value == null) {
      value = find(layers.reference(), key);
    }
    if (value == null) {
      return null;
    }
    try {
      return reading.apply(value);
    } catch (ConfigException
        | IllegalArgumentException
        | ArithmeticException
        | DateTimeException
        | ClassCastException e) {
      String why = e.getCause() == null ? "" : ": " + e.getMessage();
      fault(key, "is not " + expected + why, "Write " + expected + orDefault(key));
      return readDefault(key, reading);
    }
  }

  private <T> @Nullable T readDefault(String key, Function<ConfigValue, T> reading) {
    ConfigValue value = find(layers.reference(), key);
    return value == null ? null : reading.apply(value);
  }

  private String orDefault(String key) {
    ConfigValue value = find(layers.reference(), key);
    return value == null
        ? ", or leave it out."
        : ", or leave it out for the default, " + shown(value) + ".";
  }

  private @Nullable ConfigValue find(Config config, String key) {
    String full = path(key);
    return config.hasPath(full) ? config.getValue(full) : null;
  }

  private String path(String key) {
    return path + "." + key;
  }

  static String scalar(ConfigValue value) {
    ConfigValueType type = value.valueType();
    if (Set.of(ConfigValueType.LIST, ConfigValueType.OBJECT, ConfigValueType.NULL)
        .contains(type)) {
      throw new IllegalArgumentException();
    }
    return String.valueOf(value.unwrapped());
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

  /** A value as a user would write it. */
  static String shown(ConfigValue value) {
    return switch (value.valueType()) {
      case STRING -> String.valueOf(value.unwrapped());
      // may hold a secret
      case OBJECT -> "{…}";
      default -> value.render(ConfigRenderOptions.concise());
    };
  }

  /** Where a value comes from, as far as that is known: " (inference.conf, line 12)". */
  static String where(ConfigValue value) {
    ConfigOrigin origin = value.origin();
    String file = origin.filename();
    if (file == null || origin.lineNumber() < 1) {
      return "";
    }
    String name = file.substring(file.lastIndexOf('/') + 1);
    return " (" + name + ", line " + origin.lineNumber() + ")";
  }
}
