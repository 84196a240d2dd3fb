package dev.sluice.source;

import dev.sluice.table.TableDescription;
import dev.sluice.write.Condition;
import dev.sluice.write.WriteOperation;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * The change that a row makes to its item.
 *
 * @param condition on the stored item; null: none
 * @param conditionColumns columns that only the condition uses
 */
record WriteSettings(
    WriteOperation operation,
    @Nullable Condition condition,
    List<String> conditionColumns,
    ConditionFailure onConditionFailure,
    NullValues nullValues)
    implements Serializable {
  /** The treatment of rows that the condition refuses. All other rows are written. */
  enum ConditionFailure {
    /** The write fails at its end. */
    FAIL,
    /** They are counted. */
    SKIP
  }

  /** The treatment, by an update, of attributes whose columns are null. */
  enum NullValues {
    /** They stay. */
    KEEP,
    /** They are removed. */
    REMOVE
  }

  WriteSettings {
    conditionColumns = List.copyOf(conditionColumns);
  }

  /** Returns whether an update removes the attributes of columns that are null. */
  boolean removesNulls() {
    return operation == WriteOperation.UPDATE && nullValues == NullValues.REMOVE;
  }

  /** Returns the columns that are written: to delete items, those of the key. */
  StructType written(StructType columns, TableDescription table) {
    List<String> keys = table.keys().stream().map(TableDescription.Key::name).toList();
    return new StructType(Arrays.stream(columns.fields())
        .filter(column -> operation == WriteOperation.DELETE
            ? keys.contains(column.name())
            : !conditionColumns.contains(column.name()))
        .toArray(StructField[]::new));
  }

  /** Returns names that are separated by commas. */
  static List<String> names(String text) {
    List<String> names = Arrays.stream(text.split(",", -1)).map(String::strip).toList();
    if (names.contains("")) {
      throw new IllegalArgumentException("an empty name");
    }
    return names;
  }
}
