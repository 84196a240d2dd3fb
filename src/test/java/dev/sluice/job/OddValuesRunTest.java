package dev.sluice.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.summary.SummaryReader;
import dev.sluice.summary.SummarySettings;
import dev.sluice.summary.SummaryTable;
import dev.sluice.testing.CommandLine;
import dev.sluice.testing.TestServers;
import dev.sluice.testing.TestSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Nights of a table with odd times, predictions and labels beside good ones. */
final class OddValuesRunTest {
  private static final String SUMMARY = TestServers.table("odd-values-summary");
  private static final String EVENTS = TestServers.table("odd-values");

  private final CommandLine cli = new CommandLine();

  @TempDir
  Path folder;

  @BeforeAll
  static void start() {
    TestSpark.session();
    new SummaryTable(TestServers.dynamoDb(), SUMMARY).createIfMissing();
    TestServers.createTable(EVENTS);
  }

  private static void put(
      String id, AttributeValue time, String prediction, AttributeValue label, String labelled) {
    Map<String, AttributeValue> item = new HashMap<>(Map.of(
        "id", AttributeValue.fromS(id),
        "timestamp", time,
        "modelName", AttributeValue.fromS("house-price"),
        "latencyMs", AttributeValue.fromN("10"),
        "prediction", AttributeValue.fromS(prediction),
        "label", label,
        "labeledAt", AttributeValue.fromS(labelled)));
    TestServers.dynamoDb().putItem(put -> put.tableName(EVENTS).item(item));
  }

  private static AttributeValue text(String text) {
    return AttributeValue.fromS(text);
  }

  private static AttributeValue number(String number) {
    return AttributeValue.fromN(number);
  }

  @Tag("thorough")
  @Test
  void everyItemIsCountedAndTheKindStays() throws IOException {
    for (int i = 0; i < 20; i++) {
      put("good-" + i, text("2026-10-18T12:00:00Z"), i + ".5", number("" + i), "2026-10-19");
    }
    String[] times = {"1600-01-01", "0001-01-01", "0000-01-01", "9999-12-31T23:59:59Z", "soon"};
    for (String time : times) {
      put(time, text(time), "1.5", number("1"), "9999-01-01");
      put("label " + time, text("2026-10-18"), "1.5", number("1"), time);
    }
    for (String time : List.of("1E30", "-1E30", "0.5", "99999999999999999999999999999999999999")) {
      put(time, number(time), "1.5", number("1"), "2026-10-19");
    }
    put("later", text("2026-10-20"), "1.5", number("1"), "2026-10-19");
    JsonNode first = sluice("run", "--run-id", "night-1");
    assertSums(first, 35);
    assertThat(first.path("events").path("undated").asInt()).isEqualTo(5);
    assertThat(first.path("events").path("later").asInt()).isEqualTo(2);
    assertThat(first.path("events").path("earlier").asInt()).isEqualTo(3);
    Map<String, AttributeValue> day = day();
    assertThat(day.get("target").s()).isEqualTo("NUMERIC");
    assertThat(day.get("labelled").n()).isEqualTo("25");
    assertThat(day.get("mae").n()).isEqualTo("0.5");

    for (int i = 0; i < 9; i++) {
      put(
          "odd-" + i,
          text("2026-10-18T12:00:00Z"),
          i < 2 ? "NaN" : "n/a",
          number("1"),
          "2026-10-19");
    }
    JsonNode second = sluice("run", "--run-id", "night-2");
    assertSums(second, 44);
    day = day();
    assertThat(day.get("target").s()).isEqualTo("NUMERIC");
    assertThat(day.get("labelled").n()).isEqualTo("25");
    assertThat(day.get("mae").n()).isEqualTo("0.5");
    assertThat(day.get("excluded").m().get("notFinitePredictions").n()).isEqualTo("2");
    assertThat(day.get("excluded").m().get("nonNumericPredictions").n()).isEqualTo("7");
    assertThat(reader().board()).singleElement().satisfies(row -> assertThat(
            row.text("targetChange").orElseThrow())
        .contains("look like classes", "stays numeric", "analytics.targets"));
    assertThat(
            Files.readString(Path.of(java.net.URI.create(second.path("report").asText()))))
        .contains("look like classes")
        .contains("Prediction not finite");

    JsonNode third = sluice(
        "run",
        "--run-id",
        "night-3",
        "--set",
        "analytics.targets.house-price=class",
        "--set",
        "analytics.look-back=null");
    assertSums(third, 44);
    assertThat(third.path("events").path("earlier").asInt()).isZero();
    assertThat(row("LATENCY#house-price", "DAY#1600-01-01#*").get("requests").n())
        .isEqualTo("1");
    assertThat(row("LATENCY#house-price", "WEEK#0001-W01#*").get("requests").n())
        .isEqualTo("1");
    assertThat(day().get("target").s()).isEqualTo("CLASS");
    assertThat(reader().board().get(0).text("targetChange").orElseThrow())
        .contains("analytics.targets makes it classes");
  }

  /** In what is printed, and in the RUN row. */
  private void assertSums(JsonNode result, int items) {
    assertThat(result.path("items").path("written").asInt(items)).isEqualTo(items);
    int sum = 0;
    for (JsonNode count : result.path("events")) {
      sum += count.asInt();
    }
    assertThat(sum).isEqualTo(items);
    Map<String, AttributeValue> run = row("RUN", result.path("runId").asText());
    assertThat(List.of("analysed", "undated", "unmodelled", "earlier", "later").stream()
            .mapToInt(name -> Integer.parseInt(run.get(name).n()))
            .sum())
        .isEqualTo(items);
  }

  private static SummaryReader reader() {
    return new SummaryReader(
        TestServers.dynamoDb(), new SummarySettings(SUMMARY, null, Duration.ofDays(400_000)));
  }

  private static Map<String, AttributeValue> row(String pk, String sk) {
    return TestServers.dynamoDb()
        .getItem(get -> get.tableName(SUMMARY).key(Map.of("pk", text(pk), "sk", text(sk))))
        .item();
  }

  private static Map<String, AttributeValue> day() {
    return row("ACCURACY#house-price", "DAY#2026-10-18#*");
  }

  private JsonNode sluice(String... command) throws IOException {
    List<String> arguments = new ArrayList<>(List.of(command[0], "--json", "--date", "2026-10-19"));
    List.of(
            "source.table=" + EVENTS,
            "events.id=id",
            "aws.region=us-east-1",
            "aws.dynamodb-endpoint=" + TestServers.dynamoDbEndpoint(),
            "dataset.partition-by=day",
            "analytics.look-back=7 days",
            "dataset.root=" + folder.toUri(),
            "summary.table=" + SUMMARY)
        .forEach(setting -> arguments.addAll(List.of("--set", setting)));
    // what is set later takes precedence
    arguments.addAll(List.of(command).subList(1, command.length));
    int code = cli.run(arguments.toArray(String[]::new));
    assertThat(code).as("%s %s", List.of(command), cli.err()).isZero();
    return cli.json();
  }
}
