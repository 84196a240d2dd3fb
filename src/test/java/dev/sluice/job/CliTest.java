package dev.sluice.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exit codes, streams and the JSON object, as far as no table is read. */
class CliTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void helpAndVersionAreResults() {
    assertThat(run("--help")).isZero();
    assertThat(text(out)).contains("Usage: sluice").contains("export");
    assertThat(text(err)).isEmpty();
    assertThat(run("--version")).isZero();
    assertThat(text(out)).contains("sluice ").containsPattern("Spark [34]\\.").contains("Java 17");
  }

  @Test
  void nothingToDoIsAFault() {
    assertThat(run()).isEqualTo(2);
    assertThat(text(out)).isEmpty();
    assertThat(text(err)).contains("is missing").contains("export");
  }

  @Test
  void faultsOfArgumentsAndConfigurationAreToldTogetherALineEach(@TempDir Path folder)
      throws IOException {
    Path file = Files.writeString(folder.resolve("c.conf"), "sluice.source.segmnts = 3");

    assertThat(run("run", "--config", file.toString(), "--date", "tomorrow", "--set", "x"))
        .isEqualTo(2);
    assertThat(text(out)).isEmpty();
    assertThat(text(err).lines())
        .hasSize(5)
        .allMatch(line -> line.startsWith("sluice: "))
        .anyMatch(line -> line.contains("--date = tomorrow"))
        .anyMatch(line -> line.contains("--set = x"))
        .anyMatch(line ->
            line.contains("sluice.source.segmnts = 3") && line.contains("sluice.source.segments"))
        .anyMatch(line -> line.contains("sluice.dataset.root"))
        .anyMatch(line -> line.contains("sluice.source.table"));
  }

  @Test
  void jsonIsOneObjectOnOneLine() throws IOException {
    assertThat(run("run", "--json", "--set", "source.kind=stream")).isEqualTo(2);

    JsonNode json = json();
    assertThat(json.fieldNames())
        .toIterable()
        .containsExactly("command", "exitCode", "seconds", "error");
    assertThat(json.path("command").asText()).isEqualTo("run");
    assertThat(json.path("exitCode").asInt()).isEqualTo(2);
    assertThat(json.path("seconds").isNumber()).isTrue();
    assertThat(json.path("error").path("message").asText())
        .contains("sluice.source.kind = stream")
        .contains("changes, which are no snapshot");
    assertThat(json.path("error").path("remedy").asText()).isNotBlank();
  }

  @Test
  void jsonComesEvenWhereTheCommandIsWrong() throws IOException {
    assertThat(run("rum", "--json")).isEqualTo(2);
    assertThat(json().path("exitCode").asInt()).isEqualTo(2);
  }

  @Test
  void aPlanNeedsATable() {
    assertThat(run("plan")).isEqualTo(2);
    assertThat(text(err)).contains("sluice.source.table: is missing");
  }

  @Test
  void anUnreachableEndpointIsOneLine() throws IOException {
    // nobody listens on port 1
    List<String> command =
        List.of("summary", "--json", "--set", "aws.dynamodb-endpoint=http://127.0.0.1:1");

    System.setProperty("aws.accessKeyId", "test");
    System.setProperty("aws.secretAccessKey", "test");

    assertThat(run(command.toArray(String[]::new))).isEqualTo(3);
    assertThat(text(err).lines()).hasSize(1);
    assertThat(json().path("error").path("message").asText())
        .contains("sluice-summary", "cannot be reached");
  }

  @Test
  void glueCanNameTheCommandToo() throws IOException {
    assertThat(run(
            "--JOB_NAME",
            "j",
            "--command",
            "export",
            "--json",
            "true",
            "--set",
            "dataset.root=/x;source.table=a"))
        .isEqualTo(2);
    assertThat(json().path("command").asText()).isEqualTo("export");
    assertThat(json().path("error").path("message").asText()).contains("sluice.source.table = a");
  }

  private int run(String... args) {
    out.reset();
    err.reset();
    return new Cli(stream(out), stream(err), InstantSource.system()).run(args);
  }

  private JsonNode json() throws IOException {
    assertThat(text(out).lines()).hasSize(1);
    return new ObjectMapper().readTree(out.toByteArray());
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
