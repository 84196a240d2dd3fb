package dev.sluice.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.dataset.snapshot.Snapshot;
import dev.sluice.testing.TestServers;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The sample tables by the ready examples; those of the inference log are in {@link TrainingConfTest}. */
final class PlanAgainstRunTest {
  @TempDir
  Path folder;

  @Tag("thorough")
  @ParameterizedTest
  @ValueSource(strings = {"app-config", "catalogue", "conversations", "experiments", "jobs"})
  void readUnitsAreAsPlanned(String name) {
    TestServers.sampleTables();
    ReadyExample example = new ReadyExample(name, folder);

    PlannedUnits.agree(example.settings(), example.export());
  }

  @Test
  void readUnitsOfAnIndexAreAsPlanned() {
    TestServers.sampleTables();
    ReadyExample example = new ReadyExample("experiments", folder)
        .with(
            "experiments.index=status-created_at-index",
            "experiments.done=failed",
            "experiments.statuses=failed, running");
    Snapshot snapshot = example.export();

    assertThat(snapshot.manifest().tables().get("mlops-experiments").kind()).hasToString("query");
    PlannedUnits.agree(example.settings(), snapshot);
  }
}
