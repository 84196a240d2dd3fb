package dev.sluice.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.testing.CommandLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exit codes, streams and the JSON object, as far as no table is read. */
class CliTest {
  private final CommandLine cli = new CommandLine();

  @Test
  void helpAndVersionAreResults() {
    assertThat(cli.run("--help")).isZero();
    assertThat(cli.out()).contains("Usage: sluice").contains("export");
    assertThat(cli.err()).isEmpty();
    assertThat(cli.run("--version")).isZero();
    assertThat(cli.out()).contains("sluice ").containsPattern("Spark [34]\\.").contains("Java 17");
  }

  @Test
  void nothingToDoIsAFault() {
    assertThat(cli.run()).isEqualTo(2);
    assertThat(cli.out()).isEmpty();
    assertThat(cli.err()).contains("is missing").contains("export");
  }

  @Test
  void faultsOfArgumentsAndConfigurationAreToldTogetherALineEach(@TempDir Path folder)
      throws IOException {
    Path file = Files.writeString(folder.resolve("c.conf"), "sluice.source.segmnts = 3");

    assertThat(cli.run("run", "--config", file.toString(), "--date", "tomorrow", "--set", "x"))
        .isEqualTo(2);
    assertThat(cli.out()).isEmpty();
    assertThat(cli.err().lines())
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
    assertThat(cli.run("run", "--json", "--set", "source.kind=stream")).isEqualTo(2);

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
    assertThat(cli.run("rum", "--json")).isEqualTo(2);
    assertThat(json().path("exitCode").asInt()).isEqualTo(2);
  }

  @Test
  void aPlanNeedsATable() {
    assertThat(cli.run("plan")).isEqualTo(2);
    assertThat(cli.err()).contains("sluice.source.table: is missing");
  }

  @Test
  void anUnreachableEndpointIsOneLine() throws IOException {
    // nobody listens on port 1
    List<String> command =
        List.of("summary", "--json", "--set", "aws.dynamodb-endpoint=http://127.0.0.1:1");

    System.setProperty("aws.accessKeyId", "test");
    System.setProperty("aws.secretAccessKey", "test");

    assertThat(cli.run(command.toArray(String[]::new))).isEqualTo(3);
    assertThat(cli.err().lines()).hasSize(1);
    assertThat(json().path("error").path("message").asText())
        .contains("sluice-summary", "cannot be reached");
  }

  @Test
  void glueCanNameTheCommandToo() throws IOException {
    assertThat(cli.run(
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

  private JsonNode json() throws IOException {
    assertThat(cli.out().lines()).hasSize(1);
    return cli.json();
  }
}
