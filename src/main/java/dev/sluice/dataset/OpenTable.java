package dev.sluice.dataset;

import dev.sluice.dataset.run.RunPlan;
import dev.sluice.source.TableSource;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * A table that was looked at and is to be read.
 *
 * @param recorded its schema as the plan has it
 * @param schema of the table as a whole
 * @param shape of the rows and of the files
 * @param rows of a source, one input partition a range
 */
record OpenTable(
    TableRead read,
    TableSource source,
    RunPlan.Table plan,
    TableSchema recorded,
    StructType schema,
    Shape shape,
    Function<TableSource, Dataset<Row>> rows) {
  String name() {
    return plan.name();
  }

  /** The rows that are still to be written. */
  Dataset<Row> rowsFrom(List<String> positions) {
    return rows.apply(source.from(positions));
  }
}
