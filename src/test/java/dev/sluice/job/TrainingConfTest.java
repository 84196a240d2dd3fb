package dev.sluice.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.dataset.snapshot.Snapshot;
import dev.sluice.testing.TestServers;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ready example, as it stands, on the sample tables. */
final class TrainingConfTest {
  @TempDir
  Path folder;

  @Tag("thorough")
  @Test
  void itExportsTheDigits() {
    TestServers.sampleTables();
    ReadyExample example = new ReadyExample("training", folder);
    Snapshot snapshot = example.export();

    assertThat(TrainingCounts.of(snapshot.manifest().training()).line())
        .startsWith("train 4,043 rows, validation 627 rows, test 512 rows");
    assertThat(folder.resolve("snapshots/run/training/train"))
        .isDirectoryContaining("glob:**part-00001-*.parquet");
    PlannedUnits.agree(example.settings(), snapshot);
  }
}
