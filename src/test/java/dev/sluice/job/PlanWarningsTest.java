package dev.sluice.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.job.args.Verb.Requirement;
import dev.sluice.job.settings.ConfigErrors;
import dev.sluice.job.settings.SettingsReader;
import dev.sluice.table.TableDescription;
import dev.sluice.testing.DynamoDbReply;
import dev.sluice.testing.FaultyDynamoDb;
import dev.sluice.testing.InjectedFault;
import dev.sluice.testing.TestServers;
import dev.sluice.testing.TestSpark;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** What plan warns of, at tables that have it. */
final class PlanWarningsTest {
  private static final Percentage SAMPLED = Percentage.withPercentage(15);

  private final FaultyDynamoDb front = FaultyDynamoDb.start();

  @BeforeAll
  static void servers() {
    TestServers.sampleTables();
    TestSpark.session();
  }

  @AfterEach
  void close() {
    front.close();
  }

  @Test
  void aTableOfWhichDynamoDbTellsNoSizeIsCountedInPart() {
    front.otherwise(InjectedFault.young());

    JsonNode table = plan("source.table=InferenceMetadata");

    assertThat(table.path("itemCount").asLong()).isZero();
    assertThat(table.path("readUnits").asDouble()).isCloseTo(1_100, SAMPLED);
    assertThat(table.path("basis").asText()).contains("DynamoDB gives no plausible size");
    assertThat(table.path("sampleReadUnits").asDouble()).isLessThan(700);
    assertThat(warnings(table)).contains("outdated count: DynamoDB counts 0 items");
  }

  @Test
  void recoveryIsAskedForAndMayBeDenied() {
    front.next("DescribeContinuousBackups", 1, recovery("DISABLED"));
    front.next("DescribeContinuousBackups", 1, recovery("ENABLED"));
    front.next(
        "DescribeContinuousBackups",
        1,
        InjectedFault.error(400, "AccessDeniedException", "not authorized"));
    front.next(
        "DescribeContinuousBackups",
        1,
        InjectedFault.error(400, "UnknownOperationException", "an emulator without it"));

    JsonNode off = plan("source.table=ml-jobs");
    JsonNode on = plan("source.table=ml-jobs");
    JsonNode denied = plan("source.table=ml-jobs");
    JsonNode notAnswered = plan("source.table=ml-jobs");

    assertThat(warnings(off)).contains("no point-in-time recovery");
    assertThat(warnings(on)).doesNotContain("recovery");
    assertThat(warnings(denied)).contains("is not known", "DescribeContinuousBackups is denied");
    assertThat(warnings(notAnswered)).contains("is not known");
    assertThat(requested(off).path("dollarsAMonth").asDouble())
        .isGreaterThan(requested(on).path("dollarsAMonth").asDouble());
    assertThat(requested(on).path("why").asText())
        .isEqualTo(
            "an export is requested only if source.kind = pitr or auto, and source.export.bucket is set");
    assertThat(requested(on).path("taken").asBoolean()).isFalse();
  }

  private static InjectedFault recovery(String status) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.putObject("ContinuousBackupsDescription")
        .put("ContinuousBackupsStatus", "ENABLED")
        .putObject("PointInTimeRecoveryDescription")
        .put("PointInTimeRecoveryStatus", status);
    return (request, dynamoDb) -> DynamoDbReply.of(200, body);
  }

  @Test
  void aHotKeyAndABacklogAreSeenInTheSample() {
    String name = TestServers.table("hot");
    create(name);
    long past = Instant.now().minusSeconds(86_400).getEpochSecond();
    List<Map<String, AttributeValue>> items = IntStream.range(0, 100)
        .mapToObj(i -> Map.of(
            "pk", AttributeValue.fromS(i < 40 ? "popular" : "key-" + i),
            "sk", AttributeValue.fromN("" + i),
            "gone", AttributeValue.fromN("" + (i % 4 == 0 ? past : past + 200_000))))
        .toList();
    put(name, items);
    // turned on at the server itself it deletes some of them meanwhile
    front.next("DescribeTimeToLive", 1, timeToLive("gone"));

    JsonNode table = plan("source.table=" + name);

    assertThat(warnings(table))
        .contains("hot key: 40 % of the sample have pk = popular")
        .contains("TTL backlog: 25 % of the sample are past their TTL");
  }

  private static InjectedFault timeToLive(String attribute) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.putObject("TimeToLiveDescription")
        .put("AttributeName", attribute)
        .put("TimeToLiveStatus", "ENABLED");
    return (request, dynamoDb) -> DynamoDbReply.of(200, body);
  }

  @Test
  void aLimitThatIsTooHighOrTooLowIsTold() {
    String name = TestServers.table("slow");
    create(name);
    assertThat(warnings(plan("source.table=" + name, "source.capacity.max-read-units=90")))
        .contains("the limit of 90 read units a second is 90 % of the 100 provisioned");
    assertThat(warnings(plan("source.table=" + name, "source.capacity.percent=50")))
        .doesNotContain("provisioned");

    JsonNode table = plan(
        "source.table=InferenceMetadata",
        "source.schema.sample-items=16",
        "source.capacity.max-read-units=25",
        "source.capacity.max-units=500",
        "source.capacity.deadline=20s");
    assertThat(warnings(table))
        .contains("more than the deadline's 0", "more than the budget's 500", "exit code 5");
  }

  @Test
  void capacityThatIsProvisionedIsPaidAnyway() {
    String name = TestServers.table("paid");
    create(name);

    JsonNode table = plan("source.table=" + name);

    assertThat(table.path("ways").path(0).path("dollars").isNull()).isTrue();
    assertThat(table.path("prices").path("provisioned").asBoolean()).isTrue();
  }

  private static JsonNode requested(JsonNode table) {
    return StreamSupport.stream(table.path("ways").spliterator(), false)
        .filter(way -> way.path("kind").asText().equals("pitr"))
        .findFirst()
        .orElseThrow();
  }

  private static String warnings(JsonNode table) {
    return StreamSupport.stream(table.path("warnings").spliterator(), false)
        .map(JsonNode::asText)
        .collect(Collectors.joining("\n"));
  }

  private JsonNode plan(String... sets) {
    List<String> all = new ArrayList<>(List.of(sets));
    all.add("aws.region=us-east-1");
    all.add("aws.dynamodb-endpoint=" + front.endpoint());
    ConfigErrors faults = new ConfigErrors();
    var settings = SettingsReader.read(null, all, Set.of(Requirement.TABLES), faults);
    assertThat(faults.all()).isEmpty();
    Outcome outcome = new Outcome("plan", InstantSource.system());
    return new PlanCommand(settings).run(outcome).json().path("tables").path(0);
  }

  private static void create(String name) {
    TestServers.createTable(
        name,
        List.of(new TableDescription.Key("pk", "S"), new TableDescription.Key("sk", "N")),
        table ->
            table.provisionedThroughput(p -> p.readCapacityUnits(100L).writeCapacityUnits(100L)));
  }

  private static void put(String table, List<Map<String, AttributeValue>> items) {
    for (int i = 0; i < items.size(); i += 25) {
      List<WriteRequest> writes = items.subList(i, Math.min(i + 25, items.size())).stream()
          .map(item -> WriteRequest.builder().putRequest(p -> p.item(item)).build())
          .toList();
      TestServers.dynamoDb().batchWriteItem(r -> r.requestItems(Map.of(table, writes)));
    }
  }
}
