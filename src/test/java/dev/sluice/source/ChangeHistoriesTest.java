package dev.sluice.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.access.ReadPlan;
import dev.sluice.access.ReadSettings;
import dev.sluice.access.TableProbe;
import dev.sluice.capacity.CapacityBroker;
import dev.sluice.decode.RowDecoder;
import dev.sluice.export.ChangeExportWriter;
import dev.sluice.scan.ItemCursor;
import dev.sluice.scan.PageDemand;
import dev.sluice.scan.PageSource;
import dev.sluice.testing.TestSpark;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.CatalystTypeConverters;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import scala.Function1;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The changes of one incremental export after the other, applied to what a table was, make it what it is. */
final class ChangeHistoriesTest {
  private static final int SEEDS = 200;
  private static final long BEGIN = 1_763_600_400_000_000L;
  private static final Set<String> OF_CHANGES =
      Set.of("_change", "_changed_at", "_sequence", "_changed_by", "_old");

  @TempDir
  Path folder;

  /** Reads an export. */
  private interface Reading {
    List<Row> rows(String path);
  }

  @BeforeAll
  static void start() {
    assertThat(TestSpark.session()).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void appliedInOrderTheyEndInTheTable(long seed) {
    follow(seed, path -> {
      Dataset<Row> rows =
          TestSpark.session().read().format("sluice").options(options(path)).load();
      return rows.collectAsList();
    });
  }

  @Test
  @Tag("thorough")
  void ofManyHistories() {
    for (long seed = 100; seed < 100 + SEEDS; seed++) {
      follow(seed, ChangeHistoriesTest::decoded);
    }
  }

  private void follow(long seed, Reading reading) {
    Random random = new Random(seed);
    ChangedTable table = new ChangedTable();
    List<Long> cuts = history(table, random);
    Map<String, Object> items = items(table, cuts.get(0));
    for (int export = 1; export < cuts.size(); export++) {
      String path = written(table, cuts.get(export - 1), cuts.get(export), seed, random);
      for (Row row : reading.rows(path)) {
        apply(row, items, seed);
      }
      assertThat(items).as("seed " + seed).isEqualTo(items(table, cuts.get(export)));
    }
  }

  /** Writes at random, several at the same time now and then. Returns when exports begin and end. */
  private static List<Long> history(ChangedTable table, Random random) {
    RandomItems some = new RandomItems(random.nextLong());
    Set<Long> cuts = new TreeSet<>(Set.of(BEGIN));
    long micros = BEGIN - 40;
    for (int write = 30 + random.nextInt(120); write > 0; write--) {
      micros += random.nextInt(4);
      String id = "i" + random.nextInt(25);
      if (random.nextInt(3) == 0) {
        table.remove(micros, id);
      } else {
        table.put(micros, some.item(id));
      }
      if (random.nextInt(25) == 0 && micros > BEGIN) {
        cuts.add(micros);
      }
    }
    cuts.add(Math.max(micros, BEGIN) + 1);
    return new ArrayList<>(cuts);
  }

  private String written(ChangedTable table, long from, long to, long seed, Random random) {
    return ChangeExportWriter.of("Log", table.changes(from, to))
        .format(random.nextBoolean() ? "ION" : "DYNAMODB_JSON")
        .files(1 + random.nextInt(3))
        .id("%014d-%08x".formatted(seed, to % 0xffffffffL))
        .write()
        .in(folder)
        .toString();
  }

  private static void apply(Row row, Map<String, Object> items, long seed) {
    String id = row.getAs("id");
    Map<String, Object> members = new HashMap<>();
    ((Map<?, ?>) Reassembled.of(row)).forEach((name, value) -> members.put((String) name, value));
    Object before = items.get(id);
    assertThat(members.get("_old")).as("old image of " + id + " of " + seed).isEqualTo(old(before));
    members.keySet().removeAll(OF_CHANGES);
    switch (row.<String>getAs("_change")) {
      case "insert" -> {
        assertThat(before).isNull();
        items.put(id, members);
      }
      case "modify" -> {
        assertThat(before).isNotNull();
        items.put(id, members);
      }
      default -> {
        assertThat(members).containsOnlyKeys("id");
        items.remove(id);
      }
    }
  }

  private static Object old(Object before) {
    return before == null ? null : Reassembled.map(before);
  }

  private static Map<String, Object> items(ChangedTable table, long micros) {
    return table.before(micros).entrySet().stream()
        .collect(Collectors.toMap(
            Map.Entry::getKey,
            (Map.Entry<String, Map<String, AttributeValue>> item) ->
                Reassembled.of(item.getValue())));
  }

  /** Reads without Spark's jobs, of which there would be a thousand. */
  private static List<Row> decoded(String path) {
    ReadSettings settings = TableSource.settings(options(path));
    ReadPlan plan = TableProbe.open(settings).plan(0, 0);
    RowDecoder decoder = new RowDecoder(plan.schema());
    Function1<Object, Object> rows = CatalystTypeConverters.createToScalaConverter(plan.schema());
    List<Row> found = new ArrayList<>();
    for (int task = 0; task < plan.path().outline().tasks(); task++) {
      try (PageSource pages = plan.path()
          .pages(
              settings.scan(List.of(), CapacityBroker.UNLIMITED),
              task,
              PageSource.START,
              PageDemand.all(0))) {
        while (pages.hasNext()) {
          for (ItemCursor items = new ItemCursor(pages.next()); items.hasNext(); ) {
            found.add(items.next(in -> (Row) rows.apply(decoder.decode(in))));
          }
        }
      }
    }
    return found;
  }

  private static Map<String, String> options(String path) {
    return Map.of("endpoint", "http://127.0.0.1:1", "region", "us-east-1", "export-path", path);
  }
}
