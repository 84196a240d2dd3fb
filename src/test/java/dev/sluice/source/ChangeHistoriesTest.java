package dev.sluice.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.export.ChangeExportWriter;
import dev.sluice.testing.TestSpark;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The changes of one incremental export after the other, applied to what a table was, make it what it is. */
final class ChangeHistoriesTest {
  private static final int SEEDS = 200;
  private static final long BEGIN = 1_763_600_400_000_000L;

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
      follow(seed, path -> DecodedRows.of(options(path)));
    }
  }

  private void follow(long seed, Reading reading) {
    Random random = new Random(seed);
    ChangedTable table = new ChangedTable();
    List<Long> cuts = history(table, random);
    ChangedItems items = new ChangedItems(items(table, cuts.get(0)), "seed " + seed);
    for (int export = 1; export < cuts.size(); export++) {
      String path = written(table, cuts.get(export - 1), cuts.get(export), seed, random);
      reading.rows(path).forEach(items::apply);
      items.assertIs(items(table, cuts.get(export)));
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

  private static Map<String, Object> items(ChangedTable table, long micros) {
    return ChangedItems.of(table.before(micros).values());
  }

  private static Map<String, String> options(String path) {
    return Map.of("endpoint", "http://127.0.0.1:1", "region", "us-east-1", "export-path", path);
  }
}
