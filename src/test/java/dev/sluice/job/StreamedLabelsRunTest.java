package dev.sluice.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.job.cloud.Policy;
import dev.sluice.testing.RecordedCalls;
import dev.sluice.testing.TestServers;
import dev.sluice.testing.TestSpark;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Runs that keep labels in Iceberg by their Stream, as they keep the events. Each read of a Stream takes half a minute. */
final class StreamedLabelsRunTest {
  private final String events = TestServers.table("streamed-events");
  private final String labels = TestServers.table("streamed-labels");
  private final String trials = TestServers.table("streamed-trials");
  private CommandRuns runs;

  @TempDir
  Path folder;

  @BeforeAll
  static void start() {
    assertThat(TestSpark.session()).isNotNull();
  }

  @BeforeEach
  void tables() {
    List.of(events, labels, trials).forEach(TestServers::createTable);
    stream(events, true);
    stream(labels, true);
    for (int n = 0; n < 10; n++) {
      put(events, n, "at", "2026-11-%02dT10:00:00Z".formatted(1 + n));
      put(labels, n, "label", "a");
      put(trials, n, "status", "completed");
    }
    runs = new CommandRuns(
        folder,
        List.of(
            "aws.region=us-east-1",
            "aws.dynamodb-endpoint=" + TestServers.dynamoDbEndpoint(),
            "source.table=" + events,
            "source.kind=stream",
            "events.time=at",
            "labels.table=" + labels,
            "experiments.table=" + trials,
            "dataset.format=iceberg"));
  }

  private static void stream(String table, boolean on) {
    TestServers.dynamoDb().updateTable(r -> r.tableName(table).streamSpecification(s -> {
      s.streamEnabled(on);
      if (on) {
        s.streamViewType("NEW_AND_OLD_IMAGES");
      }
    }));
  }

  private static void put(String table, int id, String name, String value) {
    TestServers.dynamoDb().putItem(r -> r.tableName(table)
        .item(Map.of("id", AttributeValue.fromS("r" + id), name, AttributeValue.fromS(value))));
  }

  private static void remove(String table, int id) {
    TestServers.dynamoDb()
        .deleteItem(r -> r.tableName(table).key(Map.of("id", AttributeValue.fromS("r" + id))));
  }

  private int export(String id) {
    return runs.run("export", id);
  }

  /** What was changed in the last minutes before a scan is applied once more, so that more may be modified. */
  private static void assertScanned(JsonNode entry, int inserted, int modified, int removed) {
    assertThat(entry.path("kind").asText()).isEqualTo("scan");
    JsonNode iceberg = entry.path("iceberg");
    assertThat(iceberg.path("inserted").asInt()).isEqualTo(inserted);
    assertThat(iceberg.path("modified").asInt()).isBetween(modified, modified + 10);
    assertThat(iceberg.path("removed").asInt()).isEqualTo(removed);
  }

  private static void assertEntry(
      JsonNode entry, String kind, int inserted, int modified, int removed) {
    assertThat(entry.path("kind").asText()).isEqualTo(kind);
    JsonNode iceberg = entry.path("iceberg");
    assertThat(List.of(
            iceberg.path("inserted").asInt(),
            iceberg.path("modified").asInt(),
            iceberg.path("removed").asInt()))
        .containsExactly(inserted, modified, removed);
  }

  private void assertIsTheTable(String id) {
    Map<String, String> items = new TreeMap<>();
    TestServers.dynamoDb().scanPaginator(r -> r.tableName(labels)).items().stream()
        .forEach(item -> items.put(item.get("id").s(), item.get("label").s()));
    Map<String, String> rows = new TreeMap<>();
    for (Row row : runs.rows(id, labels).select("id", "label").collectAsList()) {
      assertThat(rows.put(row.getString(0), row.getString(1))).isNull();
    }
    assertThat(rows).isEqualTo(items);
  }

  @Test
  @Tag("thorough")
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void aScanThenTheStream() throws Exception {
    Set<RecordedCalls.Call> calls =
        RecordedCalls.during(() -> assertThat(export("r1")).as(runs::told).isZero());
    assertScanned(runs.entry("r1", labels), 10, 0, 0);
    assertThat(runs.told())
        .contains("Table " + trials + " is scanned", "its stream is off", "Turn it on")
        .doesNotContain("Table " + labels + " is scanned");

    put(labels, 0, "label", "b");
    put(labels, 10, "label", "b");
    remove(labels, 1);
    put(trials, 10, "status", "completed");
    calls.addAll(
        RecordedCalls.during(() -> assertThat(export("r2")).as(runs::told).isZero()));
    JsonNode night = runs.entry("r2", labels);
    assertEntry(night, "stream", 1, 1, 1);
    assertThat(night.path("scanned").asInt()).isEqualTo(3);
    assertThat(night.path("written").asInt()).isEqualTo(3);
    assertThat(night.path("consumedReadUnits").asDouble()).isZero();
    assertThat(night.at("/iceberg/from")).isEqualTo(runs.entry("r1", labels).at("/iceberg/until"));
    assertEntry(runs.entry("r2", trials), "scan", 1, 0, 0);
    assertIsTheTable("r2");
    assertThat(runs.run("verify", "r2")).as(runs::told).isZero();
    assertThat(Policy.of(List.of(new IamPolicy(runs.settings()).json())).denied(calls))
        .isEmpty();

    // killed before the manifest, the run finds its commits
    runs.unfinish("r2");
    put(labels, 2, "label", "b");
    assertThat(export("r2")).as(runs::told).isZero();
    assertThat(runs.entry("r2", labels)).isEqualTo(night);
  }

  /** What was changed while the Stream was off is found by a scan, which is followed. */
  @Test
  @Tag("thorough")
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void anotherStream() throws Exception {
    assertThat(export("r1")).as(runs::told).isZero();
    stream(labels, false);
    put(labels, 0, "label", "b");
    remove(labels, 1);
    stream(labels, true);
    put(labels, 2, "label", "b");
    // times of streams are rounded
    TimeUnit.SECONDS.sleep(2);

    assertThat(export("r2")).as(runs::told).isZero();

    assertThat(runs.told())
        .contains("Table " + labels + " is scanned: the Iceberg table is at")
        .contains("Later runs follow it");
    assertScanned(runs.entry("r2", labels), 0, 2, 1);
    assertIsTheTable("r2");
    put(labels, 3, "label", "b");
    assertThat(export("r3")).as(runs::told).isZero();
    assertEntry(runs.entry("r3", labels), "stream", 0, 1, 0);
    assertIsTheTable("r3");
  }
}
