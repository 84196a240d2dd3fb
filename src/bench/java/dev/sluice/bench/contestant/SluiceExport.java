package dev.sluice.bench.contestant;

import dev.sluice.access.ReadSettings;
import dev.sluice.dataset.DatasetSettings;
import dev.sluice.dataset.Snapshots;
import dev.sluice.dataset.export.Progress;
import dev.sluice.dataset.export.TableRead;
import dev.sluice.dataset.run.Begun;
import dev.sluice.dataset.run.Lease;
import dev.sluice.dataset.run.Role;
import dev.sluice.dataset.run.RunSettings;
import dev.sluice.dataset.view.View;
import dev.sluice.table.AwsSettings;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** As {@link SluiceRead}, but its Parquet is a whole snapshot: sample, files with their digests, manifest. */
final class SluiceExport implements Contestant {
  private static final long TARGET_FILE_BYTES = 128L << 20;

  @Override
  public Dataset<Row> rows(Scene scene) {
    return scene.source().rows(scene.spark());
  }

  @Override
  public void writeParquet(Scene scene, Path folder) {
    write(scene, Scene.settings(scene.task()), folder);
  }

  /** Writes a snapshot of what these settings read. */
  static void write(Scene scene, ReadSettings source, Path folder) {
    Task task = scene.task();
    AwsSettings aws = new AwsSettings(Scene.REGION, task.endpoint(), null, null);
    DatasetSettings settings = new DatasetSettings(
        folder.toUri(), TARGET_FILE_BYTES, task.conditions().codec(), null, null);
    TableRead read = new TableRead(source, Role.SOURCE, List.of(), null, false, 0, List.of());
    Snapshots snapshots = new Snapshots(scene.spark(), aws, settings);
    try (Lease lease = snapshots.hold("bench-" + UUID.randomUUID())) {
      Begun begun = Begun.unrecorded(LocalDate.now(ZoneOffset.UTC), Instant.now());
      snapshots.export(
          lease, begun, RunSettings.of(Map.of()), List.of(read), View.NONE, Progress.NONE);
    }
  }
}
