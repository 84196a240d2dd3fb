package dev.sluice.source;

import dev.sluice.access.AccessPath.Kind;
import dev.sluice.export.ExportLocation;
import dev.sluice.failure.ConfigError;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The option that says what is read: a table by Scans or Queries, its stream, or an export, which has a path too. */
final class KindOption {
  private KindOption() {}

  /** Returns whether options have the path of an export. */
  static boolean hasExportPath(Map<String, String> options) {
    return options.containsKey(SourceOption.EXPORT_PATH.key());
  }

  /** Returns whether options state a kind. */
  static boolean is(Map<String, String> options, Kind kind) {
    String stated = options.getOrDefault(SourceOption.KIND.key(), "").strip();
    return stated.equalsIgnoreCase(kind.toString());
  }

  /** Parses the kind. Without one, a path is that of an export; all else is a Scan. */
  static Kind parse(OptionValues values) {
    boolean export = values.has(SourceOption.EXPORT_PATH);
    Kind kind = values.given(
        SourceOption.KIND,
        value -> Kind.requested(value.toLowerCase(Locale.ROOT)),
        export ? Kind.EXPORT : Kind.SCAN);
    if (kind == Kind.PITR || kind == Kind.AUTO) {
      values.refuse(
          SourceOption.KIND,
          kind.toString(),
          "is the job's alone: it requests exports, which cost money and take minutes",
          "Request an export (jobs/sluice export --from-pitr does), and give its export-path.");
    } else if (export && kind != Kind.EXPORT) {
      values.refuse(
          SourceOption.KIND,
          kind.toString(),
          "reads the table, and export-path is set too",
          "Leave one of the two out.");
    }
    if (!export && kind == Kind.EXPORT) {
      values.refuse(
          SourceOption.EXPORT_PATH, "", "is missing", "Give " + ExportLocation.FORMS + ".");
    }
    return kind;
  }

  /** Reports options of a write that name what no rows can be written to: a stream or an export. */
  static void refuseWrites(Map<String, String> options, List<ConfigError> errors) {
    if (is(options, Kind.STREAM)) {
      errors.add(new ConfigError(
          SourceOption.KIND.key(),
          Kind.STREAM.toString(),
          "is the table's stream, to which no rows can be written",
          "Write to the table itself."));
    } else if (hasExportPath(options)) {
      errors.add(new ConfigError(
          SourceOption.EXPORT_PATH.key(),
          "",
          "is an export, to which no rows can be written",
          "Write to the table itself."));
    }
  }
}
