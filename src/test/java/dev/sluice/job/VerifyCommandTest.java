package dev.sluice.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.dataset.SampleExport;
import dev.sluice.testing.TestServers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class VerifyCommandTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @TempDir
  Path folder;

  @Test
  void aDamagedSnapshotIsAFailedGateThatNamesTheDamage() throws IOException {
    SampleExport.export(folder.toUri(), "run-1", SampleExport.EXPERIMENTS);
    assertThat(verify()).isZero();
    assertThat(said()).contains("Snapshot run-1 is sound").contains("160 rows.");

    Path schema = folder.resolve("snapshots/run-1/schema.json");
    Files.writeString(schema, Files.readString(schema) + " ");
    out.reset();
    assertThat(verify("--json")).isEqualTo(4);
    JsonNode result = new ObjectMapper().readTree(said());
    assertThat(result.path("differences")).hasSize(1);
    assertThat(result.path("differences").path(0).asText()).startsWith("changed: schema.json has ");
    assertThat(result.path("error").path("message").asText())
        .startsWith("snapshot run-1 is not what its manifest says: 1 differences, the first:");
  }

  private int verify(String... more) {
    String[] options = {
      "verify",
      "--set",
      "dataset.root=" + folder.toUri(),
      "--set",
      "aws.dynamodb-endpoint=" + TestServers.dynamoDbEndpoint()
    };
    String[] all = Stream.of(options, more).flatMap(Arrays::stream).toArray(String[]::new);
    return new Cli(stream(out), stream(err), InstantSource.system()).run(all);
  }

  private String said() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }
}
