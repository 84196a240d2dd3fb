package dev.sluice.bench.contestant;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * {@code spark.read.json} of a point-in-time export with the schema given: what is left of the work where somebody has
 * exported the table already. The files are local; fetching them from S3 is not charged.
 */
final class ExportRead implements Contestant {
  @Override
  public void prepare(Scene scene) {
    try {
      ExportFiles.write(
          scene.task().table(), scene.source().description().itemCount(), folder(scene));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Dataset<Row> rows(Scene scene) {
    return scene
        .spark()
        .read()
        .schema(ExportSchema.json(scene.columns()))
        .json(folder(scene).resolve("AWSDynamoDB/bench/data").toString())
        .selectExpr(ExportSchema.select(scene.columns()));
  }

  private static Path folder(Scene scene) {
    return Path.of(scene.task().folder(), "export");
  }
}
