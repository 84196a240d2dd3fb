package dev.sluice.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.dataset.SampleExport;
import dev.sluice.testing.CommandLine;
import dev.sluice.testing.TestServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class VerifyCommandTest {
  private final CommandLine cli = new CommandLine();

  @TempDir
  Path folder;

  @Test
  void aDamagedSnapshotIsAFailedGateThatNamesTheDamage() throws IOException {
    SampleExport.export(folder.toUri(), "run-1", SampleExport.EXPERIMENTS);
    assertThat(verify()).isZero();
    assertThat(cli.out()).contains("Snapshot run-1 is sound").contains("160 rows.");

    Path schema = folder.resolve("snapshots/run-1/schema.json");
    Files.writeString(schema, Files.readString(schema) + " ");
    assertThat(verify("--json")).isEqualTo(4);
    JsonNode result = cli.json();
    assertThat(result.path("differences")).hasSize(1);
    assertThat(result.path("differences").path(0).asText()).startsWith("changed: schema.json has ");
    assertThat(result.path("error").path("message").asText())
        .startsWith("snapshot run-1 is not what its manifest says: 1 differences, the first:");
  }

  private int verify(String... option) {
    List<String> command = Stream.concat(Stream.of("verify"), Stream.of(option)).toList();
    return cli.run(
        command,
        List.of(
            "dataset.root=" + folder.toUri(),
            "aws.dynamodb-endpoint=" + TestServers.dynamoDbEndpoint()));
  }
}
