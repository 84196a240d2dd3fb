package dev.sluice.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.job.cloud.Policy;
import dev.sluice.job.settings.ConfigErrors;
import dev.sluice.job.settings.SettingsReader;
import dev.sluice.testing.CommandLine;
import dev.sluice.testing.FaultyDynamoDb;
import dev.sluice.testing.InjectedFault;
import dev.sluice.testing.RecordedCalls;
import dev.sluice.testing.TestServers;
import dev.sluice.testing.TestSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ExportSummary;

/** Runs with source.kind = auto, and what plan says of them. */
final class AutoRunTest {
  private static final int ITEMS = 30;
  private static final String SCAN_DENIED =
      "an export would cost less, and the role may not request it";

  private final CommandLine cli = new CommandLine();
  private final FaultyDynamoDb front = FaultyDynamoDb.start();
  private final String table = TestServers.table("auto");
  private final String bucket = TestServers.bucket();

  /** An address of this machine that is not known as one: reads are paid there. */
  private final String elsewhere = front.endpoint().toString().replace("127.0.0.1", "0.0.0.0");

  @TempDir
  Path folder;

  @BeforeAll
  static void servers() {
    assertThat(TestSpark.session()).isNotNull();
  }

  @BeforeEach
  void load() {
    TestServers.createTable(table);
    recover(true);
    for (int n = 0; n < ITEMS; n++) {
      String id = "r" + n;
      TestServers.dynamoDb()
          .putItem(r -> r.tableName(table).item(Map.of("id", AttributeValue.fromS(id))));
    }
  }

  @AfterEach
  void stop() {
    front.close();
  }

  @Test
  void withoutABucketTheTableIsScanned() throws IOException {
    assertThat(run("export", "free", "source.export.bucket=null")).as(cli::err).isZero();

    assertThat(choice().path("kind").asText()).isEqualTo("scan");
    assertThat(choice().path("why").asText()).contains("source.export.bucket is not set");
    assertThat(choice().path("consumedReadUnits").asDouble()).isZero();
    assertThat(kind("free")).isEqualTo("scan");
    assertThat(front.requests("DescribeContinuousBackups")).isEmpty();
    assertThat(exports()).isEmpty();
  }

  /** By the list prices no table is dear enough to read that an export saves a cent. */
  @Test
  void anExportThatAnEarlierStartHasChosenIsRequested() throws IOException {
    chosen("asked");

    assertThat(run("export", "asked")).as(cli::err).isZero();

    assertThat(choice().path("kind").asText()).isEqualTo("pitr");
    assertThat(kind("asked")).isEqualTo("export");
    assertThat(written("asked")).isEqualTo(ITEMS);
    assertThat(exports()).hasSize(1);
  }

  @Test
  void aSavingOfLessThanACentDoesNotCount() throws IOException {
    JsonNode plan = plan();

    assertThat(plan.path("way").asText()).isEqualTo("scan");
    assertThat(way(plan, "pitr").path("dollars").asDouble())
        .isPositive()
        .isLessThan(way(plan, "scan").path("dollars").asDouble());
    assertThat(way(plan, "pitr").path("why").asText())
        .contains("a scan costs about")
        .contains("a saving of less than a cent does not count");
    assertThat(way(plan, "scan").path("taken").asBoolean()).isTrue();
  }

  @Test
  void whatForbidsAnExportIsSaid() throws IOException {
    assertThat(why("aws.region=ap-south-2")).contains("no price of an export", "ap-south-2");
    assertThat(why("aws.region=eu-west-1")).contains("no price of an export", "eu-west-1");
    assertThat(why("aws.dynamodb-endpoint=" + front.endpoint())).contains("the endpoint is local");
    front.next(
        "DescribeContinuousBackups",
        1,
        InjectedFault.error(400, "AccessDeniedException", "not authorized"));
    assertThat(why()).contains("dynamodb:DescribeContinuousBackups is denied");
    recover(false);
    assertThat(why()).contains("the table has no point-in-time recovery");
    TestServers.dynamoDb().updateTable(r -> r.tableName(table)
        .billingMode("PROVISIONED")
        .provisionedThroughput(p -> p.readCapacityUnits(100L).writeCapacityUnits(100L)));
    assertThat(why()).contains("read capacity is provisioned");
    assertThat(exports()).isEmpty();
  }

  @Test
  void withoutRecoveryTheTableIsScanned() throws IOException {
    recover(false);

    assertThat(run("export", "off", "source.segments=64")).as(cli::err).isZero();

    assertThat(kind("off")).isEqualTo("scan");
    assertThat(choice().path("why").asText()).contains("no point-in-time recovery");
    assertThat(choice().path("consumedReadUnits").asDouble()).isZero();
  }

  @Test
  void aRunKeepsWhatItHasChosenThoughAScanIsCheaperMeanwhile() throws IOException {
    chosen("kept");
    front.next(
        "ExportTableToPointInTime", 1, InjectedFault.error(400, "ValidationException", "later"));
    assertThat(run("export", "kept")).isEqualTo(3);
    assertThat(exports()).isEmpty();

    assertThat(run("export", "kept")).as(cli::err).isZero();

    assertThat(kind("kept")).isEqualTo("export");
    // the plan names it now, and nothing is asked for it
    unfinished("kept");
    recover(false);
    assertThat(run("export", "kept", "source.export.bucket=null")).as(cli::err).isZero();
    assertThat(kind("kept")).isEqualTo("export");
    assertThat(exports()).hasSize(1);
  }

  @Test
  void aScanThatHasBegunGoesOnThoughAnExportIsCheaperMeanwhile() throws IOException {
    assertThat(run("export", "begun")).as(cli::err).isZero();
    assertThat(kind("begun")).isEqualTo("scan");
    unfinished("begun");
    chosen("begun");

    assertThat(run("export", "begun")).as(cli::err).isZero();

    assertThat(kind("begun")).isEqualTo("scan");
    assertThat(exports()).isEmpty();
  }

  @Test
  void aRoleThatMayNotRequestScans() throws IOException {
    chosen("denied");
    front.next(
        "ExportTableToPointInTime", 1, InjectedFault.error(400, "ValidationException", "later"));
    assertThat(run("export", "denied")).isEqualTo(3);
    front.next(
        "ExportTableToPointInTime",
        1,
        InjectedFault.error(400, "AccessDeniedException", "not authorized"));

    assertThat(run("export", "denied")).as(cli::err).isZero();

    assertThat(cli.err())
        .contains("The table is scanned: " + SCAN_DENIED)
        .contains("not authorized");
    assertThat(choice().path("kind").asText()).isEqualTo("scan");
    assertThat(choice().path("why").asText()).isEqualTo(SCAN_DENIED);
    assertThat(kind("denied")).isEqualTo("scan");
    assertThat(written("denied")).isEqualTo(ITEMS);
  }

  @Test
  void anExportThatIsThereIsReadAtNoCost() throws IOException {
    String arn = TestServers.dynamoDb()
        .exportTableToPointInTime(r -> r.tableArn(arn()).s3Bucket(bucket))
        .exportDescription()
        .exportArn();
    String there = "source.export-path=" + arn;

    JsonNode plan = plan(there);
    assertThat(plan.path("way").asText()).isEqualTo("export");
    assertThat(way(plan, "export").path("dollars").asDouble()).isZero();
    assertThat(run("export", "there", there)).as(cli::err).isZero();

    assertThat(choice().path("kind").asText()).isEqualTo("export");
    assertThat(kind("there")).isEqualTo("export");
    assertThat(front.requests("Scan")).isEmpty();
    assertThat(exports()).hasSize(1);
    assertThat(run("plan", "any", there, "source.segments=4")).isEqualTo(2);
  }

  @Test
  void theRoleNeedsWhatInitPrints() throws Exception {
    chosen("rights");
    Set<RecordedCalls.Call> calls = RecordedCalls.during(() -> run("export", "rights"));
    calls.addAll(RecordedCalls.during(() -> run("export", "scanned")));
    calls.addAll(RecordedCalls.during(() -> run("plan", "rights")));
    ConfigErrors errors = new ConfigErrors();
    var settings = SettingsReader.read(null, all(), Set.of(), errors);
    assertThat(errors.all()).isEmpty();

    Policy policy = Policy.of(List.of(new IamPolicy(settings).json()));

    assertThat(calls)
        .extracting(RecordedCalls.Call::action)
        .contains(
            "dynamodb:ExportTableToPointInTime",
            "dynamodb:DescribeContinuousBackups",
            "dynamodb:Scan");
    assertThat(policy.denied(calls)).isEmpty();
  }

  private String why(String... sets) throws IOException {
    JsonNode plan = plan(sets);
    assertThat(plan.path("way").asText()).isEqualTo("scan");
    return way(plan, "pitr").path("why").asText();
  }

  private JsonNode plan(String... sets) throws IOException {
    assertThat(run("plan", "any", sets)).as(cli::err).isZero();
    return cli.json().path("tables").path(0);
  }

  private static JsonNode way(JsonNode plan, String kind) {
    for (JsonNode way : plan.path("ways")) {
      if (way.path("kind").asText().equals(kind)) {
        return way;
      }
    }
    throw new AssertionError(kind + " is not in " + plan.path("ways"));
  }

  private JsonNode choice() throws IOException {
    return cli.json().path("accessPath");
  }

  private String kind(String id) throws IOException {
    return manifest(id).path("kind").asText();
  }

  private int written(String id) throws IOException {
    return manifest(id).path("written").asInt();
  }

  private JsonNode manifest(String id) throws IOException {
    Path manifest = folder.resolve("root/snapshots/" + id + "/manifest.json");
    return new ObjectMapper().readTree(manifest.toFile()).path("tables").path(table);
  }

  /** Leaves a run as a start does that has chosen an export and ended before it had one. */
  private void chosen(String id) throws IOException {
    Path runs = Files.createDirectories(folder.resolve("root/runs/" + id));
    Files.writeString(
        runs.resolve("access-path.json"),
        "{\"format\":1,\"kind\":\"pitr\",\"why\":\"it was cheaper\",\"consumedReadUnits\":0}");
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

  private void recover(boolean on) {
    TestServers.dynamoDb().updateContinuousBackups(r -> r.tableName(table)
        .pointInTimeRecoverySpecification(s -> s.pointInTimeRecoveryEnabled(on)));
  }

  private String arn() {
    return TestServers.dynamoDb().describeTable(r -> r.tableName(table)).table().tableArn();
  }

  private List<ExportSummary> exports() {
    return TestServers.dynamoDb().listExports(r -> r.tableArn(arn())).exportSummaries();
  }

  private List<String> all(String... sets) {
    List<String> all = new ArrayList<>(List.of(
        "aws.region=us-east-1",
        "aws.dynamodb-endpoint=" + elsewhere,
        "aws.allow-http=true",
        "aws.s3-endpoint=" + TestServers.s3Endpoint(),
        "source.table=" + table,
        "source.kind=auto",
        "source.capacity.max-read-units=10000",
        "source.export.bucket=" + bucket,
        "dataset.root=" + folder.resolve("root").toUri()));
    all.addAll(List.of(sets));
    return all;
  }

  private int run(String command, String id, String... sets) {
    return cli.run(List.of(command, "--json", "--run-id", id), all(sets));
  }
}
