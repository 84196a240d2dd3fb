package dev.sluice.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.summary.SummaryTable;
import dev.sluice.testing.LongTest;
import dev.sluice.testing.TestServers;
import dev.sluice.testing.TestSpark;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Processes that the system kills, and what the next ones make of what they left. */
final class KilledRunTest {
  private static final int SEGMENTS = 200;
  private static final String SUMMARY = "killed-summary";

  private static final String TRAINING = """
      sluice.dataset {
        min-files = 2
        training {
          profile = numeric
          split.group = subjectId
          features = ["inputData.features[0..3] as f", { from = modelVersion, categories = true }]
        }
      }
      """;

  /** Where the kills fell. */
  private static final Path LOG = Path.of("target", "killed-runs.txt");

  @TempDir
  Path folder;

  @BeforeAll
  static void start() {
    TestServers.sampleTables();
    assertThat(TestSpark.session()).isNotNull();
  }

  @Tag("thorough")
  @Test
  void readsAgainOnlyWhatWasInFlight() throws Exception {
    List<String> sets = List.of("source.table=InferenceMetadata", "source.segments=" + SEGMENTS);
    try (Killing killing = new Killing(folder, sets)) {
      killing.killed(
          r -> r.operation().equals("Scan"), SEGMENTS / 2, "export", "--run-id", "killed");
      assertThat(folder.resolve("latest.json")).doesNotExist();
      double before = killing.scanUnits();
      JsonNode resumed = killing.ended("export", "--run-id", "killed");
      double after = killing.scanUnits();
      JsonNode whole = killing.ended("export", "--run-id", "whole");
      double undisturbed = killing.scanUnits();

      assertThat(resumed.path("items")).isEqualTo(whole.path("items"));
      assertThat(before).isGreaterThan(0.3 * undisturbed);
      assertThat(before + after).isLessThan(1.05 * undisturbed);
      assertThat(resumed.path("consumedReadUnits").asDouble())
          .isBetween(0.99 * undisturbed, before + after);
    }
  }

  /** Half of them at a request to DynamoDB, half at a moment: the training view sends no requests, nor do the figures. */
  @Test
  @Tag("long")
  @Timeout(value = 2, unit = TimeUnit.HOURS)
  void fiftyRunsFromTheScanToTheSummary() throws Exception {
    new SummaryTable(TestServers.dynamoDb(), SUMMARY).createIfMissing();
    Files.writeString(folder.resolve("training.conf"), TRAINING);
    Random random = new Random(LongTest.seed(3));
    try (Killing killing = new Killing(folder, sets())) {
      JsonNode whole = killing.ended(run("whole"));
      int requests = killing.requests();
      RunTraces undisturbed = new RunTraces(folder, "whole");
      Map<String, Map<String, AttributeValue>> rows = undisturbed.summaryRows(SUMMARY);
      long millis = killing.lasting(run("timed")).toMillis();
      for (int kill = 0; kill < LongTest.size("kills", 50, 4); kill++) {
        String id = "killed-" + kill;
        int request = 1 + random.nextInt(requests);
        Duration moment = Duration.ofMillis((long) (random.nextDouble() * millis));
        if (kill % 2 == 0) {
          killing.killed(r -> true, request, run(id));
        } else {
          killing.killed(moment, run(id));
        }
        RunTraces left = new RunTraces(folder, id);
        String where = "kill %d, at %s: %s"
            .formatted(kill, kill % 2 == 0 ? "request " + request : moment, left.stage());
        Files.writeString(LOG, where + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        assertThat(left.latestIsFinished()).as(where).isTrue();
        JsonNode resumed = killing.ended(run(id));

        assertThat(resumed.path("items")).as(where).isEqualTo(whole.path("items"));
        assertThat(resumed.path("summaryRows")).as(where).isEqualTo(whole.path("summaryRows"));
        assertThat(left.figures()).as(where).isEqualTo(undisturbed.figures());
        assertThat(left.training()).as(where).isEqualTo(undisturbed.training());
        assertThat(left.summaryRows(SUMMARY).entrySet())
            .as(where)
            .hasSameSizeAs(rows.entrySet())
            .allSatisfy(row -> assertThat(row.getValue()).isEqualTo(rows.get(row.getKey())));
        killing.ended("verify", "--run-id", id);
      }
    }
  }

  private static List<String> sets() {
    return List.of(
        "source.table=InferenceMetadata",
        "source.filter=modelName = 'iris-species'",
        "source.segments=" + SEGMENTS,
        "labels.table=InferenceFeedback",
        "experiments.table=mlops-experiments",
        "analytics.look-back=3 days",
        "summary.table=" + SUMMARY);
  }

  /** Each with keys of its own, so that no run finds its rows there. */
  private String[] run(String id) {
    String config = folder.resolve("training.conf").toString();
    return new String[] {
      "run",
      "--config",
      config,
      "--run-id",
      id,
      "--date",
      "2026-10-28",
      "--set",
      "summary.namespace=" + id
    };
  }
}
