package dev.sluice.source;

import dev.sluice.access.ReadSettings;
import dev.sluice.failure.ConfigError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.jspecify.annotations.Nullable;

/**
 * The options of {@code format("sluice")}, checked.
 *
 * @param read the read; of a write, its table and its sample
 * @param maxWriteUnits write units a second; null: no limit but DynamoDB's own
 * @param checkTypes the treatment of rows whose types are not the target's; null: no sample of it is taken
 */
record SourceOptions(
    ReadSettings read,
    @Nullable Long maxWriteUnits,
    @Nullable TypeCheck checkTypes) {
  /** The treatment of rows whose columns have other DynamoDB types than the target's attributes. */
  enum TypeCheck {
    /** They are written. */
    OFF,
    /** They are written, with a warning. */
    WARN,
    /** Nothing is written. */
    FAIL
  }

  /**
   * Reads the options of a read.
   *
   * @throws dev.sluice.failure.InvalidConfigurationException naming every option that is unknown, or has a wrong value
   */
  static SourceOptions of(Map<String, String> options) {
    List<ConfigError> errors = new ArrayList<>();
    OptionNames.check(
        options instanceof CaseInsensitiveStringMap map ? map.asCaseSensitiveMap() : options,
        false,
        errors);
    return new OptionParser(options, errors).parse();
  }

  /**
   * Reads the options of a write.
   *
   * @param table the options that the table was opened with
   * @param statement those of the statement that writes; they win
   * @param own whether the statement states them; otherwise Spark repeats the table's, which may be of reads
   */
  static SourceOptions ofWrite(
      Map<String, String> table, Map<String, String> statement, boolean own) {
    List<ConfigError> errors = new ArrayList<>();
    if (own) {
      OptionNames.check(statement, true, errors);
    }
    return new OptionParser(merged(table, statement), errors).parse();
  }

  /** Returns the options of a table and those of a statement, which win whatever case they are in. */
  static Map<String, String> merged(Map<String, String> table, Map<String, String> statement) {
    Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    all.putAll(table);
    all.putAll(statement);
    return all;
  }

  /** Returns whether a write takes a sample of its target. */
  boolean sampled() {
    return checkTypes == TypeCheck.WARN || checkTypes == TypeCheck.FAIL;
  }
}
