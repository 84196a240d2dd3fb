package dev.sluice.source;

import dev.sluice.access.ReadSettings;
import java.util.Map;
import java.util.TreeMap;
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
