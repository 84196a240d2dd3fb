package dev.sluice.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.demo.export.ExportingServers;
import dev.sluice.testing.CommandLine;
import dev.sluice.testing.TestSpark;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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

/** Runs that keep a table in Iceberg by exports that they request. */
final class RecoveredLakeRunTest {
  private static ExportingServers servers;
  private static String bucket = "";

  private final CommandLine cli = new CommandLine();
  private String table = "";

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
  void load() {
    table = servers.recoverableTable();
    for (int n = 0; n < 20; n++) {
      put(n, n);
    }
    servers.control().forward(Duration.ofMinutes(10));
  }

  @AfterEach
  void reset() {
    servers.control().reset();
  }

  private void put(int id, int n) {
    servers.put(
        table,
        Map.of(
            "id", AttributeValue.fromS("r" + id),
            "timestamp", AttributeValue.fromS("2026-11-%02dT10:00:00Z".formatted(1 + n % 19)),
            "n", AttributeValue.fromN("" + n)));
  }

  private void remove(int id) {
    servers.dynamoDb.deleteItem(
        r -> r.tableName(table).key(Map.of("id", AttributeValue.fromS("r" + id))));
  }

  private void pass(Duration time) {
    servers.control().forward(time);
  }

  /** Two nights were missed, and what is of the last minutes comes later. */
  @Test
  @Tag("thorough")
  void nightsAreCaughtUp() throws IOException {
    assertThat(export("r0")).as(cli::err).isZero();
    assertThat(cli.json().at("/items/written").asInt()).isEqualTo(20);
    assertThat(cli.json().at("/iceberg/rows").asInt()).isEqualTo(20);
    assertThat(rows()).isEqualTo(items());

    put(0, 100);
    put(20, 20);
    pass(Duration.ofHours(25));
    put(0, 101);
    remove(1);
    pass(Duration.ofHours(25));
    put(21, 21);
    pass(Duration.ofMinutes(10));

    assertThat(export("r1")).as(cli::err).isZero();
    assertThat(rows()).isEqualTo(items());
    JsonNode entry = manifest("r1").at("/tables/" + table);
    assertThat(entry.path("kind").asText()).isEqualTo("pitr");
    // item 0 is in two windows
    assertThat(entry.path("scanned").asInt()).isEqualTo(5);
    assertThat(entry.path("consumedReadUnits").asDouble()).isZero();
    JsonNode iceberg = entry.path("iceberg");
    assertThat(counts(iceberg)).containsExactly(2, 2, 1);
    assertThat(iceberg.path("until").asText())
        .isEqualTo(manifest("r1").path("scanStartedAt").asText());
    List<ExportSummary> exports = exports();
    assertThat(exports)
        .extracting(ExportSummary::exportType)
        .containsExactlyInAnyOrder(
            ExportType.FULL_EXPORT,
            ExportType.INCREMENTAL_EXPORT,
            ExportType.INCREMENTAL_EXPORT,
            ExportType.INCREMENTAL_EXPORT);
    assertThat(cli.err()).contains("are exported and applied");

    // the same run is the same snapshot
    long snapshot = iceberg.path("snapshotId").asLong();
    assertThat(export("r1")).as(cli::err).isZero();
    assertThat(cli.json().at("/iceberg/snapshotId").asLong()).isEqualTo(snapshot);
    assertThat(run("verify", "r1")).as(cli::err).isZero();
    assertThat(exports()).hasSize(4);

    // there is less than a window
    put(22, 22);
    assertThat(export("r2")).as(cli::err).isZero();
    assertThat(cli.err()).contains("are left for the next run");
    assertThat(exports()).hasSize(4);
    assertThat(counts(manifest("r2").at("/tables/" + table + "/iceberg"))).containsOnly(0);
    assertThat(run("verify", "r2")).as(cli::err).isZero();
    pass(Duration.ofMinutes(30));
    assertThat(export("r3")).as(cli::err).isZero();
    assertThat(rows()).isEqualTo(items());
  }

  private static List<Integer> counts(JsonNode iceberg) {
    return List.of(
        iceberg.path("inserted").asInt(),
        iceberg.path("modified").asInt(),
        iceberg.path("removed").asInt());
  }

  /** A run that gives up waiting goes on with the same exports, however late. */
  @Test
  @Tag("thorough")
  void aRunThatIsStartedAgainWaitsForTheSameExport() throws IOException {
    assertThat(export("r0")).as(cli::err).isZero();
    put(0, 100);
    pass(Duration.ofHours(26));
    put(1, 100);
    pass(Duration.ofHours(2));

    servers.control().lasting(Duration.ofMinutes(30));
    assertThat(export("r1", "source.capacity.deadline=1 s")).isEqualTo(5);
    assertThat(cli.err()).contains("waits for the same export");
    assertThat(exports()).hasSize(2);
    servers.control().lasting(Duration.ZERO);
    pass(Duration.ofHours(9));
    assertThat(export("r1")).as(cli::err).isZero();
    assertThat(exports()).hasSize(3);
    assertThat(rows()).isEqualTo(items());
    assertThat(counts(manifest("r1").at("/tables/" + table + "/iceberg"))).containsExactly(0, 2, 0);
  }

  @Test
  void aPositionThatRecoveryDoesNotReachIsRefusedUntilItIsLoadedAnew() throws IOException {
    assertThat(export("r0")).as(cli::err).isZero();
    servers.recover(table, false);
    put(0, 100);
    pass(Duration.ofHours(26));
    assertThat(export("off")).isEqualTo(3);
    assertThat(cli.err()).contains("has no point-in-time recovery");
    servers.recover(table, true);
    put(1, 100);
    pass(Duration.ofHours(1));

    assertThat(export("r1")).isEqualTo(3);
    assertThat(cli.err()).contains("the changes between are lost").contains("--reload");
    assertThat(exports()).hasSize(1);
    assertThat(export("r2", "--reload")).as(cli::err).isZero();
    assertThat(rows()).isEqualTo(items());
    put(2, 100);
    pass(Duration.ofHours(1));
    assertThat(export("r3")).as(cli::err).isZero();
    assertThat(rows()).isEqualTo(items());
  }

  /** Rows of a scan may be newer than its beginning, from which on changes are applied. */
  @Test
  @Tag("thorough")
  void aScanIsContinued() throws IOException {
    assertThat(export("r0", "source.kind=scan", "source.export.bucket=null"))
        .as(cli::err)
        .isZero();
    put(0, 100);
    pass(Duration.ofHours(26));
    remove(1);
    pass(Duration.ofHours(1));
    assertThat(export("r1")).as(cli::err).isZero();
    assertThat(rows()).isEqualTo(items());
    assertThat(counts(manifest("r1").at("/tables/" + table + "/iceberg"))).containsExactly(0, 1, 1);
  }

  /** The way by which a table is kept does not change by itself. */
  @Test
  @Tag("thorough")
  void aStreamDoesNotGoOnWithIt() {
    assertThat(export("r0")).as(cli::err).isZero();
    servers.dynamoDb.updateTable(r -> r.tableName(table)
        .streamSpecification(s -> s.streamEnabled(true).streamViewType("NEW_AND_OLD_IMAGES")));
    assertThat(export("r1", "source.kind=stream", "source.export.bucket=null")).isEqualTo(3);
    assertThat(cli.err()).contains("which a Stream does not continue").contains("--reload");
  }

  private Map<String, String> items() {
    Map<String, String> items = new TreeMap<>();
    servers
        .scan(table)
        .forEach(item -> items.put(item.get("id").s(), item.get("n").n()));
    return items;
  }

  private Map<String, String> rows() throws IOException {
    JsonNode iceberg = cli.json().path("iceberg");
    SparkSession spark = TestSpark.session();
    String catalog = "spark.sql.catalog." + iceberg.path("catalog").asText();
    spark.conf().set(catalog, "org.apache.iceberg.spark.SparkCatalog");
    spark.conf().set(catalog + ".type", "hadoop");
    spark.conf().set(catalog + ".warehouse", iceberg.path("warehouse").asText());
    spark.conf().set(catalog + ".cache-enabled", "false");
    Map<String, String> rows = new TreeMap<>();
    for (Row row : spark
        .table("%s.%s.%s.snapshot_id_%s"
            .formatted(
                iceberg.path("catalog").asText(),
                iceberg.path("namespace").asText(),
                iceberg.path("table").asText(),
                iceberg.path("snapshotId").asText()))
        .select("id", "n")
        .collectAsList()) {
      assertThat(rows.put(row.getString(0), row.get(1).toString())).isNull();
    }
    return rows;
  }

  private List<ExportSummary> exports() {
    return servers.dynamoDb.listExports(r -> r.tableArn(servers.arn(table))).exportSummaries();
  }

  private int export(String id, String... options) {
    return run("export", id, options);
  }

  private int run(String command, String id, String... options) {
    List<String> arguments = new ArrayList<>(List.of(command, "--json", "--run-id", id));
    List<String> sets = new ArrayList<>(List.of(
        "aws.region=us-east-1",
        "aws.dynamodb-endpoint=" + servers.servers.dynamoDb(),
        "aws.s3-endpoint=" + servers.servers.s3(),
        "source.table=" + table,
        "source.kind=pitr",
        "source.export.bucket=" + bucket,
        "dataset.format=iceberg",
        "dataset.root=" + folder.resolve("root").toUri()));
    for (String option : options) {
      (option.startsWith("--") ? arguments : sets).add(option);
    }
    return cli.run(arguments, sets);
  }

  private JsonNode manifest(String id) throws IOException {
    Path manifest = folder.resolve("root/snapshots/" + id + "/manifest.json");
    return new ObjectMapper().readTree(manifest.toFile());
  }
}
