package dev.sluice.summary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.analytics.Figures;
import dev.sluice.analytics.Window.Grain;
import dev.sluice.failure.SluiceException;
import dev.sluice.job.console.SummaryPrinter;
import dev.sluice.testing.TestServers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Rows that others have put into the table, under keys of Sluice's: whatever they hold, they are read, or refused by name. */
final class OthersRowsTest {
  private static final int ROUNDS = 40;
  private static final List<AttributeValue> HOSTILE = List.of(
      AttributeValue.fromN("1E+125"),
      AttributeValue.fromN("-1E+125"),
      AttributeValue.fromN("1.5"),
      AttributeValue.fromN("1E-130"),
      AttributeValue.fromN("9223372036854775808"),
      AttributeValue.fromN("-1"),
      AttributeValue.fromS(""),
      AttributeValue.fromS("many"),
      AttributeValue.fromS("9999-12-31T23:59:59Z"),
      AttributeValue.fromS("####"),
      AttributeValue.fromS("x".repeat(20_000)),
      AttributeValue.fromS("\n\u001b[2J\u202e"),
      AttributeValue.fromB(SdkBytes.fromByteArray(new byte[] {2, 0, -1, -1, -1, -1, -1})),
      AttributeValue.fromBool(true),
      AttributeValue.fromNul(true),
      AttributeValue.fromL(List.of(AttributeValue.fromN("1"), AttributeValue.fromS("a"))),
      AttributeValue.fromM(Map.of("%", AttributeValue.fromL(List.of()))),
      AttributeValue.fromM(Map.of("wine", AttributeValue.fromM(Map.of()))),
      AttributeValue.fromSs(List.of("a")),
      AttributeValue.fromNs(List.of("1", "1E+125")),
      AttributeValue.fromBs(List.of(SdkBytes.fromUtf8String("a"))));

  private final TestTable table = new TestTable();
  private final DynamoDbClient client = TestServers.dynamoDb();
  private final Random random = new Random(20261019);

  @Tag("thorough")
  @Test
  void nothingTheyHoldStopsAReaderOrAPublication() {
    table.publish(figures(0));
    table.publisher(client).record(Samples.run("r"), Samples.AS_OF);
    for (int round = 1; round <= ROUNDS; round++) {
      for (Row row : table.rows().values()) {
        if (random.nextInt(3) > 0) {
          damage(row);
        }
      }
      read();
      PublishResult result = table.publish(figures(round));
      assertThat(result.refused()).isEmpty();
      read();
    }
  }

  @Test
  void whatSaysItHasMoreItemsThanThereAreIsReplaced() {
    table.publish(figures(1));
    for (String requests : List.of("1E+125", "1.5", "-7")) {
      Map<String, AttributeValue> row =
          new TreeMap<>(table.row("LATENCY#wine / DAY#2026-10-19#3").item());
      row.put("requests", AttributeValue.fromN(requests));
      row.put(RowNames.CONTENT_HASH, AttributeValue.fromS("none"));
      client.putItem(r -> r.tableName(table.name).item(row));
      table.publish(figures(2));
      assertThat(table.row("LATENCY#wine / DAY#2026-10-19#3").value("requests").n())
          .as(requests)
          .isEqualTo("100");
    }
  }

  /** Such as would be of a later day, a newer run or more items than all that come. */
  @Test
  void whatNoRunCanHaveWrittenIsReplacedAndTold() {
    table.publish(figures(1));
    table.publisher(client).record(Samples.run("r"), Samples.AS_OF);
    String board = "BOARD / wine";
    String latency = "LATENCY#wine / DAY#2026-10-19#3";
    String accuracy = "ACCURACY#wine / DAY#2026-10-19#3";
    String later = "9999-12-31T00:00:00.000000000Z";
    replaced(board, Map.of("day", text("zzzz"), "asOf", text("x"), "requests", number("1.5")));
    replaced(board, Map.of("day", text("2026-99-99")));
    replaced(board, Map.of("day", text("2026-10-24")));
    replaced(board, Map.of("day", text("9999-01-01"), "asOf", text(later)));
    replaced(board, Map.of("day", number("7")));
    for (String key : List.of(latency, accuracy)) {
      String items = key.equals(latency) ? "requests" : "predicted";
      replaced(key, Map.of("asOf", text(later), items, number("999999")));
      replaced(key, Map.of("runStartedAt", text("zzzz"), items, number("999999")));
      replaced(key, Map.of("runNumber", text("many"), items, number("999999")));
      replaced(key, Map.of("contentHash", number("1"), items, number("999999")));
      replaced(key, Map.of("runId", text(""), items, number("999999")));
      replaced(key, Map.of(items, number("1E+125")));
    }
    Map<String, AttributeValue> bare =
        new TreeMap<>(Map.of("requests", number("999999"), "day", text("2026-10-19")));
    for (String key : List.of(board, latency, accuracy)) {
      Row row = table.row(key);
      bare.put("pk", row.value("pk"));
      bare.put("sk", row.value("sk"));
      client.putItem(r -> r.tableName(table.name).item(bare));
      isTold(key, table.publish(figures(2)));
    }
  }

  /** Of a RUN row: its publication ends as {@code done}. */
  @Test
  void aRunRowThatNoRunCanHaveWrittenIsReplaced() {
    for (Map<String, AttributeValue> others : List.of(
        Map.of("asOf", text("9999-12-31T00:00:00.000000000Z")),
        Map.of("asOf", text("zzzz")),
        Map.of("runId", text("zzzz")),
        Map.of("state", text("better"), "runNumber", number("99")),
        Map.of("state", text("done"), "finishedAt", text("zzzz"), "runNumber", number("99")))) {
      table.publish(figures(1));
      String key = "RUN / r-1";
      Map<String, AttributeValue> row = new TreeMap<>(table.row(key).item());
      row.putAll(others);
      row.put("state", others.getOrDefault("state", text("failed")));
      client.putItem(r -> r.tableName(table.name).item(row));
      table.publish(figures(1));
      assertThat(table.row(key).value("state").s()).as("%s", others).isEqualTo("done");
      assertThat(table.row(key).value("runId").s()).isEqualTo("r-1");
      assertThat(table.row(key).value("runNumber").n()).isEqualTo("1");
    }
  }

  @Test
  void marksThatNoRunCanHaveLeftKeepNoRowOut() {
    table.publish(figures(1));
    String key = "LATENCY#wine / DAY#2026-10-19#3";
    for (String mark : List.of("zzzz#x", "9999-12-31T00:00:00.000000000Z##1#x")) {
      Map<String, AttributeValue> row = new TreeMap<>(table.row(key).item());
      row.put(RowNames.RESTATED_BY, text(mark));
      row.put(RowNames.ERODED_BY, text(mark));
      client.putItem(r -> r.tableName(table.name).item(row));
      table.publish(figures(2));
      assertThat(table.row(key).value("runId").s()).as(mark).isEqualTo("r-2");
      assertThat(table.row(key).item())
          .doesNotContainKeys(RowNames.RESTATED_BY, RowNames.ERODED_BY);
    }
  }

  /** Items may have expired since: what may be true is not thrown away. */
  @Test
  void whatOthersHaveChangedButARunCanHaveWrittenIsToldWhereItStays() {
    table.publish(figures(1));
    String key = "LATENCY#wine / DAY#2026-10-19#3";
    Map<String, AttributeValue> row = new TreeMap<>(table.row(key).item());
    String sound = table.row(key).value("requests").n();
    row.put("requests", number("999999"));
    client.putItem(r -> r.tableName(table.name).item(row));
    PublishResult result = table.publish(figures(2));
    assertThat(result.foreign()).hasSize(1).allSatisfy(foreign -> {
      assertThat(foreign.key()).hasToString(key);
      assertThat(foreign.replaced()).isFalse();
      assertThat(foreign.reason()).contains("contentHash");
    });
    assertThat(result.eroded()).hasSize(1);
    // the run whose content it says that it has writes it whole
    table.publish(figures(1));
    table.restate(figures(2));
    assertThat(table.row(key).value("requests").n()).isEqualTo(sound);
    assertThat(table.publish(figures(2)).foreign()).isEmpty();
  }

  private void replaced(String key, Map<String, AttributeValue> others) {
    Map<String, AttributeValue> row = new TreeMap<>(table.row(key).item());
    row.putAll(others);
    client.putItem(r -> r.tableName(table.name).item(row));
    isTold(key, table.publish(figures(2)));
    others.forEach((name, value) ->
        assertThat(table.row(key).item().get(name)).as("%s %s", key, others).isNotEqualTo(value));
  }

  private void isTold(String key, PublishResult result) {
    assertThat(result.fenced()).isZero();
    assertThat(result.eroded()).isEmpty();
    assertThat(table.row(key).value("runId").s()).isEqualTo("r-2");
    assertThat(result.foreign()).hasSize(1).allSatisfy(foreign -> {
      assertThat(foreign.key()).hasToString(key);
      assertThat(foreign.replaced()).isTrue();
    });
  }

  private static AttributeValue text(String text) {
    return AttributeValue.fromS(text);
  }

  private static AttributeValue number(String number) {
    return AttributeValue.fromN(number);
  }

  private void damage(Row row) {
    Map<String, AttributeValue> item = new TreeMap<>(row.item());
    List<String> names = new ArrayList<>(item.keySet());
    names.removeAll(List.of("pk", "sk", "windowKey", "modelKey"));
    for (int i = random.nextInt(4); i >= 0; i--) {
      String name = names.get(random.nextInt(names.size()));
      if (random.nextInt(5) == 0) {
        item.remove(name);
      } else {
        item.put(name, HOSTILE.get(random.nextInt(HOSTILE.size())));
      }
    }
    client.putItem(r -> r.tableName(table.name).item(item));
  }

  /** As the command and dashboards do. */
  private void read() {
    SummaryReader reader = table.reader();
    print(SummaryPrinter.board(reader.board()), reader.board());
    print(
        SummaryPrinter.latency(reader.latency("wine", Grain.DAY, Samples.DATE, Samples.DATE)),
        reader.latency("wine", Grain.DAY, Samples.DATE, Samples.DATE));
    List<SummaryRow> accuracy = reader.accuracy("wine", Samples.DATE, Samples.DATE);
    print(SummaryPrinter.accuracy(accuracy), accuracy);
    List<SummaryRow> experiment = reader.experiment("wine");
    print(SummaryPrinter.experiment(experiment), experiment);
    assertThat(reader.run("r")).isPresent();
    reader.window(SummaryReader.Kind.LATENCY, Grain.DAY, "2026-10-19");
    assertThat(reader.board()).hasSize(1);
    List<SummaryRow> days = reader.latency("wine", Grain.DAY, Samples.DATE, Samples.DATE);
    SummaryReader.together(Stream.of(days, days).flatMap(List::stream).toList());
    try {
      reader.latencyOver("wine", "3", Samples.DATE, Samples.DATE);
    } catch (SluiceException named) {
      assertThat(named).hasMessageContaining("DAY#2026-10-19#3 of ");
    }
  }

  private static void print(String text, List<SummaryRow> rows) {
    assertThat(text).isNotNull();
    assertThat(SummaryRow.toJson(rows)).startsWith("[");
  }

  private static Figures figures(int round) {
    return Samples.figures("r-" + round, Samples.AS_OF.plusSeconds(round), 100, 4.2 + round);
  }
}
