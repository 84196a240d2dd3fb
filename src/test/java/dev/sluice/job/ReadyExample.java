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

/**
 * A file of {@code conf/}, as it stands, on the sample tables.
 *
 * @param name without its ending
 * @param folder for the dataset
 */
record ReadyExample(String name, Path folder) {
  Settings settings() {
    Faults faults = new Faults();
    Settings settings = SettingsReader.read(
        "conf/" + name + ".conf",
        List.of(
            "aws.dynamodb-endpoint=" + TestServers.dynamoDbEndpoint(),
            "dataset.root=" + folder,
            "aws.region=us-east-1"),
        Set.of(Need.ROOT, Need.TABLES),
        faults);
    assertThat(faults.all()).isEmpty();
    return settings;
  }

  /** Makes the snapshot {@code run}; nothing in it differs from its manifest. */
  Snapshot export() {
    Settings settings = settings();
    Snapshots snapshots = new Snapshots(TestSpark.session(), settings.aws(), settings.dataset());
    try (Lease lease = snapshots.hold("run")) {
      Snapshot snapshot = snapshots.export(
          lease,
          Fingerprint.ofSnapshot(settings),
          Instant.now(),
          settings.tables(),
          settings.view(TestSpark.session()),
          Progress.NONE);
      assertThat(snapshots.verify(snapshot)).isEmpty();
      return snapshot;
    }
  }
}
