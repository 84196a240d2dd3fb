package dev.sluice.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.dataset.SampleExport;
import dev.sluice.dataset.export.TableRead;
import dev.sluice.dataset.run.Role;
import dev.sluice.dataset.snapshot.Snapshot;
import dev.sluice.table.TableDescription;
import dev.sluice.testing.LongTest;
import dev.sluice.testing.SampleReads;
import dev.sluice.testing.TestServers;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Table → snapshot → another table: the same items, as the SDK's own client sees both tables. */
final class RoundTripTest {
  private static final int ITEMS_A_ROUND = 50_000;

  @TempDir
  Path folder;

  static List<List<TableDescription.Key>> keys() {
    return List.of(
        List.of(new TableDescription.Key("id", "S")),
        List.of(
            new TableDescription.Key("a.key", "N"), new TableDescription.Key("sort key/1", "B")),
        List.of(new TableDescription.Key("id", "B"), new TableDescription.Key("Text", "S")));
  }

  @Tag("thorough")
  @ParameterizedTest
  @MethodSource("keys")
  void itemsComeBackFromASnapshot(List<TableDescription.Key> keys) {
    comeBack("exact", 11, keys, 1_000);
  }

  /** As many as {@code -Dsluice.long.items} says, in rounds: tables of every kind of key, decimals and doubles. */
  @Test
  @Tag("long")
  @Timeout(value = 6, unit = TimeUnit.HOURS)
  void aMillionItemsComeBackFromSnapshots() {
    int items = LongTest.size("items", 1_000_000, 50_000);
    long seed = LongTest.seed(1);
    int rounds = (items + ITEMS_A_ROUND - 1) / ITEMS_A_ROUND;
    for (int round = 0; round < rounds; round++) {
      comeBack(
          round % 4 == 3 ? "double" : "exact",
          seed + round,
          keys().get(round % keys().size()),
          Math.min(ITEMS_A_ROUND, items - round * ITEMS_A_ROUND));
    }
  }

  private void comeBack(String numbers, long seed, List<TableDescription.Key> keys, int size) {
    String from = TargetTables.create(keys);
    String to = TargetTables.create(keys);
    RandomItems items = new RandomItems(seed);
    TargetTables.put(
        from, keys, IntStream.range(0, size).mapToObj(i -> items.item(keyValues(keys, i))));

    Snapshot snapshot =
        SampleExport.export(folder.resolve("seed-" + seed).toUri(), "run", read(from, numbers));
    snapshot
        .table(from)
        .write()
        .format("sluice")
        .option("table", to)
        .option("endpoint", TestServers.dynamoDbEndpoint().toString())
        .mode("append")
        .save();

    assertThat(snapshot.manifest().tables().get(from).written()).isEqualTo(size);
    assertSame(from, to, keys, size);
    Stream.of(from, to).forEach(t -> TestServers.dynamoDb().deleteTable(d -> d.tableName(t)));
  }

  private static TableRead read(String table, String numbers) {
    Map<String, String> options = new HashMap<>(SampleReads.options());
    options.putAll(Map.of("numbers", numbers, "sample-items", "500", "segments", "32"));
    return new TableRead(
        SampleReads.settings(table, options), Role.SOURCE, List.of(), null, true, 0, List.of());
  }

  private static Map<String, AttributeValue> keyValues(
      List<TableDescription.Key> keys, int number) {
    Map<String, AttributeValue> values = new HashMap<>();
    for (TableDescription.Key key : keys) {
      values.put(
          key.name(),
          switch (key.type()) {
            case "S" -> AttributeValue.fromS("kéy\u0001 \uD83D\uDE00\"" + number);
            case "N" -> AttributeValue.fromN((number % 2 == 0 ? "-" : "") + (number / 2) + ".50");
            default ->
              AttributeValue.fromB(SdkBytes.fromByteArray(
                  ByteBuffer.allocate(Integer.BYTES).putInt(number).array()));
          });
    }
    return values;
  }

  private static void assertSame(
      String from, String to, List<TableDescription.Key> keys, int size) {
    List<String> names = keys.stream().map(TableDescription.Key::name).toList();
    Map<Map<String, AttributeValue>, UUID> expected = ItemDigests.of(from, names);
    Map<Map<String, AttributeValue>, UUID> actual = ItemDigests.of(to, names);
    assertThat(expected).hasSize(size);
    expected.forEach((key, digest) -> {
      if (!digest.equals(actual.get(key))) {
        assertThat(item(to, key)).as(key.toString()).isEqualTo(item(from, key));
      }
    });
    assertThat(actual).isEqualTo(expected);
  }

  private static Map<String, AttributeValue> item(String table, Map<String, AttributeValue> key) {
    return TestServers.dynamoDb().getItem(g -> g.tableName(table).key(key)).item();
  }
}
