package dev.sluice.bench.contestant;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** {@code format("sluice")}, and Spark's own Parquet writer behind it. */
final class SluiceRead implements Contestant {
  @Override
  public Dataset<Row> rows(Scene scene) {
    return scene.source().rows(scene.spark());
  }
}
