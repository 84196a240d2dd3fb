package dev.sluice.bench.contestant;

import dev.sluice.access.ReadSettings;
import dev.sluice.item.OverflowColumn;
import dev.sluice.source.TableSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * What contestants read by.
 *
 * @param source the table, looked at by Sluice
 */
record Scene(SparkSession spark, Task task, TableSource source) {
  static final String REGION = "us-east-1";

  static Scene open(SparkSession spark, Task task) {
    return new Scene(spark, task, TableSource.open(settings(task)));
  }

  /** Sluice's settings. */
  static ReadSettings settings(Task task) {
    Map<String, String> options = new LinkedHashMap<>(sluiceOptions(task));
    options.put("table", task.table().tableName());
    return TableSource.settings(options);
  }

  /** Sluice's options, table apart. */
  static Map<String, String> sluiceOptions(Task task) {
    return Map.of(
        "region",
        REGION,
        "endpoint",
        task.endpoint().toString(),
        "segments",
        Integer.toString(task.conditions().segments()),
        "numbers",
        "double");
  }

  /** Whether only some of the columns are read. */
  boolean isPruned() {
    return task.sink() == Task.Sink.COLUMNS;
  }

  /** The columns that every contestant reads; how DynamoDB holds them stands in their metadata. */
  StructType columns() {
    List<StructField> fields = new ArrayList<>();
    for (StructField field : source.schema().fields()) {
      if (isRead(field.name())) {
        fields.add(field);
      }
    }
    return new StructType(fields.toArray(StructField[]::new));
  }

  /** Whether a column is among those that every contestant reads. */
  boolean isRead(String column) {
    return isPruned()
        ? task.table().twoColumns().contains(column)
        : !column.equals(OverflowColumn.NAME);
  }
}
