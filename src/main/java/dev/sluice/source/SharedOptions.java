package dev.sluice.source;

import dev.sluice.failure.ConfigError;
import dev.sluice.failure.InvalidConfigurationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks options that apply to many tables: those of a session and those of a catalog. */
final class SharedOptions {
  private static final Set<SourceOption> OF_ONE_TABLE =
      Set.of(SourceOption.TABLE, SourceOption.SCHEMA_JSON);

  private SharedOptions() {}

  /**
   * Refuses unknown options, naming the nearest, and options of one table.
   *
   * @param prefix the beginning of the settings' keys
   * @throws InvalidConfigurationException with all errors
   */
  static void check(String prefix, Map<String, String> options) {
    List<ConfigError> errors = new ArrayList<>();
    OptionNames.check(prefix, options.keySet(), errors);
    options.keySet().stream()
        .filter(name -> SourceOption.of(name).filter(OF_ONE_TABLE::contains).isPresent())
        .sorted()
        .forEach(name -> errors.add(new ConfigError(
            prefix + name,
            "",
            "would be the same for all tables",
            "Name the table in the statement, or give the option to a read of one table.")));
    if (!errors.isEmpty()) {
      throw new InvalidConfigurationException(errors);
    }
  }
}
