package dev.sluice.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.demo.export.ExportingServers;
import dev.sluice.job.cloud.Policy;
import dev.sluice.testing.FaultyDynamoDb;
import dev.sluice.testing.InjectedFault;
import dev.sluice.testing.RecordedCalls;
import dev.sluice.testing.TestSpark;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.spark.Spark3Util;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ExportSummary;
import software.amazon.awssdk.services.dynamodb.model.ExportType;

/** Runs that keep labels and experiments in Iceberg by exports of their changes, as they keep the events. */
@Tag("thorough")
final class RecoveredLabelsRunTest {
  private static final int ITEMS = 20;

  private static ExportingServers servers;
  private static String bucket = "";

  private String events = "";
  private String labels = "";
  private String trials = "";
  private CommandRuns runs;

  @TempDir
  Path folder;

  @BeforeAll
  static void start() {
    assertThat(TestSpark.session()).isNotNull();
    servers = new ExportingServers();
    bucket = servers.bucket();
  }

  @AfterAll
  static void stop() {
    servers.close();
  }

  @BeforeEach
  void tables() {
    events = servers.recoverableTable();
    labels = servers.recoverableTable();
    trials = servers.recoverableTable();
    for (int n = 0; n < ITEMS; n++) {
      servers.put(events, event(n));
      label(n, n % 4);
    }
    for (int n = 0; n < 6; n++) {
      trial(n, n == 5 ? "running" : "completed");
    }
    pass(Duration.ofMinutes(10));
    runs =
        new CommandRuns(folder.resolve("root"), sets("source.kind=pitr", "dataset.format=iceberg"));
  }

  private List<String> sets(String... more) {
    List<String> sets = new ArrayList<>(List.of(
        "aws.region=us-east-1",
        "aws.dynamodb-endpoint=" + servers.servers.dynamoDb(),
        "aws.s3-endpoint=" + servers.servers.s3(),
        "source.table=" + events,
        "source.export.bucket=" + bucket,
        "labels.table=" + labels,
        "labels.id=requestId",
        "experiments.table=" + trials));
    sets.addAll(List.of(more));
    return sets;
  }

  @AfterEach
  void reset() {
    servers.control().reset();
  }

  private static void pass(Duration time) {
    servers.control().forward(time);
  }

  private static AttributeValue s(String text) {
    return AttributeValue.fromS(text);
  }

  private static Map<String, AttributeValue> event(int n) {
    Map<String, AttributeValue> item = new HashMap<>();
    item.put("id", s("r" + n));
    item.put("requestId", s("r" + n));
    item.put("timestamp", s("2026-11-%02dT10:00:00Z".formatted(1 + n % 19)));
    item.put("modelName", s("m"));
    item.put("modelVersion", s("v1"));
    item.put("latencyMs", AttributeValue.fromN("" + n));
    item.put("prediction", s("class" + n % 4));
    return item;
  }

  private void label(int n, int label) {
    servers.put(
        labels,
        Map.of(
            "id", s("l" + n),
            "requestId", s("r" + n),
            "label", s("class" + label),
            "labeledAt", s("2026-11-20T10:00:00Z")));
  }

  private void unlabel(int n) {
    servers.dynamoDb.deleteItem(r -> r.tableName(labels).key(Map.of("id", s("l" + n))));
  }

  private void trial(int n, String status) {
    servers.put(
        trials,
        Map.of(
            "id", s("t" + n),
            "experiment_id", s("t" + n),
            "name", s("x"),
            "created_at", s("2026-11-0%dT10:00:00Z".formatted(1 + n)),
            "status", s(status),
            "metrics", AttributeValue.fromM(Map.of("accuracy", AttributeValue.fromN("0.9")))));
  }

  private int export(String id, String... more) {
    return runs.run("export", id, more);
  }

  /** A label that changes, one that comes and one that goes; a trial that changes. */
  private void write() {
    label(2, 3);
    label(ITEMS, 0);
    unlabel(3);
    trial(5, "completed");
  }

  private static List<Integer> counts(JsonNode entry) {
    JsonNode iceberg = entry.path("iceberg");
    return List.of(
        iceberg.path("inserted").asInt(),
        iceberg.path("modified").asInt(),
        iceberg.path("removed").asInt());
  }

  private void assertIsTheTable(String id) {
    Map<String, String> items = new TreeMap<>();
    servers
        .scan(labels)
        .forEach(item -> items.put(item.get("id").s(), item.get("label").s()));
    Map<String, String> rows = new TreeMap<>();
    for (Row row : runs.rows(id, labels).select("id", "label").collectAsList()) {
      assertThat(rows.put(row.getString(0), row.getString(1))).isNull();
    }
    assertThat(rows).isEqualTo(items);
  }

  private List<ExportSummary> exports(String table) {
    return servers.dynamoDb.listExports(r -> r.tableArn(servers.arn(table))).exportSummaries();
  }

  @Test
  void nightsOfThreeTables() throws Exception {
    assertThat(export("r0")).as(runs::told).isZero();
    assertThat(runs.entry("r0", labels).path("kind").asText()).isEqualTo("export");
    assertThat(runs.told()).doesNotContain("is scanned");
    assertIsTheTable("r0");

    write();
    pass(Duration.ofHours(1));
    Set<RecordedCalls.Call> calls =
        RecordedCalls.during(() -> assertThat(export("r1")).as(runs::told).isZero());

    JsonNode entry = runs.entry("r1", labels);
    assertThat(entry.path("kind").asText()).isEqualTo("pitr");
    assertThat(entry.path("scanned").asInt()).isEqualTo(3);
    assertThat(entry.path("written").asInt()).isEqualTo(3);
    assertThat(entry.path("consumedReadUnits").asDouble()).isZero();
    assertThat(counts(entry)).containsExactly(1, 1, 1);
    assertThat(counts(runs.entry("r1", trials))).containsExactly(0, 1, 0);
    assertThat(counts(runs.entry("r1", events))).containsExactly(0, 0, 0);
    assertIsTheTable("r1");
    assertThat(exports(labels))
        .extracting(ExportSummary::exportType)
        .containsExactlyInAnyOrder(ExportType.FULL_EXPORT, ExportType.INCREMENTAL_EXPORT);
    assertThat(runs.told())
        .contains("Table " + labels + ": the changes from")
        .doesNotContain("is scanned");
    assertThat(runs.run("verify", "r1")).as(runs::told).isZero();
    assertThat(Policy.of(List.of(new IamPolicy(runs.settings()).json())).denied(calls))
        .isEmpty();

    // the same run is the same snapshot
    assertThat(export("r1")).as(runs::told).isZero();
    assertThat(runs.entry("r1", labels)).isEqualTo(entry);
    assertThat(exports(labels)).hasSize(2);
    // less than a window is left
    label(4, 1);
    assertThat(export("r2")).as(runs::told).isZero();
    assertThat(counts(runs.entry("r2", labels))).containsOnly(0);
    assertThat(runs.told()).contains("Table " + labels + ": the changes from", "are left");
    pass(Duration.ofHours(30));
    assertThat(export("r3")).as(runs::told).isZero();
    assertIsTheTable("r3");
    assertThat(counts(runs.entry("r3", labels))).containsExactly(0, 1, 0);
  }

  /** Figures are those of files of all items. */
  @Test
  void figures() {
    assertThat(export("r0")).as(runs::told).isZero();
    assertThat(runs.run("analyze", "r0")).as(runs::told).isZero();
    write();
    pass(Duration.ofHours(1));
    assertThat(export("r1")).as(runs::told).isZero();
    assertThat(runs.run("analyze", "r1")).as(runs::told).isZero();

    CommandRuns files = new CommandRuns(folder.resolve("files"), sets("source.kind=scan"));
    String[] scan = {"source.export.bucket=null"};
    assertThat(files.run("export", "f1", scan)).as(files::told).isZero();
    assertThat(files.run("analyze", "f1", scan)).as(files::told).isZero();

    for (String kind : List.of("accuracy", "experiments", "latency")) {
      assertThat(runs.figures("r1").path(kind))
          .as(kind)
          .isNotEmpty()
          .isEqualTo(files.figures("f1").path(kind));
    }
  }

  /** Killed after the commit to the events, the run makes the other ones by the exports that it has requested. */
  @Test
  void killedBetweenTheCommits() throws Exception {
    assertThat(export("r0")).as(runs::told).isZero();
    servers.put(events, event(ITEMS));
    write();
    pass(Duration.ofHours(1));
    assertThat(export("r1")).as(runs::told).isZero();
    JsonNode ofEvents = runs.entry("r1", events);
    JsonNode ofLabels = runs.entry("r1", labels);
    SparkSession spark = TestSpark.session();
    String[] name = runs.name("r1", labels).split("\\.", -1);
    Catalog catalog = spark.withActive(() -> Spark3Util.loadIcebergCatalog(spark, name[0]));
    Table table = catalog.loadTable(TableIdentifier.of(name[1], name[2]));
    long before = table.currentSnapshot().parentId();
    table.manageSnapshots().rollbackTo(before).removeTag("sluice-r1").commit();
    runs.unfinish("r1");
    // it is not in the run's window
    label(7, 2);
    pass(Duration.ofHours(1));

    assertThat(export("r1")).as(runs::told).isZero();

    assertThat(runs.entry("r1", events)).isEqualTo(ofEvents);
    assertThat(counts(runs.entry("r1", labels))).isEqualTo(counts(ofLabels));
    assertThat(runs.entry("r1", labels).at("/iceberg/until"))
        .isEqualTo(ofLabels.at("/iceberg/until"));
    assertThat(exports(labels)).hasSize(2);
    assertThat(export("r2")).as(runs::told).isZero();
    assertIsTheTable("r2");
  }

  /** The export of the labels is requested before that of the events is there. */
  @Test
  void aRunThatIsStartedAgainWaitsForTheSameExports() {
    assertThat(export("r0")).as(runs::told).isZero();
    write();
    pass(Duration.ofHours(2));
    servers.control().lasting(Duration.ofMinutes(30));
    assertThat(export("r1", "source.capacity.deadline=1 s")).isEqualTo(5);
    assertThat(exports(labels)).hasSize(2);
    servers.control().lasting(Duration.ZERO);
    pass(Duration.ofHours(9));

    assertThat(export("r1")).as(runs::told).isZero();

    assertThat(exports(labels)).hasSize(2);
    assertThat(runs.entry("r1", labels).path("kind").asText()).isEqualTo("pitr");
    assertIsTheTable("r1");
  }

  /** What cannot be followed is scanned, as told, and followed again from then on. */
  @Test
  void whereTheyCannotBeFollowed() {
    servers.recover(labels, false);
    assertThat(export("r0")).as(runs::told).isZero();
    assertThat(runs.told())
        .contains("Table " + labels + " is scanned: it has no point-in-time recovery")
        .doesNotContain("Table " + trials + " is scanned");
    write();
    pass(Duration.ofHours(1));
    assertThat(export("off")).as(runs::told).isZero();
    assertThat(runs.told()).contains("Table " + labels + " is scanned");
    assertThat(runs.entry("off", labels).path("kind").asText()).isEqualTo("scan");
    assertThat(runs.entry("off", trials).path("kind").asText()).isEqualTo("pitr");
    assertThat(counts(runs.entry("off", labels))).containsExactly(1, 1, 1);
    assertIsTheTable("off");

    servers.recover(labels, true);
    label(5, 3);
    pass(Duration.ofHours(1));
    assertThat(export("on")).as(runs::told).isZero();
    assertThat(runs.told()).doesNotContain("is scanned");
    assertThat(runs.entry("on", labels).path("kind").asText()).isEqualTo("export");
    assertIsTheTable("on");
    label(6, 3);
    pass(Duration.ofHours(1));
    assertThat(export("followed")).as(runs::told).isZero();
    assertThat(runs.told()).doesNotContain("is scanned");
    assertThat(runs.entry("followed", labels).path("kind").asText()).isEqualTo("pitr");
    assertThat(counts(runs.entry("followed", labels))).containsExactly(0, 1, 0);
    assertIsTheTable("followed");
  }

  @Test
  void aRoleThatMayNotRequestThem() {
    assertThat(export("r0")).as(runs::told).isZero();
    write();
    pass(Duration.ofHours(1));
    // begins by the clock that is moved, which the front does not tell
    assertThat(export("r1", "labels.table=nobodys-labels")).isEqualTo(3);
    try (FaultyDynamoDb front = FaultyDynamoDb.start(servers.servers.dynamoDb())) {
      front.otherwise(request -> request.operation().equals("ExportTableToPointInTime")
              && new String(request.content(), StandardCharsets.UTF_8).contains(labels)
          ? InjectedFault.error(400, "AccessDeniedException", "not authorized")
          : InjectedFault.NONE);
      assertThat(export("r1", "aws.dynamodb-endpoint=" + front.endpoint()))
          .as(runs::told)
          .isZero();
    }

    assertThat(runs.told())
        .contains("Table " + labels + " is scanned: the role may not request exports of it");
    assertThat(runs.entry("r1", labels).path("kind").asText()).isEqualTo("scan");
    assertThat(exports(labels)).hasSize(1);
    assertIsTheTable("r1");
    label(6, 3);
    pass(Duration.ofHours(1));
    assertThat(export("r2")).as(runs::told).isZero();
    assertThat(runs.entry("r2", labels).path("kind").asText()).isEqualTo("export");
    assertIsTheTable("r2");
  }

  /** They are replaced by a full export, which is followed again. */
  @Test
  void loadedAnew() {
    assertThat(export("r0")).as(runs::told).isZero();
    write();
    pass(Duration.ofHours(1));
    assertThat(export("r1", "--reload")).as(runs::told).isZero();
    assertThat(runs.entry("r1", labels).path("kind").asText()).isEqualTo("export");
    assertIsTheTable("r1");
    label(6, 3);
    pass(Duration.ofHours(1));
    assertThat(export("r2")).as(runs::told).isZero();
    assertThat(runs.entry("r2", labels).path("kind").asText()).isEqualTo("pitr");
    assertThat(counts(runs.entry("r2", labels))).containsExactly(0, 1, 0);
    assertIsTheTable("r2");
  }
}
