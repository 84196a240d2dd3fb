package dev.sluice.dataset.export;

import dev.sluice.dataset.layout.TableSchema;
import dev.sluice.dataset.run.RunPlan;
import dev.sluice.dataset.view.KnownTable;
import dev.sluice.source.TableSource;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * A table that is described and about to be read.
 *
 * @param recorded its schema in the plan
 * @param schema the schema of the table as a whole
 * @param shape the shape of the rows and of the files
 * @param rows gives the rows of a source, with one input partition for each range
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

  /** Describes the table for views. */
  KnownTable known() {
    return KnownTable.of(name(), schema, recorded);
  }

  /** Returns the rows that still have to be written. */
  Dataset<Row> rowsFrom(List<String> positions) {
    return rows.apply(source.from(positions));
  }
}
