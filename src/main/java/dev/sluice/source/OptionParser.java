package dev.sluice.source;

import dev.sluice.access.ReadSettings;
import dev.sluice.failure.ConfigError;
import dev.sluice.stream.StreamSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** Parses {@link SourceOptions}. Collects all errors before it fails. */
final class OptionParser {
  private final OptionsByKind kinds;
  private final OptionValues values;

  /** @param errors errors found before, which are reported too */
  private OptionParser(OptionsByKind kinds, List<ConfigError> errors) {
    this.kinds = kinds;
    this.values = new OptionValues(kinds.used(errors), errors);
  }

  /**
   * Parses the options of a read.
   *
   * @throws dev.sluice.failure.InvalidConfigurationException naming every option that is unknown, or has a wrong value
   */
  static SourceOptions read(Map<String, String> options) {
    return read(options, Map.of());
  }

  /**
   * Parses the options of a read.
   *
   * @param shared those of them that a catalog has for all of its tables: what means nothing for this read is left out
   * @throws dev.sluice.failure.InvalidConfigurationException naming every option that is unknown, or has a wrong value
   */
  static SourceOptions read(Map<String, String> options, Map<String, String> shared) {
    List<ConfigError> errors = new ArrayList<>();
    OptionNames.check(
        options instanceof CaseInsensitiveStringMap map ? map.asCaseSensitiveMap() : options,
        false,
        errors);
    return new OptionParser(new OptionsByKind(options, shared), errors).parse();
  }

  /**
   * Parses the options of a write.
   *
   * @param table the options with which the table was opened
   * @param statement the options of the statement that writes; they take precedence
   * @param own whether the statement states them itself; otherwise Spark repeats the table's, which may be read options
   * @param shared those that a catalog has for all of its tables
   */
  static SourceOptions write(
      Map<String, String> table,
      Map<String, String> statement,
      boolean own,
      Map<String, String> shared) {
    List<ConfigError> errors = new ArrayList<>();
    if (own) {
      OptionNames.check(statement, true, errors);
    }
    Map<String, String> all = SourceOptions.merged(table, statement);
    if (errors.isEmpty()) {
      KindOption.refuseWrites(all, errors);
    }
    return new OptionParser(new OptionsByKind(all, shared), errors).parse();
  }

  /**
   * Parses all options.
   *
   * @throws dev.sluice.failure.InvalidConfigurationException with all errors
   */
  private SourceOptions parse() {
    ReadSettings read = new ReadOptions(values).parse();
    SourceOptions parsed = new SourceOptions(
        read,
        stream(),
        new WriteOptions(values).parse(),
        values.read(SourceOption.MAX_WRITE_UNITS, OptionForms::positive),
        values.read(
            SourceOption.CHECK_TYPES, v -> OptionForms.constant(SourceOptions.TypeCheck.class, v)));
    values.checkEffect(
        SourceOption.EXPIRED_AT,
        read.isStream() || values.has(SourceOption.TTL_ATTRIBUTE),
        SourceOption.TTL_ATTRIBUTE.key());
    values.throwIfAny();
    return parsed;
  }

  private StreamSettings stream() {
    return new StreamSettings(
        values.given(
            SourceOption.SETTLED_AFTER,
            v -> Duration.ofSeconds(OptionForms.seconds(v)),
            StreamSettings.USUAL.settledAfter()),
        values.read(SourceOption.MAX_CHANGES_PER_TRIGGER, OptionForms::positive),
        kinds.isShared(SourceOption.MAX_CHANGES_PER_TRIGGER));
  }
}
