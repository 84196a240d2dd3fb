package dev.sluice.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testing.TestServers;
import dev.sluice.testing.TestSpark;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A summary table that is another table: refused by every command before anything is read. */
final class SummaryPreflightTest {
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @TempDir
  Path folder;

  @BeforeAll
  static void start() {
    TestServers.sampleTables();
    TestSpark.session();
  }

  @ParameterizedTest
  @ValueSource(strings = {"plan", "run", "export", "analyze", "publish", "summary", "init"})
  void aTableOfAnotherShapeIsRefused(String command) {
    assertThat(sluice(command, "source.table=ml-jobs", "summary.table=InferenceMetadata"))
        .isEqualTo(3);
    assertThat(err.toString(StandardCharsets.UTF_8).lines().filter(l -> l.startsWith("sluice: ")))
        .singleElement()
        .asString()
        .contains("table InferenceMetadata is no summary table: its keys are requestId HASH");
    assertThat(folder.resolve("snapshots")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"plan", "run", "export", "analyze", "publish", "summary", "init"})
  void aTableThatIsReadIsRefusedByTheConfigurationAlone(String command) {
    assertThat(sluice(
            command,
            "source.table=InferenceMetadata",
            "labels.table=InferenceFeedback",
            "experiments.table=Board",
            "summary.table=Board"))
        .isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("sluice.summary.table = Board: is the table that is read as experiments.table");
    assertThat(folder).isEmptyDirectory();
  }

  @ParameterizedTest
  @CsvSource({
    "arn:aws:dynamodb:us-east-1:123456789012:table/Log, Log, 2",
    "arn:aws:dynamodb:eu-west-1:123456789012:table/Log, Log, 3",
    "Log, Log, 2",
    "Log, log, 3"
  })
  void anArnIsOneTableWithItsNameInItsRegion(String source, String summary, int exitCode) {
    // the table itself is not there
    assertThat(sluice("plan", "source.table=" + source, "summary.table=" + summary))
        .isEqualTo(exitCode);
  }

  @Test
  void aTableThatIsMissingKeepsNobodyFromExporting() {
    assertThat(sluice("export", "source.table=ml-jobs", "summary.table=no-such-table"))
        .isZero();
    assertThat(sluice("publish", "source.table=ml-jobs", "summary.table=no-such-table"))
        .isEqualTo(3);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("summary table no-such-table does not exist");
  }

  private int sluice(String command, String... sets) {
    List<String> arguments = new ArrayList<>(List.of(command));
    List<String> all = new ArrayList<>(List.of(
        "aws.region=us-east-1",
        "aws.dynamodb-endpoint=" + TestServers.dynamoDbEndpoint(),
        "dataset.root=" + folder.toUri()));
    all.addAll(List.of(sets));
    all.forEach(each -> arguments.addAll(List.of("--set", each)));
    PrintStream out = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    return new Cli(out, new PrintStream(err, true, StandardCharsets.UTF_8), InstantSource.system())
        .run(arguments.toArray(String[]::new));
  }
}
