package dev.sluice.job.settings;

import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.util.Locale;
import java.util.Set;

/** Formats configuration values as text. */
final class ValueText {
  private ValueText() {}

  /**
   * Returns the text of a text, number or flag.
   *
   * @throws IllegalArgumentException if the value is of another type
   */
  static String scalar(ConfigValue value) {
    ConfigValueType type = value.valueType();
    if (Set.of(ConfigValueType.LIST, ConfigValueType.OBJECT, ConfigValueType.NULL)
        .contains(type)) {
      throw new IllegalArgumentException();
    }
    return String.valueOf(value.unwrapped());
  }

  /** Returns an enumeration's value as configuration writes it. */
  static String spelling(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** Returns a value as a user would write it; objects, which may contain a secret, are hidden. */
  static String printed(ConfigValue value) {
    return switch (value.valueType()) {
      case STRING -> String.valueOf(value.unwrapped());
      case OBJECT -> "{…}";
      default -> value.render(ConfigRenderOptions.concise());
    };
  }

  /** Returns the origin of a value, {@code " (inference.conf, line 12)"}; empty if it is unknown. */
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
