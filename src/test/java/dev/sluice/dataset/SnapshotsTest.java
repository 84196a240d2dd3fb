package dev.sluice.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.dataset.export.TableRead;
import dev.sluice.dataset.run.Manifest;
import dev.sluice.dataset.run.Role;
import dev.sluice.dataset.snapshot.Snapshot;
import dev.sluice.failure.InvalidConfigurationException;
import dev.sluice.failure.ResourceUnavailableException;
import dev.sluice.testing.SampleReads;
import dev.sluice.testing.TestServers;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

final class SnapshotsTest {
  @TempDir
  Path folder;

  @Test
  void aSnapshotHoldsEveryItemOfEveryTable() throws Exception {
    Snapshot snapshot = SampleExport.export(
        root(), "run-1", SampleExport.EVENTS, SampleExport.LABELS, SampleExport.EXPERIMENTS);

    Map<String, Manifest.TableEntry> tables = snapshot.manifest().tables();
    assertThat(tables.keySet())
        .containsExactly("InferenceMetadata", "InferenceFeedback", "mlops-experiments");
    assertThat(tables.get("InferenceMetadata").written()).isEqualTo(20_000);
    assertThat(tables.get("InferenceMetadata").scanned()).isEqualTo(20_000);
    assertThat(tables.get("InferenceFeedback").written()).isEqualTo(14_001);
    assertThat(tables.get("mlops-experiments").written()).isEqualTo(160);
    assertThat(tables.get("InferenceMetadata").consumedReadUnits()).isPositive();
    assertThat(duck("select count(distinct requestId) from '%s'", "InferenceMetadata"))
        .isEqualTo("20000");
    assertThat(duck(
            "select count(*) from '%s' where _overflow = '{\"/latencyMs\":{\"NULL\":true}}'",
            "InferenceMetadata"))
        .isEqualTo("43");
    assertThat(duck(
            "select count(*) from '%s' where json_keys(_overflow, '$.\"/latencyMs\"') = ['S']",
            "InferenceMetadata"))
        .isEqualTo("259");
    assertThat(duck("select sum(latencyMs)::decimal(30,6) from '%s'", "InferenceMetadata"))
        .isEqualTo(sampleLatencies());
    assertThat(duck("select count(metrics.accuracy) from '%s'", "mlops-experiments"))
        .isEqualTo("142");
    assertThat(duck("select sum(len(tags)) from '%s'", "mlops-experiments")).isEqualTo("480");
    assertThat(SampleExport.at(root()).verify(snapshot)).isEmpty();
    assertThat(hidden()).isEmpty();
    assertThat(snapshot
            .table("mlops-experiments")
            .schema()
            .apply("tags")
            .metadata()
            .getString("dynamodb.type"))
        .isEqualTo("SS");
  }

  @Test
  void aSnapshotOnS3IsTheSame() {
    URI root = URI.create("s3a://" + TestServers.bucket() + "/nested/root");
    Snapshot snapshot = SampleExport.export(root, "run-s3", SampleExport.EXPERIMENTS);

    Snapshots snapshots = SampleExport.at(root);
    assertThat(snapshots.latest()).map(s -> s.manifest().runId()).contains("run-s3");
    assertThat(snapshots.verify(snapshot)).isEmpty();
    assertThat(snapshot.table("mlops-experiments").count()).isEqualTo(160);
    assertThat(snapshot.location()).isEqualTo(root + "/snapshots/run-s3");
  }

  @Test
  void latestMovesToTheNewestAndARunIsNotReadTwice() {
    SampleExport.export(root(), "b-first", SampleExport.EXPERIMENTS);
    SampleExport.export(root(), "a-second", SampleExport.EXPERIMENTS);
    Snapshot again = SampleExport.export(root(), "b-first", SampleExport.EXPERIMENTS);

    assertThat(SampleExport.at(root()).latest())
        .map(s -> s.manifest().runId())
        .contains("a-second");
    assertThat(again.manifest())
        .isEqualTo(SampleExport.at(root()).find("b-first").orElseThrow().manifest());
    assertThatThrownBy(() -> SampleExport.export(
            SampleExport.at(root()), "b-first", "other settings", SampleExport.EXPERIMENTS))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining("b-first");
  }

  @Test
  void anEmptyTableGivesAnEmptyValidSnapshot() {
    String table = TestServers.table("empty");
    TestServers.dynamoDb().createTable(t -> t.tableName(table)
        .billingMode(BillingMode.PAY_PER_REQUEST)
        .attributeDefinitions(AttributeDefinition.builder()
            .attributeName("n")
            .attributeType(ScalarAttributeType.N)
            .build())
        .keySchema(
            KeySchemaElement.builder().attributeName("n").keyType(KeyType.HASH).build()));

    Snapshot snapshot = SampleExport.export(root(), "empty", SampleExport.read(table, Role.SOURCE));

    assertThat(snapshot.manifest().tables().get(table).scanned()).isZero();
    assertThat(snapshot.manifest().tables().get(table).columns()).containsExactly("n", "_overflow");
    assertThat(snapshot.table(table).count()).isZero();
    assertThat(SampleExport.at(root()).verify(snapshot)).isEmpty();
  }

  @Test
  void filteredItemsAndChosenColumnsAreCounted() {
    TableRead read = new TableRead(
        SampleReads.settings("mlops-experiments", SampleReads.options()),
        Role.EXPERIMENTS,
        List.of("experiment_id", "status"),
        // an index by status has items of equal status together, and would read those alone
        "status NOT IN ('failed', 'running')",
        true,
        0,
        List.of());
    Snapshot snapshot = SampleExport.export(root(), "filtered", read);

    Manifest.TableEntry entry = snapshot.manifest().tables().get("mlops-experiments");
    assertThat(entry.written()).isEqualTo(142);
    assertThat(entry.filtered()).isEqualTo(18);
    assertThat(entry.columns()).containsExactly("experiment_id", "status", "_overflow");
  }

  @Test
  void whatAChosenColumnCannotHoldIsKept() throws SQLException {
    TableRead read = new TableRead(
        SampleReads.settings("InferenceMetadata", SampleReads.options()),
        Role.SOURCE,
        List.of("requestId", "latencyMs"),
        null,
        true,
        0,
        List.of());
    SampleExport.export(root(), "run-1", read);

    assertThat(duck("select count(*) from '%s' where _overflow is not null", "InferenceMetadata"))
        .isEqualTo("302");
    assertThat(duck(
            "select count(distinct k) from (select unnest(json_keys(_overflow)) k from '%s')",
            "InferenceMetadata"))
        .isEqualTo("1");
  }

  @Test
  void aFilterThatIsNoConditionIsAWrongSetting() {
    for (String filter : List.of("status ==== 1", "no_such_column = 1", "status")) {
      TableRead read = new TableRead(
          SampleReads.settings("mlops-experiments", SampleReads.options()),
          Role.SOURCE,
          List.of(),
          filter,
          true,
          0,
          List.of());
      assertThatThrownBy(() -> SampleExport.export(root(), "wrong", read))
          .as(filter)
          .isInstanceOf(InvalidConfigurationException.class)
          .hasMessageContaining("sluice.source.filter")
          .message()
          .doesNotContain("\n");
    }
  }

  @Test
  void aMissingTableCostsTheOthersNothing() {
    assertThatThrownBy(() -> SampleExport.export(
            root(),
            "none",
            SampleExport.EXPERIMENTS,
            SampleExport.read("NoSuchTable", Role.LABELS)))
        .isInstanceOf(ResourceUnavailableException.class)
        .hasMessageContaining("NoSuchTable");
    assertThat(folder.resolve("snapshots")).doesNotExist();
  }

  @Test
  void aMissingBucketIsSaidSo() {
    assertThatThrownBy(() -> SampleExport.export(
            URI.create("s3a://no-such-bucket/x"), "none", SampleExport.EXPERIMENTS))
        .isInstanceOf(ResourceUnavailableException.class)
        .hasMessageContaining("no-such-bucket");
  }

  @Test
  void aDamagedManifestIsSaidSo() throws IOException {
    Files.createDirectories(folder.resolve("snapshots/x"));
    Files.writeString(folder.resolve("snapshots/x/manifest.json"), "{");
    assertThatThrownBy(() -> SampleExport.at(root()).find("x"))
        .isInstanceOf(ResourceUnavailableException.class)
        .hasMessageContaining("manifest.json");
  }

  private URI root() {
    return URI.create("file://" + folder);
  }

  private List<Path> hidden() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .filter(f -> f.getFileName().toString().matches("[._].*"))
          .toList();
    }
  }

  /** DuckDB's answer over a table's files, as text. */
  private String duck(String sql, String table) throws SQLException {
    return query(sql.formatted(folder + "/snapshots/run-1/tables/" + table + "/part-*.parquet"));
  }

  private static String sampleLatencies() throws SQLException {
    Path sample =
        Path.of("src/main/resources/dev/sluice/demo/inference.jsonl.gz").toAbsolutePath();
    return query(
        "select sum(latencyMs::decimal(18,9))::decimal(30,6) from read_json('%s', columns = {latencyMs: 'JSON'}) where json_type(latencyMs) in ('DOUBLE', 'UBIGINT', 'BIGINT')"
            .formatted(sample));
  }

  private static String query(String sql) throws SQLException {
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }
}
