package dev.sluice.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.dataset.export.TableRead;
import dev.sluice.dataset.run.Role;
import dev.sluice.testing.FaultyDynamoDb;
import dev.sluice.testing.SampleReads;
import dev.sluice.testing.TestServers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An export plans its read once: it asks for the table's description before, and whether the table is the same after. */
final class DescribedOnceTest {
  @TempDir
  private Path folder;

  @Test
  void anExportDescribesItsTableOnce() {
    TestServers.sampleTables();
    try (FaultyDynamoDb front = FaultyDynamoDb.start()) {
      Map<String, String> options =
          Map.of("endpoint", front.endpoint().toString(), "region", "us-east-1", "segments", "8");
      TableRead read = new TableRead(
          SampleReads.settings("mlops-experiments", options),
          Role.EXPERIMENTS,
          List.of(),
          null,
          true,
          0,
          List.of());

      SampleExport.export(folder.toUri(), "once", read);

      assertThat(front.requests("DescribeTable")).hasSize(2);
      assertThat(front.requests("DescribeTimeToLive")).hasSize(1);
    }
  }
}
