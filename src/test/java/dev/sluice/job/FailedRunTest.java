package dev.sluice.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.summary.SummaryReader;
import dev.sluice.summary.SummaryRow;
import dev.sluice.summary.SummarySettings;
import dev.sluice.summary.SummaryTable;
import dev.sluice.testing.CommandLine;
import dev.sluice.testing.TestServers;
import dev.sluice.testing.TestSpark;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The RUN row of a run that did not come to its end. */
final class FailedRunTest {
  private static final String TABLE = TestServers.table("failed-runs");

  private final CommandLine cli = new CommandLine();

  @TempDir
  Path folder;

  @BeforeAll
  static void start() {
    TestServers.sampleTables();
    TestSpark.session();
    new SummaryTable(TestServers.dynamoDb(), TABLE).createIfMissing();
  }

  @Test
  void aFailedGateLeavesItsReason() {
    String wrong = "dataset.derived.ids.sql=SELECT CAST(jobId AS INT) AS id FROM `ml-jobs`";

    assertThat(sluice("run", "gate", TABLE, wrong)).isEqualTo(4);

    SummaryRow row = row("gate").orElseThrow();
    assertThat(row.text("state")).hasValue("failed");
    assertThat(row.count("exitCode")).hasValue(4);
    assertThat(row.text("error").orElseThrow()).contains("ids");
    assertThat(row.text("finishedAt")).isPresent();
    // the gate's manifest lists no files, but what was read
    assertThat(row.number("consumedReadUnits").orElseThrow()).isPositive();
    assertThat(row.within("tables").within("ml-jobs").count("scanned").orElseThrow())
        .isPositive();
    assertThat(row.text("asOf")).isPresent();
  }

  @Tag("thorough")
  @Test
  void aStoppedRunLeavesThatUntilItIsDone() {
    assertThat(sluice("run", "budget", TABLE, "source.capacity.max-units=4")).isEqualTo(5);
    assertThat(row("budget").orElseThrow().text("state")).hasValue("stopped");
    assertThat(row("budget").orElseThrow().text("error").orElseThrow()).contains("its budget of 4");
    assertThat(row("budget").orElseThrow().within("absent").text("consumedReadUnits"))
        .hasValue("there is no snapshot");

    assertThat(sluice("run", "budget", TABLE, "source.capacity.max-units=1000")).isZero();
    SummaryRow done = row("budget").orElseThrow();
    assertThat(done.text("state")).hasValue("done");
    assertThat(done.text("error")).isEmpty();
    assertThat(done.within("requests").count("pages").orElseThrow()).isPositive();
    assertThat(done.within("requests").count("throttled")).hasValue(0);
  }

  @Test
  void anExportLeavesNone() {
    assertThat(sluice("export", "alone", TABLE, "source.capacity.max-units=4")).isEqualTo(5);
    assertThat(row("alone")).isEmpty();
  }

  @Test
  void whatKeepsTheRowFromBeingWrittenHidesNothing() {
    assertThat(sluice("run", "nowhere", TABLE + "-missing", "source.capacity.max-units=4"))
        .isEqualTo(3);
    assertThat(cli.err().lines().filter(l -> l.startsWith("sluice: ")))
        .singleElement()
        .asString()
        .contains("summary table " + TABLE + "-missing does not exist");
  }

  private static Optional<SummaryRow> row(String runId) {
    SummarySettings settings = new SummarySettings(TABLE, "jobs", Duration.ofDays(400));
    return new SummaryReader(TestServers.dynamoDb(), settings).run(runId);
  }

  private int sluice(String command, String runId, String summary, String set) {
    return cli.run(
        List.of(command, "--config", "conf/jobs.conf", "--run-id", runId),
        List.of(
            "aws.region=us-east-1",
            "aws.dynamodb-endpoint=" + TestServers.dynamoDbEndpoint(),
            "dataset.root=" + folder.toUri(),
            "summary.table=" + summary,
            set));
  }
}
