package dev.sluice.job.settings;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import dev.sluice.summary.SummarySettings;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Section {@code sluice.sources}: its names, which become parts of run ids, folders and keys. */
final class SourceNames {
  private static final String EXAMPLE = "{ orders = { source.table = Orders } }";
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,31}");

  private SourceNames() {}

  /** Returns the names of all sections in it, sorted; a name that is null is left out. */
  static List<String> read(Reading reading) {
    ConfigObject sources = new Key(SourceKeys.SECTION, reading)
        .value("a section, such as " + EXAMPLE, value -> (ConfigObject) value)
        .get();
    List<String> names = new ArrayList<>();
    Set<String> folders = new HashSet<>();
    for (Map.Entry<String, ConfigValue> source : new TreeMap<>(sources).entrySet()) {
      ConfigValue value = source.getValue();
      if (value instanceof ConfigObject settings) {
        checkName(source.getKey(), folders, reading.errors());
        checkContent(source.getKey(), settings, reading.errors());
        names.add(source.getKey());
      } else if (value.valueType() != ConfigValueType.NULL) {
        reading
            .errors()
            .add(
                SourceKeys.path(source.getKey()),
                ValueText.printed(value),
                "is not a section" + ValueText.where(value),
                "Write " + EXAMPLE + ".");
      }
    }
    return names;
  }

  /** Notes that a command takes no sources. */
  static void refuse(ConfigErrors errors) {
    errors.add(
        SourceKeys.SECTION,
        "{…}",
        "are several tables, and this command has its own",
        "Leave the section out.");
  }

  private static void checkName(String name, Set<String> folders, ConfigErrors errors) {
    if (!NAME.matcher(name).matches() || SummarySettings.isKind(name)) {
      errors.add(
          SourceKeys.path(name),
          "{…}",
          "has a name that cannot be a part of folders, run ids and keys",
          "Write up to 32 letters, digits, hyphens and underscores, the first a letter or digit, and no kind of summary row.");
    } else if (!folders.add(name.toLowerCase(Locale.ROOT))) {
      errors.add(
          SourceKeys.path(name), "{…}", "differs from another in case only", "Write another name.");
    }
  }

  private static void checkContent(String name, ConfigObject settings, ConfigErrors errors) {
    if (settings.containsKey("sources")) {
      errors.add(
          SourceKeys.path(name) + ".sources",
          "{…}",
          "is within a source, which has no sources of its own",
          "Write it beside the others, in " + SourceKeys.SECTION + ".");
    }
  }
}
