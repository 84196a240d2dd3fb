package dev.sluice.job.settings;

import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.util.Locale;
import java.util.Set;

/** Configuration values as text. */
final class ValueText {
  private ValueText() {}

  /**
   * Returns the text of a text, number or flag.
   *
   * @throws IllegalArgumentException where the value is another
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

  /** Returns a value as a user would write it; objects, which may hold a secret, are hidden. */
  static String shown(ConfigValue value) {
    return switch (value.valueType()) {
      case STRING -> String.valueOf(value.unwrapped());
      case OBJECT -> "{…}";
      default -> value.render(ConfigRenderOptions.concise());
    };
  }

  /** Returns where a value stands, {@code " (inference.conf, line 12)"}; empty where that is not known. */
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
