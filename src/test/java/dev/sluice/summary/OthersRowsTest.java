package dev.sluice.summary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.TestServers;
import dev.sluice.analytics.Figures;
import dev.sluice.analytics.Grain;
import dev.sluice.failure.SluiceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
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
      row.put(Row.CONTENT_HASH, AttributeValue.fromS("none"));
      client.putItem(r -> r.tableName(table.name).item(row));
      table.publish(figures(2));
      assertThat(table.row("LATENCY#wine / DAY#2026-10-19#3").value("requests").n())
          .as(requests)
          .isEqualTo("100");
    }
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
    SummaryPrinter.together(Stream.of(days, days).flatMap(List::stream).toList());
    try {
      reader.latencyOver("wine", "3", Samples.DATE, Samples.DATE);
    } catch (SluiceException named) {
      assertThat(named).hasMessageContaining("DAY#2026-10-19#3 of ");
    }
  }

  private static void print(String text, List<SummaryRow> rows) {
    assertThat(text).isNotNull();
    assertThat(SummaryPrinter.json(rows)).startsWith("[");
  }

  private static Figures figures(int round) {
    return Samples.figures("r-" + round, Samples.AS_OF.plusSeconds(round), 100, 4.2 + round);
  }
}
