package dev.sluice.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.demo.export.ExportingServers;
import dev.sluice.job.cloud.Policy;
import dev.sluice.job.settings.ConfigErrors;
import dev.sluice.job.settings.Settings;
import dev.sluice.job.settings.SettingsReader;
import dev.sluice.testing.CommandLine;
import dev.sluice.testing.RecordedCalls;
import dev.sluice.testing.TestSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ExportStatus;
import software.amazon.awssdk.services.dynamodb.model.ExportSummary;

/** A run that requests its export. */
final class RequestedExportRunTest {
  private static final int ITEMS = 60;

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
    for (int n = 0; n < ITEMS; n++) {
      servers.put(
          table,
          Map.of(
              "id", AttributeValue.fromS("r" + n),
              "latencyMs", AttributeValue.fromN("" + n / 8.0),
              "data", AttributeValue.fromNs(List.of("" + n, "0.5"))));
    }
  }

  @AfterEach
  void reset() {
    servers.control().reset();
  }

  @Tag("thorough")
  @Test
  void itsSnapshotIsThatOfAScan() throws IOException {
    assertThat(run("export", "scanned")).as(cli::err).isZero();
    assertThat(run("export", "asked", "--from-pitr", "source.export.prefix=runs"))
        .as(cli::err)
        .isZero();

    JsonNode scanned = manifest("scanned").path("tables").path(table);
    JsonNode asked = manifest("asked").path("tables").path(table);
    assertThat(asked.path("kind").asText()).isEqualTo("export");
    assertThat(asked.path("consumedReadUnits").asDouble()).isZero();
    List.of("scanned", "filtered", "expired", "rejected", "written", "columns")
        .forEach(count -> assertThat(asked.path(count)).as(count).isEqualTo(scanned.path(count)));
    assertThat(asked.path("written").asInt()).isEqualTo(ITEMS);
    assertThat(rows("asked")).hasSize(ITEMS).isEqualTo(rows("scanned"));
    String arn = exports().get(0).exportArn();
    assertThat(Instant.parse(manifest("asked").path("scanStartedAt").asText()))
        .isEqualTo(servers.describe(arn).exportTime());
    assertThat(servers.describe(arn).s3Prefix()).isEqualTo("runs");
    // a finished run requests nothing, nor does one that has a plan
    assertThat(run("export", "asked", "--from-pitr", "source.export.prefix=runs"))
        .isZero();
    unfinished("asked");
    assertThat(run("export", "asked", "--from-pitr", "source.export.prefix=runs"))
        .isZero();
    assertThat(rows("asked")).isEqualTo(rows("scanned"));
    assertThat(exports()).hasSize(1);
  }

  /** Takes a run back to its plan. */
  private void unfinished(String id) throws IOException {
    Files.delete(folder.resolve("root/snapshots/" + id + "/manifest.json"));
    try (Stream<Path> documents = Files.list(folder.resolve("root/runs/" + id))) {
      for (Path result :
          documents.filter(path -> path.toString().contains("export-")).toList()) {
        Files.delete(result);
      }
    }
  }

  @Test
  void aRunThatIsStartedAgainWaitsForTheSameExport() throws IOException {
    servers.control().lasting(Duration.ofHours(1));
    assertThat(run("export", "waiting", "source.kind=pitr", "source.capacity.deadline=1 s"))
        .isEqualTo(5);
    assertThat(cli.err())
        .contains("DynamoDB still makes export")
        .contains("waits for the same export");
    servers.put(table, "later", "not in it");
    servers.control().forward(Duration.ofHours(1));

    assertThat(run("export", "waiting", "source.kind=pitr")).as(cli::err).isZero();

    assertThat(exports()).hasSize(1);
    assertThat(manifest("waiting").path("tables").path(table).path("written").asInt())
        .isEqualTo(ITEMS);
  }

  /** Its client token stands for another export by then. */
  @Tag("thorough")
  @Test
  void afterEightHoursTheExportIsFoundInTheList() {
    servers.control().lasting(Duration.ofHours(2));
    assertThat(run("export", "late", "source.kind=pitr", "source.capacity.deadline=1 s"))
        .isEqualTo(5);
    servers.control().lasting(Duration.ZERO);
    servers.completed(table, r -> r.s3Bucket(bucket)); // somebody else's
    servers.control().forward(Duration.ofHours(9));

    assertThat(run("export", "late", "source.kind=pitr")).as(cli::err).isZero();

    assertThat(exports()).hasSize(2).allMatch(e -> e.exportStatus() == ExportStatus.COMPLETED);
  }

  @Test
  void anExportThatFailedIsFollowedByAnotherOnTheNextStart() {
    servers.control().failing("S3AccessDenied", "Access Denied");
    assertThat(run("export", "failing", "source.kind=pitr")).isEqualTo(3);
    assertThat(cli.err())
        .contains("has failed: S3AccessDenied")
        .contains("source.export.bucket-owner");
    servers.control().reset();
    servers.control().forward(Duration.ofSeconds(2));

    assertThat(run("export", "failing", "source.kind=pitr")).as(cli::err).isZero();

    assertThat(exports())
        .extracting(ExportSummary::exportStatus)
        .containsExactly(ExportStatus.COMPLETED, ExportStatus.FAILED);
  }

  @Test
  void whatDynamoDbRefusesIsSaid() {
    assertThat(run("export", "bucket", "source.kind=pitr", "source.export.bucket=nobodys-bucket"))
        .isEqualTo(3);
    assertThat(cli.err()).contains("S3NoSuchBucket").contains("Create the bucket nobodys-bucket");
    assertThat(
            run("export", "owner", "source.kind=pitr", "source.export.bucket-owner=123456789012"))
        .isEqualTo(3);
    assertThat(cli.err()).contains("S3AccessDenied");
    servers.control().forward(Duration.ofSeconds(2));
    assertThat(run("export", "owner", "source.kind=pitr")).as(cli::err).isZero();
    servers.control().failing("KMSAccessDenied", "denied");
    assertThat(run("export", "key", "source.kind=pitr")).isEqualTo(3);
    assertThat(cli.err()).contains("kms:GenerateDataKey");
    servers.recover(table, false);
    assertThat(run("export", "off", "source.kind=pitr")).isEqualTo(3);
    assertThat(cli.err())
        .contains("has no point-in-time recovery")
        .contains("update-continuous-backups");
    assertThat(run("export", "missing", "source.kind=pitr", "source.table=nobodys-table"))
        .isEqualTo(3);
    assertThat(cli.err()).contains("table nobodys-table does not exist");
  }

  @Test
  void withoutABucketNothingIsRequested() {
    assertThat(run("export", "free", "--from-pitr", "source.export.bucket=null"))
        .isEqualTo(2);
    assertThat(cli.err()).contains("sluice.source.export.bucket").contains("an export costs money");
    assertThat(run("plan", "free", "source.export.bucket=null", "source.export.prefix=x"))
        .isEqualTo(2);
    assertThat(cli.err()).contains("sluice.source.export.prefix");
    assertThat(run("plan", "free", "source.kind=pitr", "source.segments=4")).isEqualTo(2);
    assertThat(cli.err()).contains("source.segments").contains("has no effect on an export");
    assertThat(exports()).isEmpty();
  }

  @Test
  void aScanIsNotResumedFromAnExport() throws IOException {
    assertThat(run("export", "begun")).isZero();
    unfinished("begun");

    assertThat(run("export", "begun", "source.kind=pitr")).isEqualTo(2);

    assertThat(cli.err()).contains("was begun with a scan of table " + table);
    assertThat(exports()).isEmpty();
  }

  @Test
  void thePlanRequestsNothing() throws IOException {
    assertThat(run("plan", "any", "source.kind=pitr")).as(cli::err).isZero();

    JsonNode plan = cli.json().path("tables").path(0);
    assertThat(plan.path("way").asText()).isEqualTo("pitr");
    assertThat(plan.path("readUnits").asDouble()).isZero();
    assertThat(plan.path("ways"))
        .extracting(way -> way.path("kind").asText() + " " + way.path("taken").asBoolean())
        .containsExactly("scan false", "query false", "export false", "pitr true", "stream false");
    assertThat(plan.path("pointInTimeRecovery").path("enabled").asBoolean()).isTrue();
    assertThat(plan.path("warnings").toString()).doesNotContain("recovery");
    assertThat(exports()).isEmpty();
    servers.recover(table, false);
    assertThat(run("plan", "any", "source.kind=pitr")).isZero();
    assertThat(cli.out()).contains("the run is refused until");
  }

  @Tag("thorough")
  @Test
  void theRoleNeedsWhatInitPrints() throws Exception {
    Set<RecordedCalls.Call> calls =
        RecordedCalls.during(() -> run("export", "rights", "source.kind=pitr"));
    calls.addAll(RecordedCalls.during(() -> run("plan", "rights", "source.kind=pitr")));

    Policy policy = Policy.of(List.of(new IamPolicy(settings("source.kind=pitr")).json()));

    assertThat(calls)
        .extracting(RecordedCalls.Call::action)
        .contains("dynamodb:ExportTableToPointInTime", "dynamodb:DescribeExport", "s3:ListBucket");
    assertThat(policy.denied(calls)).isEmpty();
    assertThat(policy.statements())
        .filteredOn(statement -> statement.actions().contains("s3:PutObject"))
        .extracting(Policy.Statement::resources)
        .contains(List.of("arn:aws:s3:::" + bucket + "/AWSDynamoDB/*"));
  }

  private List<ExportSummary> exports() {
    return servers.dynamoDb.listExports(r -> r.tableArn(servers.arn(table))).exportSummaries();
  }

  private Settings settings(String... sets) {
    ConfigErrors errors = new ConfigErrors();
    Settings settings = SettingsReader.read(null, all(sets), Set.of(), errors);
    assertThat(errors.all()).isEmpty();
    return settings;
  }

  private List<String> all(String... sets) {
    List<String> all = new ArrayList<>(List.of(
        "aws.region=us-east-1",
        "aws.dynamodb-endpoint=" + servers.servers.dynamoDb(),
        "aws.s3-endpoint=" + servers.servers.s3(),
        "source.table=" + table,
        "source.export.bucket=" + bucket,
        "dataset.root=" + folder.resolve("root").toUri()));
    all.addAll(List.of(sets));
    return all;
  }

  private int run(String command, String id, String... options) {
    List<String> arguments = new ArrayList<>(List.of(command, "--json", "--run-id", id));
    List<String> sets = new ArrayList<>();
    for (String option : options) {
      (option.startsWith("--") ? arguments : sets).add(option);
    }
    return cli.run(arguments, all(sets.toArray(String[]::new)));
  }

  private JsonNode manifest(String id) throws IOException {
    Path manifest = folder.resolve("root/snapshots/" + id + "/manifest.json");
    return new ObjectMapper().readTree(manifest.toFile());
  }

  private List<String> rows(String id) {
    return TestSpark.session()
        .read()
        .parquet(folder.resolve("root/snapshots/" + id + "/tables/" + table).toString())
        .orderBy("id")
        .toJSON()
        .collectAsList();
  }
}
