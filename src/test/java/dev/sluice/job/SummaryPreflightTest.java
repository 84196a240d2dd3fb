package dev.sluice.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testing.CommandLine;
import dev.sluice.testing.TestServers;
import dev.sluice.testing.TestSpark;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A summary table that is another table: refused by every command before anything is read. */
final class SummaryPreflightTest {
  private final CommandLine cli = new CommandLine();

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
    assertThat(cli.err().lines().filter(l -> l.startsWith("sluice: ")))
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
    assertThat(cli.err())
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
    assertThat(cli.err()).contains("summary table no-such-table does not exist");
  }

  private int sluice(String command, String... sets) {
    return cli.run(
        List.of(command),
        List.of(
            "aws.region=us-east-1",
            "aws.dynamodb-endpoint=" + TestServers.dynamoDbEndpoint(),
            "dataset.root=" + folder.toUri()),
        sets);
  }
}
