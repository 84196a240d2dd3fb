package dev.sluice.source;

import dev.sluice.encode.RowEncoder;
import dev.sluice.failure.ConfigError;
import dev.sluice.failure.Printable;
import dev.sluice.write.Condition;
import dev.sluice.write.ItemKeys;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.StructType;

/**
 * Finds the columns that a condition refers to.
 *
 * @param columns the rows' columns, named as their attributes
 * @param caseSensitive whether names that differ by case are different
 */
record ConditionColumns(StructType columns, boolean caseSensitive) {
  /**
   * Returns the settings with the names of columns as the rows have them.
   *
   * @param errors receives each column that the rows do not have, and each of {@code condition-columns} that is a key or
   *     not in the condition
   */
  WriteSettings resolved(WriteSettings settings, ItemKeys keys, List<ConfigError> errors) {
    Condition condition = settings.condition();
    if (condition == null) {
      return settings;
    }
    condition.columnNames().stream()
        .filter(name -> found(name).isEmpty())
        .forEach(name -> errors.add(missing(SourceOption.CONDITION, ":" + name)));
    Condition renamed = condition.renamed(name -> found(name).orElse(name));
    List<String> unwritten = settings.conditionColumns().stream()
        .map(name -> found(name).orElse(name))
        .toList();
    unwritten.forEach(name -> check(name, renamed, keys, errors));
    return new WriteSettings(
        settings.operation(),
        renamed,
        unwritten,
        settings.onConditionFailure(),
        settings.nullValues());
  }

  private void check(String name, Condition condition, ItemKeys keys, List<ConfigError> errors) {
    if (keys.names().contains(name)) {
      errors.add(
          unwritten(name, "is a key of the table", "Leave it out: keys are always written."));
    } else if (!condition.columnNames().contains(name)) {
      errors.add(unwritten(
          name, "is not in the condition", "Leave it out, or use it there as :" + name + "."));
    }
  }

  private static ConfigError unwritten(String name, String problem, String remedy) {
    return new ConfigError(SourceOption.CONDITION_COLUMNS.key(), name, problem, remedy);
  }

  /** Returns the column of this name; the overflow may have any. */
  private Optional<String> found(String name) {
    List<String> names = Arrays.asList(columns.fieldNames());
    if (names.contains(name)) {
      return Optional.of(name);
    }
    List<String> similar = names.stream()
        .filter(other -> !caseSensitive && other.equalsIgnoreCase(name))
        .toList();
    return similar.size() == 1
        ? Optional.of(similar.get(0))
        : Optional.of(name).filter(n -> RowEncoder.overflow(columns).isPresent());
  }

  private ConfigError missing(SourceOption option, String name) {
    return new ConfigError(
        option.key(),
        name,
        "is not a column of the rows",
        "They have " + Printable.brief(List.of(columns.fieldNames()).toString(), 1_000) + ".");
  }
}
