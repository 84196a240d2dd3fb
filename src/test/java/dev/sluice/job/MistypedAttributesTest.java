package dev.sluice.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.table.TableDescription;
import dev.sluice.testing.CommandLine;
import dev.sluice.testing.TestServers;
import dev.sluice.testing.TestSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Attributes that no item has, or has otherwise than the configuration says: told, and no figures of nothing. */
final class MistypedAttributesTest {
  private static final String EVENTS = TestServers.table("mistyped-events");
  private static final String LABELS = TestServers.table("mistyped-labels");
  private static final String OTHERS = TestServers.table("mistyped-others");
  private static final String GOODS = TestServers.table("mistyped-goods");
  private static final int ITEMS = 12;

  @TempDir
  static Path folder;

  private final CommandLine cli = new CommandLine();

  @BeforeAll
  static void export() {
    TestSpark.session();
    TestServers.createTable(EVENTS, List.of(new TableDescription.Key("requestId", "S")));
    TestServers.createTable(LABELS, List.of(new TableDescription.Key("entry", "S")));
    TestServers.createTable(OTHERS, List.of(new TableDescription.Key("call", "S")));
    TestServers.createTable(GOODS, List.of(new TableDescription.Key("sku", "S")));
    for (int i = 0; i < ITEMS; i++) {
      put(EVENTS, event(i));
      put(OTHERS, other(i));
      put(GOODS, Map.of("sku", AttributeValue.fromS("s" + i), "error", AttributeValue.fromN("3")));
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

  /** An event whose latency, id and prediction have names of their own, unlike any default. */
  private static Map<String, AttributeValue> other(int i) {
    return Map.of(
        "call", AttributeValue.fromS("c" + i),
        "timestamp", AttributeValue.fromS("2026-10-19T12:00:00Z"),
        "modelName", AttributeValue.fromS("m"),
        "duration", AttributeValue.fromN("1.5"),
        "answer", AttributeValue.fromS("a"));
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
    assertThat(cli.json().path("warnings")).isEmpty();
    assertThat(figures().path("accuracy").path(0).path("correct").asInt()).isEqualTo(ITEMS);
  }

  @Tag("thorough")
  @Test
  void aModelThatNoItemHasPublishesNothing() throws IOException {
    assertThat(sluice("analyze", "events.model=model_name")).isEqualTo(4);
    assertThat(cli.json().path("error").path("message").asText())
        .contains("12 of 12 dated items have no model: sluice.events.model = model_name");
    assertThat(cli.json().path("error").path("remedy").asText())
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
    assertThat(cli.json().path("tables").path(0).path("warnings").toString())
        .contains(
            "sluice.events.model = model_name: is an attribute that no sampled item has. The nearest name seen is"
                + " modelName.",
            "sluice.events.version = release: is an attribute that no sampled item has. Seen are latencyMs, modelName");
  }

  @Test
  void aPlanTellsOfValuesThatCannotBeUsed() throws IOException {
    assertThat(sluice("plan", "events.time=when", "events.prediction=tags", "labels.time=entry"))
        .isZero();
    assertThat(planned(0))
        .contains(
            "12 of 12 sampled times cannot be read: sluice.events.time = when, such as \"19/10/2026 12:00\". Say how"
                + " they are written in sluice.events.time-format, such as \"dd/MM/yyyy HH:mm\", or name another"
                + " attribute in sluice.events.time.",
            "Sampled predictions cannot be compared with a label, by type {SS=12}: sluice.events.prediction = tags");
    assertThat(planned(1))
        .contains("24 of 24 sampled times cannot be read: sluice.labels.time = entry, such as \"r")
        .contains("sluice.labels.time-format");

    assertThat(sluice("plan", "events.time=when", "events.time-format=dd/MM/yyyy HH:mm"))
        .isZero();
    assertThat(planned(0) + planned(1)).isEmpty();
    assertThat(sluice("plan", "events.time=response.label")).isZero();
    assertThat(planned(0)).contains("sluice.events.time = response.label, such as \"a\"");
  }

  @Tag("thorough")
  @Test
  void aPlanTellsOfATableThatIsNoneOfEvents() throws IOException {
    assertThat(sluice("plan", "source.table=" + GOODS)).isZero();
    assertThat(planned(0))
        .contains("No sampled item has a time (sluice.events.time = timestamp) or a model"
            + " (sluice.events.model = modelName): they are in no figures. Seen are error, sku.")
        .doesNotContain("events.latency-ms", "events.id", "events.error");

    String[] own = {
      "source.table=" + GOODS, "dataset.root=" + folder.resolve("goods").toUri()
    };
    assertThat(sluice("export", own)).isZero();
    assertThat(sluice("analyze", own)).isZero();
    assertThat(cli.json().path("warnings")).hasSize(1);
    assertThat(warnings())
        .contains("12 of 12 items have no readable time (sluice.events.time = timestamp)");
  }

  @Tag("thorough")
  @Test
  void defaultNamesThatNoEventHasAreTold() throws IOException {
    assertThat(sluice("plan", "source.table=" + OTHERS)).isZero();
    assertThat(planned(0))
        .contains(
            "sluice.events.latency-ms = latencyMs: is an attribute that no sampled item has, so there are no latencies."
                + " Name the attribute that holds it in sluice.events.latency-ms. Seen are answer, call, duration.",
            "sluice.events.id = requestId: is an attribute that no sampled item has, so no label finds its event.",
            "sluice.events.prediction = prediction: is an attribute that no sampled item has, so there is no accuracy.")
        .doesNotContain("events.version", "events.error", "events.confidence");

    String[] own = {
      "source.table=" + OTHERS, "dataset.root=" + folder.resolve("others").toUri()
    };
    assertThat(sluice("export", own)).isZero();
    assertThat(sluice("analyze", own)).isZero();
    assertThat(warnings())
        .contains(
            "sluice.events.latency-ms = latencyMs: is an attribute that no item of " + OTHERS
                + " has, so there are no latencies.",
            "so no label finds its event.",
            "so there is no accuracy.");
    assertThat(sluice(
            "plan",
            "source.table=" + OTHERS,
            "labels.table=null",
            "events.latency-ms=duration",
            "events.id=call"))
        .isZero();
    assertThat(planned(0)).as("a log of latencies alone").isEmpty();
    assertThat(sluice("plan", "source.table=" + OTHERS, "events.time=made")).isZero();
    assertThat(planned(0)).contains("sluice.events.time = made: is").doesNotContain("latency-ms");
  }

  private String planned(int table) throws IOException {
    StringBuilder told = new StringBuilder();
    cli.json().path("tables").path(table).path("warnings").forEach(text -> told.append(
            text.asText())
        .append('\n'));
    told.delete(0, told.indexOf("\n") + 1); // of point-in-time recovery, which the server has not
    return told.toString();
  }

  @Test
  void soItDoesOfEverySettingThatNamesAttributes() throws IOException {
    int exitCode = sluice(
        "plan",
        "dataset.entity-by=model_name",
        "source.schema.ddl=predicton string, rare string",
        "labels.id=request_id");
    assertThat(exitCode).as(cli.out()).isZero();
    String warnings = cli.json().path("tables").toString();
    assertThat(warnings)
        .contains(
            "sluice.dataset.entity-by = model_name: is",
            "sluice.source.schema.ddl = predicton: is",
            "sluice.labels.id = request_id: is")
        .doesNotContain("ddl = rare", "events.error", "events.confidence");

    assertThat(sluice("plan", "source.columns=[requestId, model_name]")).isEqualTo(2);
    assertThat(cli.json().path("error").path("message").asText())
        .contains("sluice.source.columns = model_name", "The nearest name seen is modelName.");
    assertThat(sluice(
            "plan",
            "dataset.training.profile=typed",
            "dataset.training.features=[latency_ms]",
            "dataset.training.split.group=model_name"))
        .isEqualTo(2);
    assertThat(cli.json().path("error").path("message").asText())
        .contains("The nearest name seen is latencyMs.", "The nearest name seen is modelName.");
  }

  @Tag("thorough")
  @Test
  void timesInAFormOfTheirOwnAreToldAndRead() throws IOException {
    assertThat(sluice("analyze", "events.time=when")).isEqualTo(4);
    assertThat(cli.json().path("error").path("message").asText())
        .contains("12 of 12 items with a model have no readable time: sluice.events.time = when,"
            + " such as \"19/10/2026 12:00\"");
    assertThat(cli.json().path("error").path("remedy").asText())
        .contains("sluice.events.time-format, such as \"dd/MM/yyyy HH:mm\"");

    assertThat(sluice("analyze", "events.time=when", "events.time-format=dd/MM/yyyy HH:mm"))
        .isZero();
    assertThat(cli.json().path("warnings")).isEmpty();
    assertThat(figures().path("latency").path(0).path("window").path("label").asText())
        .isEqualTo("2026-10-19T12");
  }

  @Tag("thorough")
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
        .contains("Model m has predictions that cannot be compared with a label, by type {SS=12}");
    assertThat(report())
        .contains("No prediction can be compared with a label: by type they are SS 12.")
        .doesNotContain("There was no prediction in this period.");
  }

  @Tag("thorough")
  @Test
  void labelsVersionsAndModelsThatAreNoValueAreToldByType() throws IOException {
    assertThat(sluice("analyze", "labels.label=listed", "events.version=tags")).isZero();
    assertThat(warnings())
        .contains(
            "Model m has predictions whose labels cannot be compared, by type {L=12}",
            "Model m has versions that cannot be a name, by type {SS=12}");
    assertThat(report())
        .contains(
            "No prediction in this period has a label that is a value to compare; there are labels of type L 12.")
        .doesNotContain("has a label yet: nothing to compare with");

    assertThat(sluice("analyze", "events.model=tags", "analytics.gates.unmodelled=1"))
        .isZero();
    assertThat(warnings())
        .contains("Dated items have a model that cannot be a name, by type {SS=12}");
    assertThat(report()).contains("(no model)");
  }

  @Tag("thorough")
  @Test
  void pathsLeadIntoJsonText() throws IOException {
    assertThat(sluice(
            "analyze", "events.prediction=response.label", "events.latency-ms=response.took"))
        .isZero();
    assertThat(cli.json().path("warnings")).isEmpty();
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

  @Tag("thorough")
  @Test
  void namesThatNoFigureIsOfAreTold() throws IOException {
    assertThat(sluice("analyze", "analytics.baseline-version=v9", "analytics.targets={n=class}"))
        .isZero();
    assertThat(warnings())
        .doesNotContain("analytics.baseline-version")
        .contains("sluice.analytics.targets = n: is no model that figures are of. Seen are m.");
    assertThat(sluice(
            "analyze",
            "events.version=prediction",
            "analytics.baseline-version=v9",
            "analytics.targets={m=class}"))
        .isZero();
    assertThat(warnings())
        .doesNotContain("analytics.targets")
        .contains(
            "sluice.analytics.baseline-version = v9: is no version of a model that figures are of. Seen are a.");
  }

  @Tag("thorough")
  @ParameterizedTest
  @ValueSource(strings = {"source.filter", "dataset.training.filter"})
  void aConditionThatFailsOnAnItemIsAGate(String key) throws IOException {
    String runId = key.replace('.', '-');
    String filter = "=element_at(split(modelName, '-'), cast(latencyMs as int) - 1) = 'b'";
    assertThat(run(runId, "export", "dataset.training.profile=typed", key + filter))
        .isEqualTo(4);
    assertThat(cli.json().path("error").path("message").asText())
        .startsWith("sluice." + key + " = element_at(")
        .contains("fails on an item: ", "index 0");
    assertThat(cli.json().path("error").path("remedy").asText()).contains("get(list, index)");
  }

  private String warnings() throws IOException {
    return cli.json().path("warnings").toString().replace("\\\"", "\"");
  }

  private JsonNode figures() throws IOException {
    String report = Path.of(java.net.URI.create(cli.json().path("report").asText()))
        .getFileName()
        .toString();
    return new ObjectMapper()
        .readTree(folder.resolve("figures/" + report.replace(".html", ".json")).toFile());
  }

  private String report() throws IOException {
    return Files.readString(
        Path.of(java.net.URI.create(cli.json().path("report").asText())));
  }

  private int sluice(String command, String... sets) {
    return run("mistyped", command, sets);
  }

  private int run(String runId, String command, String... sets) {
    return cli.run(
        List.of(command, "--json", "--run-id", runId, "--date", "2026-10-25"),
        List.of(
            "aws.region=us-east-1",
            "aws.dynamodb-endpoint=" + TestServers.dynamoDbEndpoint(),
            "source.table=" + EVENTS,
            "labels.table=" + LABELS,
            "dataset.root=" + folder.toUri()),
        sets);
  }
}
