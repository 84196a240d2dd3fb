package dev.sluice.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.dataset.Snapshots;
import dev.sluice.dataset.export.Progress;
import dev.sluice.dataset.run.Begun;
import dev.sluice.dataset.run.Lease;
import dev.sluice.dataset.snapshot.Snapshot;
import dev.sluice.job.args.Verb.Requirement;
import dev.sluice.job.settings.ConfigErrors;
import dev.sluice.job.settings.Fingerprint;
import dev.sluice.job.settings.Settings;
import dev.sluice.job.settings.SettingsReader;
import dev.sluice.job.settings.TableReads;
import dev.sluice.testing.TestServers;
import dev.sluice.testing.TestSpark;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A file of {@code conf/}, as it stands, on the sample tables.
 *
 * @param name without its ending
 * @param folder for the dataset
 * @param changes to its settings
 */
record ReadyExample(String name, Path folder, List<String> changes) {
  ReadyExample(String name, Path folder) {
    this(name, folder, List.of());
  }

  /** The same with other settings. */
  ReadyExample with(String... sets) {
    return new ReadyExample(name, folder, List.of(sets));
  }

  Settings settings() {
    ConfigErrors faults = new ConfigErrors();
    Settings settings = SettingsReader.read(
        "conf/" + name + ".conf",
        Stream.concat(
                changes.stream(),
                Stream.of(
                    "aws.dynamodb-endpoint=" + TestServers.dynamoDbEndpoint(),
                    "dataset.root=" + folder,
                    "aws.region=us-east-1"))
            .toList(),
        Set.of(Requirement.ROOT, Requirement.TABLES),
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
          Begun.unrecorded(LocalDate.now(ZoneOffset.UTC), Instant.now()),
          Fingerprint.snapshot(settings),
          TableReads.of(settings),
          settings.view(TestSpark.session()),
          Progress.NONE);
      assertThat(snapshots.verify(snapshot)).isEmpty();
      return snapshot;
    }
  }
}
