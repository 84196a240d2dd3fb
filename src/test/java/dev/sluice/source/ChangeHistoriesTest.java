package dev.sluice.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.export.ChangeExportWriter;
import dev.sluice.testing.TestSpark;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The changes of one incremental export after the other, applied to what a table was, make it what it is. */
final class ChangeHistoriesTest {
  private static final int SEEDS = 200;
  private static final long BEGIN = 1_763_600_400_000_000L;
  private static final String TTL = "expires at";
  private static final AttributeValue EXPIRED = AttributeValue.fromN("1763600390");
  private static final AttributeValue NOT_YET = AttributeValue.fromN("1763600500");

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
      long from = cuts.get(export - 1);
      String path = written(table, from, cuts.get(export), seed, random);
      Map<String, Map<String, AttributeValue>> old = table.before(from);
      for (Row row : reading.rows(path)) {
        items.apply(row);
        assertThat(row.<String>getAs("_changed_by"))
            .as("who changed %s, seed %s", row.getAs("id"), seed)
            .isEqualTo(changedBy(row, old));
      }
      items.assertIs(items(table, cuts.get(export)));
    }
  }

  /** Of a removal only the image at the begin of the export tells. */
  private static String changedBy(Row row, Map<String, Map<String, AttributeValue>> old) {
    if (!row.getAs("_change").equals("remove")) {
      return "user";
    }
    return hasExpired(old.get(row.<String>getAs("id"))) ? "ttl" : "unknown";
  }

  private static boolean hasExpired(@Nullable Map<String, AttributeValue> item) {
    return item != null && EXPIRED.equals(item.get(TTL));
  }

  private static Map<String, AttributeValue> item(String id, RandomItems some, Random random) {
    Map<String, AttributeValue> item = new HashMap<>(some.item(id));
    switch (random.nextInt(4)) {
      case 0 -> item.put(TTL, EXPIRED);
      case 1 -> item.put(TTL, NOT_YET);
      case 2 -> item.put(TTL, AttributeValue.fromS("never"));
      default -> {}
    }
    return item;
  }

  /** Writes at random, several at the same time now and then. Returns when exports begin and end. */
  private static List<Long> history(ChangedTable table, Random random) {
    RandomItems some = new RandomItems(random.nextLong());
    Set<Long> cuts = new TreeSet<>(Set.of(BEGIN));
    long micros = BEGIN - 40;
    for (int write = 30 + random.nextInt(120); write > 0; write--) {
      micros += random.nextInt(4);
      String id = "i" + random.nextInt(25);
      if (hasExpired(table.before(micros + 1).get(id)) || random.nextInt(4) == 0) {
        table.remove(micros, id);
      } else {
        table.put(micros, item(id, some, random));
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
    return Map.of(
        "endpoint",
        "http://127.0.0.1:1",
        "region",
        "us-east-1",
        "export-path",
        path,
        "ttl-attribute",
        TTL);
  }
}
