package dev.sluice.bench.contestant;

import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** {@code format("sluice")}, and Spark's own Parquet writer behind it. */
final class SluiceRead implements Contestant {
  @Override
  public Dataset<Row> rows(Scene scene) {
    Dataset<Row> rows = scene.source().rows(scene.spark());
    return scene.isPruned()
        ? rows.select(Stream.of(scene.columns().fieldNames()).map(rows::col).toArray(Column[]::new))
        : rows;
  }
}
