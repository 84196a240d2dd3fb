package dev.sluice.source;

import dev.sluice.access.AccessPath;
import dev.sluice.failure.ConfigError;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * Refuses options that mean nothing for what is read: a table, its stream, or an export. Those that a session has for all
 * of its reads are left alone where they are limits.
 */
record OptionsByKind(CaseInsensitiveStringMap options, List<ConfigError> errors) {
  /** Returns whether options name an export. */
  static boolean isExport(Map<String, String> options) {
    return options.containsKey(SourceOption.EXPORT_PATH.key());
  }

  /** Returns whether options name the table's stream. */
  static boolean isStream(Map<String, String> options) {
    String kind = options.getOrDefault(SourceOption.KIND.key(), "").strip();
    return kind.equalsIgnoreCase(AccessPath.Kind.STREAM.toString());
  }

  /** Adds an error for each of them. */
  void check() {
    if (isExport(options)) {
      checkExport();
    }
    if (isStream(options)) {
      given(
              SourceOption.INDEX,
              SourceOption.SEGMENTS,
              SourceOption.CONSISTENT_READ,
              SourceOption.TTL_ATTRIBUTE)
          .forEach(option -> refuse(option, "has no effect on a stream", "Leave it out."));
    } else {
      given(SourceOption.SETTLED_AFTER, SourceOption.MAX_CHANGES_PER_TRIGGER)
          .forEach(option -> refuse(
              option,
              "has no effect without " + SourceOption.KIND.key() + " = " + AccessPath.Kind.STREAM,
              "Give both, or leave it out."));
    }
  }

  private void checkExport() {
    given(SourceOption.INDEX, SourceOption.SEGMENTS, SourceOption.CONSISTENT_READ)
        .forEach(
            option -> refuse(option, "has no effect on an export", "Leave it or export-path out."));
    given(SourceOption.MAX_READ_UNITS, SourceOption.PERCENT, SourceOption.MAX_UNITS)
        .filter(option -> !SessionOptions.state(options, option))
        .forEach(option -> refuse(
            option,
            "has no effect on an export, which consumes no read units",
            "Leave it or export-path out."));
  }

  private Stream<SourceOption> given(SourceOption... some) {
    return Arrays.stream(some).filter(option -> options.containsKey(option.key()));
  }

  private void refuse(SourceOption option, String problem, String remedy) {
    errors.add(new ConfigError(option.key(), "", problem, remedy));
  }
}
