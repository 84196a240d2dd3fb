package dev.sluice.bench.contestant;

import dev.sluice.access.ReadSettings;
import dev.sluice.item.OverflowColumn;
import dev.sluice.source.TableSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
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
    Map<String, String> options = new LinkedHashMap<>(options(task));
    options.put("segments", Integer.toString(task.conditions().segments()));
    return TableSource.settings(options);
  }

  /** Sluice's options, those of a scan apart. */
  static Map<String, String> options(Task task) {
    return Map.of(
        "table",
        task.table().tableName(),
        "region",
        REGION,
        "endpoint",
        task.endpoint().toString(),
        "numbers",
        "double");
  }

  /** Writes the table as an export, into the contestant's own folder. */
  ExportFiles.Written export(ExportLines lines) {
    try {
      return ExportFiles.write(
          task.table(), source.description().itemCount(), lines, Path.of(task.folder(), "export"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
