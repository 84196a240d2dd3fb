package dev.sluice.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.TestServers;
import dev.sluice.TestSpark;
import dev.sluice.dataset.Lease;
import dev.sluice.dataset.Progress;
import dev.sluice.dataset.Snapshot;
import dev.sluice.dataset.Snapshots;
import dev.sluice.job.settings.Faults;
import dev.sluice.job.settings.Fingerprint;
import dev.sluice.job.settings.Need;
import dev.sluice.job.settings.Settings;
import dev.sluice.job.settings.SettingsReader;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ready example, as it stands, on the sample tables. */
final class TrainingConfTest {
  @TempDir
  Path folder;

  @Test
  void itExportsTheDigits() {
    TestServers.sampleTables();
    Faults faults = new Faults();
    Settings settings = SettingsReader.read(
        "conf/training.conf",
        List.of(
            "aws.dynamodb-endpoint=" + TestServers.dynamoDbEndpoint(),
            "dataset.root=" + folder,
            "aws.region=us-east-1"),
        Set.of(Need.ROOT, Need.TABLES),
        faults);
    assertThat(faults.all()).isEmpty();

    Snapshots snapshots = new Snapshots(TestSpark.session(), settings.aws(), settings.dataset());
    Snapshot snapshot;
    try (Lease lease = snapshots.hold("run")) {
      snapshot = snapshots.export(
          lease,
          Fingerprint.ofSnapshot(settings),
          Instant.now(),
          settings.tables(),
          settings.view(TestSpark.session()),
          Progress.NONE);
    }

    assertThat(TrainingLine.of(snapshot.manifest().training()))
        .startsWith("train 4,043 rows, validation 627 rows, test 512 rows");
    assertThat(folder.resolve("snapshots/run/training/train/part-00001.parquet"))
        .exists();
  }
}
