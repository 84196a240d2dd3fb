package dev.sluice.bench.contestant;

import dev.sluice.access.ReadSettings;
import dev.sluice.source.TableSource;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** {@code format("sluice")} of a full export, local as {@link ExportRead}'s; its Parquet is a whole snapshot. */
final class SluiceOnExport implements Contestant {
  private final ExportLines lines;
  private @Nullable ReadSettings settings;
  private @Nullable TableSource source;

  SluiceOnExport(ExportLines lines) {
    this.lines = lines;
  }

  @Override
  public void prepare(Scene scene) {
    Map<String, String> options = new LinkedHashMap<>(Scene.options(scene.task()));
    options.put("export-path", scene.export(lines).folder().toString());
    settings = TableSource.settings(options);
    source = TableSource.open(settings);
  }

  @Override
  public Dataset<Row> rows(Scene scene) {
    return prepared(source).rows(scene.spark());
  }

  @Override
  public void writeParquet(Scene scene, Path folder) {
    SluiceExport.write(scene, prepared(settings), folder);
  }

  private static <T> T prepared(@Nullable T made) {
    if (made == null) {
      throw new IllegalStateException("not prepared");
    }
    return made;
  }
}
