package dev.sluice.bench.contestant;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * {@code spark.read.json} of a point-in-time export with the schema given: what is left of the work where somebody has
 * exported the table already. The files are local; fetching them from S3 is not charged.
 */
final class ExportRead implements Contestant {
  private String data = "";

  @Override
  public void prepare(Scene scene) {
    data = scene.export(ExportLines.DYNAMODB_JSON).folder().resolve("data").toString();
  }

  @Override
  public Dataset<Row> rows(Scene scene) {
    return scene
        .spark()
        .read()
        .schema(ExportSchema.json(scene.columns()))
        .json(data)
        .selectExpr(ExportSchema.select(scene.columns()));
  }
}
