package dev.sluice.source;

import dev.sluice.access.ReadSettings;
import dev.sluice.stream.StreamSettings;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The options of {@code format("sluice")}, checked.
 *
 * @param read the settings of the read; for a write, its table and its sample
 * @param stream the settings of a read of a stream
 * @param write the change that a row makes
 * @param maxWriteUnits write units a second; null: no limit but DynamoDB's own
 * @param checkTypes the treatment of rows whose types differ from the target's; null: no sample of the target is taken
 */
record SourceOptions(
    ReadSettings read,
    StreamSettings stream,
    WriteSettings write,
    @Nullable Long maxWriteUnits,
    @Nullable TypeCheck checkTypes) {
  /** The treatment of rows whose columns have other DynamoDB types than the target's attributes. */
  enum TypeCheck {
    /** The rows are written. */
    OFF,
    /** The rows are written, with a warning. */
    WARN,
    /** Nothing is written. */
    FAIL
  }

  /** Returns the options of a table, overridden by those of a statement. Names are compared regardless of case. */
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
