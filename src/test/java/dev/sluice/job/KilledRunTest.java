package dev.sluice.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.TestServers;
import dev.sluice.TestSpark;
import dev.sluice.summary.SummaryTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Processes that the system kills, and what the next ones make of what they left. */
final class KilledRunTest {
  private static final int SEGMENTS = 200;

  @TempDir
  Path folder;

  @BeforeAll
  static void start() {
    TestServers.sampleTables();
    assertThat(TestSpark.session()).isNotNull();
  }

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

  @Test
  @Tag("long")
  @Timeout(value = 1, unit = TimeUnit.HOURS)
  void fiftyRunsFromTheScanToTheSummary() throws Exception {
    new SummaryTable(TestServers.dynamoDb(), "killed-summary").createIfMissing();
    List<String> sets = List.of(
        "source.table=InferenceMetadata",
        "source.filter=modelName = 'iris-species'",
        "source.segments=" + SEGMENTS,
        "labels.table=InferenceFeedback",
        "experiments.table=mlops-experiments",
        "summary.table=killed-summary");
    Random random = new Random(Long.getLong("sluice.long.seed", 3));
    try (Killing killing = new Killing(folder, sets)) {
      JsonNode whole = killing.ended(run("whole"));
      int requests = killing.requests();
      JsonNode figures = figures("whole");
      for (int kill = 0; kill < Integer.getInteger("sluice.long.kills", 50); kill++) {
        String id = "killed-" + kill;
        int at = 1 + random.nextInt(requests);
        killing.killed(r -> true, at, run(id));
        assertThat(latestIsFinished()).as("killed at request %d", at).isTrue();
        JsonNode resumed = killing.ended(run(id));

        assertThat(resumed.path("items"))
            .as("killed at request %d", at)
            .isEqualTo(whole.path("items"));
        assertThat(resumed.path("summaryRows")).isEqualTo(whole.path("summaryRows"));
        assertThat(figures(id)).isEqualTo(figures);
        killing.ended("verify", "--run-id", id);
      }
    }
  }

  /** Each with keys of its own, so that no run finds its rows there. */
  private static String[] run(String id) {
    return new String[] {
      "run", "--run-id", id, "--date", "2026-10-28", "--set", "summary.namespace=" + id
    };
  }

  private JsonNode figures(String id) throws IOException {
    ObjectNode figures = (ObjectNode)
        new ObjectMapper().readTree(folder.resolve("figures/" + id + ".json").toFile());
    return figures.without(List.of("runId", "asOf"));
  }

  private boolean latestIsFinished() throws IOException {
    String latest = new ObjectMapper()
        .readTree(folder.resolve("latest.json").toFile())
        .path("runId")
        .asText();
    return Files.exists(folder.resolve("snapshots/" + latest + "/manifest.json"));
  }
}
