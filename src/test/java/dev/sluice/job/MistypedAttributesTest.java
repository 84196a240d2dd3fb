package dev.sluice.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.TestServers;
import dev.sluice.TestSpark;
import dev.sluice.table.TableDescription;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Attributes that no item has, or has otherwise than the configuration says: told, and no figures of nothing. */
final class MistypedAttributesTest {
  private static final String EVENTS = TestServers.table("mistyped-events");
  private static final String LABELS = TestServers.table("mistyped-labels");
  private static final int ITEMS = 12;

  @TempDir
  static Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @BeforeAll
  static void export() {
    TestSpark.session();
    TestServers.createTable(EVENTS, List.of(new TableDescription.Key("requestId", "S")));
    TestServers.createTable(LABELS, List.of(new TableDescription.Key("entry", "S")));
    for (int i = 0; i < ITEMS; i++) {
      put(EVENTS, event(i));
      put(LABELS, label(i, "first", "a"));
      put(LABELS, label(i, "second", i % 3 == 0 ? "b" : "a"));
    }
    assertThat(new MistypedAttributesTest().sluice("export")).isZero();
  }

  private static Map<String, AttributeValue> event(int i) {
    Map<String, AttributeValue> item = new HashMap<>();
    item.put("requestId", AttributeValue.fromS("r" + i));
    item.put("timestamp", AttributeValue.fromS("2026-10-19T12:00:00Z"));
    item.put("when", AttributeValue.fromS("19/10/2026 12:00"));
    item.put("modelName", AttributeValue.fromS("m"));
    item.put("prediction", AttributeValue.fromS("a"));
    item.put("tags", AttributeValue.fromSs(List.of("a", "b")));
    item.put("response", AttributeValue.fromS("{\"label\":\"a\",\"took\":1.5}"));
    item.put("latencyMs", AttributeValue.fromN("1.5"));
    return item;
  }

  private static Map<String, AttributeValue> label(int i, String entry, String label) {
    return Map.of(
        "entry", AttributeValue.fromS("r" + i + entry),
        "requestId", AttributeValue.fromS("r" + i),
        "label", AttributeValue.fromS(label),
        "listed", AttributeValue.fromL(List.of(AttributeValue.fromS(label))),
        "labeledAt",
            AttributeValue.fromS(entry.equals("first") ? "2026-10-20" : "2026-10-19T13:00:00Z"));
  }

  private static void put(String table, Map<String, AttributeValue> item) {
    TestServers.dynamoDb().putItem(put -> put.tableName(table).item(item));
  }

  @Test
  void whatIsRightIsNotWarnedOf() throws IOException {
    assertThat(sluice("analyze")).isZero();
    assertThat(json().path("warnings")).isEmpty();
    assertThat(figures().path("accuracy").path(0).path("correct").asInt()).isEqualTo(ITEMS);
  }

  @Test
  void aModelThatNoItemHasPublishesNothing() throws IOException {
    assertThat(sluice("analyze", "events.model=model_name")).isEqualTo(4);
    assertThat(json().path("error").path("message").asText())
        .contains("12 of 12 dated items have no model: sluice.events.model = model_name");
    assertThat(json().path("error").path("remedy").asText())
        .contains("The nearest name seen is modelName.", "sluice.analytics.gates.unmodelled = 1");

    assertThat(sluice("analyze", "events.model=model_name", "analytics.gates.unmodelled=1"))
        .isZero();
    assertThat(warnings())
        .contains("sluice.events.model = model_name: is an attribute that no item of " + EVENTS
            + " has. The nearest name seen is modelName.");
    assertThat(report()).contains("What the run warned of", "The nearest name seen is modelName.");
  }

  @Test
  void aPlanTellsItFromItsSample() throws IOException {
    assertThat(sluice("plan", "events.model=model_name", "events.version=release"))
        .isZero();
    assertThat(json().path("tables").path(0).path("warnings").toString())
        .contains(
            "sluice.events.model = model_name: is an attribute that no sampled item has. The nearest name seen is"
                + " modelName.",
            "sluice.events.version = release: is an attribute that no sampled item has. Seen are latencyMs, modelName");
  }

  @Test
  void soItDoesOfEverySettingThatNamesAttributes() throws IOException {
    int exitCode = sluice(
        "plan",
        "dataset.entity-by=model_name",
        "source.schema.ddl=predicton string, rare string",
        "labels.id=request_id");
    assertThat(exitCode).as(out.toString(StandardCharsets.UTF_8)).isZero();
    String warnings = json().path("tables").toString();
    assertThat(warnings)
        .contains(
            "sluice.dataset.entity-by = model_name: is",
            "sluice.source.schema.ddl = predicton: is",
            "sluice.labels.id = request_id: is")
        .doesNotContain("ddl = rare", "events.error", "events.confidence");

    assertThat(sluice("plan", "source.columns=[requestId, model_name]")).isEqualTo(2);
    assertThat(json().path("error").path("message").asText())
        .contains("sluice.source.columns = model_name", "The nearest name seen is modelName.");
    assertThat(sluice(
            "plan",
            "dataset.training.profile=typed",
            "dataset.training.features=[latency_ms]",
            "dataset.training.split.group=model_name"))
        .isEqualTo(2);
    assertThat(json().path("error").path("message").asText())
        .contains("The nearest name seen is latencyMs.", "The nearest name seen is modelName.");
  }

  @Test
  void timesInAFormOfTheirOwnAreToldAndRead() throws IOException {
    assertThat(sluice("analyze", "events.time=when")).isEqualTo(4);
    assertThat(json().path("error").path("message").asText())
        .contains("12 of 12 items with a model have no readable time: sluice.events.time = when,"
            + " such as \"19/10/2026 12:00\"");
    assertThat(json().path("error").path("remedy").asText())
        .contains("sluice.events.time-format, such as \"dd/MM/yyyy HH:mm\"");

    assertThat(sluice("analyze", "events.time=when", "events.time-format=dd/MM/yyyy HH:mm"))
        .isZero();
    assertThat(json().path("warnings")).isEmpty();
    assertThat(figures().path("latency").path(0).path("window").path("label").asText())
        .isEqualTo("2026-10-19T12");
  }

  @Test
  void labelsWithoutATimeDoNotLetTheGreatestTextWinInSilence() throws IOException {
    assertThat(sluice("analyze", "labels.time=labelledAt")).isZero();
    assertThat(warnings())
        .contains(
            "sluice.labels.time = labelledAt: is an attribute that no item of " + LABELS
                + " has. The nearest name seen is labeledAt.",
            "4 predictions have labels of one time, or all without a time, that differ",
            "12 predictions have a label without a readable time");
    assertThat(figures().path("quality").path("conflictingLabels").asInt()).isEqualTo(4);
    assertThat(report()).contains("labels of one time that differ: the greatest text counts");
  }

  @Test
  void predictionsThatAreSetsAreCountedByType() throws IOException {
    assertThat(sluice("analyze", "events.prediction=tags")).isZero();
    assertThat(warnings())
        .contains(
            "Model m has predictions that are no value to compare with a label, by type {SS=12}");
    assertThat(report())
        .contains("No prediction can be compared with a label: by type they are SS 12.")
        .doesNotContain("There was no prediction in this period.");
  }

  @Test
  void labelsVersionsAndModelsThatAreNoValueAreToldByType() throws IOException {
    assertThat(sluice("analyze", "labels.label=listed", "events.version=tags")).isZero();
    assertThat(warnings())
        .contains(
            "Model m has predictions whose labels are no value to compare, by type {L=12}",
            "Model m has versions that are no name, by type {SS=12}");
    assertThat(report())
        .contains(
            "No prediction in this period has a label that is a value to compare; there are labels of type L 12.")
        .doesNotContain("has a label yet: nothing to compare with");

    assertThat(sluice("analyze", "events.model=tags", "analytics.gates.unmodelled=1")).isZero();
    assertThat(warnings()).contains("Dated items have a model that is no name, by type {SS=12}");
    assertThat(report()).contains("(no model)");
  }

  @Test
  void pathsLeadIntoJsonText() throws IOException {
    assertThat(sluice(
            "analyze", "events.prediction=response.label", "events.latency-ms=response.took"))
        .isZero();
    assertThat(json().path("warnings")).isEmpty();
    assertThat(figures().path("accuracy").path(0).path("correct").asInt()).isEqualTo(ITEMS);
    assertThat(figures().path("latency").path(0).path("p50").asDouble()).isEqualTo(1.5);
  }

  @Test
  void aTableOfOtherThingsIsOnlyToldOf() throws IOException {
    assertThat(sluice("analyze", "events.time=made", "events.model=maker")).isZero();
    assertThat(warnings())
        .contains(
            "sluice.events.time = made: is an attribute that no item of " + EVENTS,
            "12 of 12 items have no readable time (sluice.events.time = made) and are in no figures.");
  }

  private String warnings() throws IOException {
    return json().path("warnings").toString().replace("\\\"", "\"");
  }

  private JsonNode figures() throws IOException {
    String report = Path.of(java.net.URI.create(json().path("report").asText()))
        .getFileName()
        .toString();
    return new ObjectMapper()
        .readTree(folder.resolve("figures/" + report.replace(".html", ".json")).toFile());
  }

  private String report() throws IOException {
    return Files.readString(Path.of(java.net.URI.create(json().path("report").asText())));
  }

  private JsonNode json() throws IOException {
    return new ObjectMapper().readTree(out.toString(StandardCharsets.UTF_8));
  }

  private int sluice(String command, String... sets) {
    out.reset();
    List<String> arguments =
        new ArrayList<>(List.of(command, "--json", "--run-id", "mistyped", "--date", "2026-10-25"));
    List<String> all = new ArrayList<>(List.of(
        "aws.region=us-east-1",
        "aws.dynamodb-endpoint=" + TestServers.dynamoDbEndpoint(),
        "source.table=" + EVENTS,
        "labels.table=" + LABELS,
        "dataset.root=" + folder.toUri()));
    all.addAll(List.of(sets));
    all.forEach(each -> arguments.addAll(List.of("--set", each)));
    return new Cli(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
            InstantSource.system())
        .run(arguments.toArray(String[]::new));
  }
}
