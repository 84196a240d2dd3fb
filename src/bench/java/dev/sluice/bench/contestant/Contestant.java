package dev.sluice.bench.contestant;

import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;

/** A way of reading a table in Spark. */
interface Contestant {
  /** What is needed once, outside of every measured pass. */
  default void prepare(Scene scene) {}

  /** The table's items as rows; read each time the rows are used. */
  Dataset<Row> rows(Scene scene);

  /** Reads every row and drops it. */
  default void drain(Scene scene) {
    rows(scene).write().format("noop").mode(SaveMode.Overwrite).save();
  }

  /** Reads every row into Parquet files below a folder. */
  default void writeParquet(Scene scene, Path folder) {
    rows(scene)
        .write()
        .mode(SaveMode.Overwrite)
        .option("compression", scene.task().conditions().codec())
        .parquet(folder.toString());
  }

  /** Whether its rows are the served ones, and not others like them. */
  default boolean isCheckable() {
    return true;
  }
}
