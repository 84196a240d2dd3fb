package dev.sluice.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.export.ExportWriter;
import dev.sluice.job.cloud.Policy;
import dev.sluice.job.cloud.Template;
import dev.sluice.job.settings.ConfigErrors;
import dev.sluice.job.settings.Settings;
import dev.sluice.job.settings.SettingsReader;
import dev.sluice.testing.CommandLine;
import dev.sluice.testing.RecordedCalls;
import dev.sluice.testing.TestServers;
import dev.sluice.testing.TestSpark;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What roles are allowed, against what commands ask of the embedded servers, S3A's calls included. */
final class PermissionsTest {
  private static final String LOG = TestServers.table("rights-log");
  private static final String LABELS = TestServers.table("rights-labels");
  private static final String SUMMARY = TestServers.table("rights-summary");
  private static final String BUCKET = TestServers.bucket();
  private static final String REPORT = "report.path=s3://" + BUCKET + "/pages/report.html";
  private static final String[] SETTINGS = {
    "aws.region=us-east-1",
    "source.table=" + LOG,
    "events.id=id",
    "labels.table=" + LABELS,
    "labels.id=id",
    "summary.table=" + SUMMARY,
    "dataset.root=s3://" + BUCKET + "/some/root",
    "dataset.keep=1"
  };

  private static Set<RecordedCalls.Call> runs;
  private static Set<RecordedCalls.Call> others;

  @BeforeAll
  static void record() throws Exception {
    assertThat(TestSpark.session()).isNotNull();
    TestServers.createTable(LOG);
    TestServers.createTable(LABELS);
    for (int n = 0; n < 4; n++) {
      put(LOG, n, "timestamp", "2026-10-20T10:00:00Z");
      put(LABELS, n, "label", "x");
    }
    TestServers.s3()
        .putObject(
            r -> r.bucket(BUCKET).key("jobs/sluice.conf"),
            RequestBody.fromString("sluice.events.model = modelName"));
    others = RecordedCalls.during(() -> command("init"));
    others.addAll(RecordedCalls.during(() -> command("run", "--set", REPORT)));
    // answers its filter by Queries, and advances the rows of the first one
    runs = RecordedCalls.during(() -> command(
        "run",
        "--config",
        "s3://" + BUCKET + "/jobs/sluice.conf",
        "--set",
        "source.filter=id in ('r0', 'r1', 'r2', 'r3')"));
    others.addAll(
        RecordedCalls.during(() -> command("verify") + command("summary") + command("plan")));
  }

  @Test
  void initPrintsWhatCommandsNeed() {
    Policy policy = Policy.of(List.of(printed(REPORT)));
    Set<RecordedCalls.Call> calls = new TreeSet<>(runs);
    calls.addAll(others);
    // the configuration lies where its writer put it
    calls.removeIf(call -> call.resource().endsWith("/jobs/sluice.conf"));

    assertThat(policy.denied(calls)).isEmpty();
    assertThat(policy.unused(calls)).isSubsetOf(reasons().keySet());
    assertThat(reasons()).allSatisfy((action, reason) -> assertThat(reason).isNotBlank());
  }

  @Test
  void anExportNeedsWhatInitPrints() throws Exception {
    String export = "source.export-path=" + ExportWriter.of(LOG).write().inBucket(BUCKET);
    Set<RecordedCalls.Call> calls = RecordedCalls.during(() ->
        command("export", "--run-id", "exported", "--set", "source.kind=export", "--set", export));

    Policy policy = Policy.of(List.of(printed("source.kind=export", export)));

    assertThat(calls).extracting(RecordedCalls.Call::action).contains("s3:ListBucket");
    assertThat(policy.denied(calls)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"emr-serverless", "glue"})
  void theTemplatesRoleMayDoWhatARunNeeds(String folder) {
    JsonNode role = template(folder).resource("JobRole");
    Policy policy = Policy.of(documents(role));
    JsonNode reasons = role.path("Metadata").path("Reasons");

    assertThat(policy.denied(runs)).isEmpty();
    assertThat(policy.unused(runs)).containsExactlyInAnyOrderElementsOf(names(reasons));
    assertThat(reasons).allSatisfy(reason -> assertThat(reason.asText()).isNotBlank());
  }

  @ParameterizedTest
  @ValueSource(strings = {"emr-serverless", "glue"})
  void theTemplatesRoleAndInitAgree(String folder) {
    List<JsonNode> printed = new ArrayList<>();
    printed(
            "experiments.table=Trials",
            "experiments.statuses=[completed]",
            "source.filter=id = 'r1'")
        .path("Statement")
        .forEach(printed::add);
    printed.removeIf(
        statement -> Set.of(Permissions.PLAN_TABLES.sid(), Permissions.SUMMARY_CREATION.sid())
            .contains(statement.path("Sid").asText()));
    JsonNode role = template(folder).resource("JobRole");

    assertThat(
            Policy.of(List.of(role.at("/Properties/Policies/0/PolicyDocument"))).statements())
        .isEqualTo(Policy.of(List.of(inAccount(printed))).statements());
  }

  @ParameterizedTest
  @ValueSource(strings = {"emr-serverless", "glue"})
  void noActionIsAPattern(String folder) {
    Template template = template(folder);
    Stream<Policy.Statement> statements = Stream.of("JobRole", "ScheduleRole")
        .map(role -> Policy.of(documents(template.resource(role))))
        .flatMap(policy -> policy.statements().stream());

    assertThat(statements).allSatisfy(statement -> {
      assertThat(statement.actions()).noneMatch(action -> action.contains("*"));
      assertThat(statement.resources()).doesNotContain("*");
    });
    assertThat(Arrays.stream(Permissions.values())
            .flatMap(permissions -> permissions.actions().stream()))
        .noneMatch(action -> action.contains("*"));
  }

  @Test
  void writingATableFromSparkNeedsWhatTheDocumentationSays() throws Exception {
    String copy = TestServers.table("rights-copy");
    TestServers.createTable(copy);
    Map<String, String> reach =
        Map.of("endpoint", TestServers.dynamoDbEndpoint().toString(), "region", "us-east-1");
    Set<RecordedCalls.Call> calls = RecordedCalls.during(() -> {
      TestSpark.session()
          .read()
          .format("sluice")
          .options(reach)
          .option("table", LOG)
          .load()
          .write()
          .format("sluice")
          .options(reach)
          .option("table", copy)
          .mode("append")
          .save();
      return copy;
    });

    assertThat(calls)
        .filteredOn(call -> call.resource().endsWith("/" + copy))
        .extracting(RecordedCalls.Call::action)
        .containsExactly(
            "dynamodb:BatchWriteItem", "dynamodb:DescribeTable", "dynamodb:DescribeTimeToLive")
        .allSatisfy(
            action -> assertThat(Files.readString(Path.of("src/site/markdown/emr-and-glue.md")))
                .contains("`" + action + "`"));
  }

  private static Map<String, String> reasons() {
    return Arrays.stream(Permissions.values())
        .flatMap(permissions -> permissions.permissions().stream())
        .filter(right -> right.reason() != null)
        .collect(Collectors.toMap(
            Permissions.Permission::action,
            Permissions.Permission::reason,
            (one, other) -> one + "; " + other));
  }

  private static Template template(String folder) {
    return new Template(
        folder,
        Map.of(
            "SourceTable", LOG,
            "LabelsTable", LABELS,
            "ExperimentsTable", "Trials",
            "SummaryTable", SUMMARY,
            "DataPrefix", "some/root",
            "KmsKeyArn", "arn:aws:kms:us-east-1:123456789012:key/k",
            "Bucket", BUCKET));
  }

  private static List<JsonNode> documents(JsonNode role) {
    return StreamSupport.stream(role.at("/Properties/Policies").spliterator(), false)
        .map(policy -> policy.path("PolicyDocument"))
        .toList();
  }

  private static JsonNode inAccount(List<JsonNode> statements) {
    String text = statements.toString().replace("us-east-1:*:", "us-east-1:123456789012:");
    try {
      return new ObjectMapper().readTree("{\"Statement\":" + text + "}");
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JsonNode printed(String... more) {
    ConfigErrors faults = new ConfigErrors();
    List<String> sets =
        Stream.concat(Arrays.stream(SETTINGS), Arrays.stream(more)).toList();
    Settings settings = SettingsReader.read(null, sets, Set.of(), faults);
    assertThat(faults.all()).isEmpty();
    return new IamPolicy(settings).json();
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static void put(String table, int number, String attribute, String value) {
    TestServers.dynamoDb().putItem(r -> r.tableName(table)
        .item(Map.of(
            "id",
            AttributeValue.fromS("r" + number),
            "modelName",
            AttributeValue.fromS("m"),
            "prediction",
            AttributeValue.fromS("x"),
            "latencyMs",
            AttributeValue.fromN("1.5"),
            attribute,
            AttributeValue.fromS(value))));
  }

  private static int command(String command, String... more) {
    CommandLine cli = new CommandLine();
    int code = cli.run(
        Stream.concat(Stream.of(command), Stream.of(more)).toList(),
        List.of(SETTINGS),
        "aws.dynamodb-endpoint=" + TestServers.dynamoDbEndpoint(),
        "aws.s3-endpoint=" + TestServers.s3Endpoint());
    assertThat(code).as(cli.toString()).isZero();
    return code;
  }
}
