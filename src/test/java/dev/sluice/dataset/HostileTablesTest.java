package dev.sluice.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.analytics.Events;
import dev.sluice.dataset.export.TableRead;
import dev.sluice.dataset.layout.DayColumn;
import dev.sluice.dataset.layout.DayRange;
import dev.sluice.dataset.layout.EntityFolders;
import dev.sluice.dataset.run.Manifest;
import dev.sluice.dataset.run.Role;
import dev.sluice.dataset.snapshot.Snapshot;
import dev.sluice.testing.SampleReads;
import dev.sluice.testing.TestServers;
import dev.sluice.testing.TestSpark;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** Tables whose entity types, days or attribute names are data: nothing is lost, and nothing without bounds. */
final class HostileTablesTest {
  private static final int BATCH = 25;
  private static final int DAYS = Integer.getInteger("sluice.hostile.days", 2_400);
  private static final int NAMES = Integer.getInteger("sluice.hostile.names", 1_500);
  private static final List<String> ODD = List.of(
      "",
      "7",
      "007",
      "..",
      "a/b",
      "a\0b",
      "a\nb",
      "\u202Ea",
      "NaN",
      "2026-10-19",
      "_other",
      "_",
      "User",
      "USER",
      "x".repeat(1_000),
      "x".repeat(1_001),
      "y".repeat(5_000),
      "😀",
      "__HIVE_DEFAULT_PARTITION__");

  @TempDir
  static Path folder;

  @Tag("thorough")
  @Test
  void entityTypesOfAnyNameAreAllThere() throws SQLException {
    List<String> types = new ArrayList<>(ODD);
    IntStream.range(0, 300).forEach(i -> types.add("type " + i));
    String table = table("types", 3 * types.size(), i -> {
      String type = types.get(i % types.size());
      return type.isEmpty()
          ? Map.of("DAY", s("x"))
          : Map.of("kind", s(type), "DAY", s("x"), "Entity", s("e"));
    });
    Snapshot snapshot = export(table, Map.of("entity-by", "kind"), null);

    Manifest.TableEntry entry = entry(snapshot, table);
    assertThat(entry.written()).isEqualTo(3L * types.size());
    assertThat(entry.entities()).hasSizeLessThanOrEqualTo(EntityFolders.MAX_OWN + 1);
    Manifest.EntityEntry other = Objects.requireNonNull(entry.entities().get(EntityFolders.OTHER));
    assertThat(other.written()).isGreaterThanOrEqualTo(3L * (types.size() - EntityFolders.MAX_OWN));
    assertThat(other.folder()).isEqualTo("entity_type=_other");
    assertThat(kinds(snapshot.table(table)))
        .hasSize(types.size() - 1)
        .containsAll(types.subList(1, types.size()));
    assertThat(duck("select count(*), count(distinct entity_type), min(\"DAY\") from read_parquet('"
            + files(snapshot, table) + "', hive_partitioning = true, union_by_name = true)"))
        .containsExactly(
            Integer.toString(3 * types.size()),
            Integer.toString(entry.entities().size()),
            "x");
  }

  private static Set<String> kinds(Dataset<Row> rows) {
    return rows.select("kind").collectAsList().stream()
        .filter(row -> !row.isNullAt(0))
        .map(row -> row.getString(0))
        .collect(Collectors.toSet());
  }

  @Test
  @Tag("thorough")
  void ofManyDaysTheRarestAreTogether() throws SQLException {
    LocalDate first = LocalDate.parse("1900-01-01");
    String table = table(
        "days",
        DAYS + 50,
        i -> i < DAYS
            ? Map.of("at", s(first.plusDays(7L * i).toString()), "day", s("mine"))
            : Map.of("at", s(i % 2 == 0 ? "never" : "2026-10-19"), "day", s("mine")));
    Snapshot snapshot = export(
        table, Map.of("segments", "4"), schema -> Events.day(schema, "at", ZoneId.of("UTC")));

    Manifest.Days days = Objects.requireNonNull(entry(snapshot, table).days());
    assertThat(days.key()).isEqualTo("event_day");
    assertThat(days.undated()).isEqualTo(25);
    assertThat(days.other()).isBetween(1L, DAYS + 25L);
    long files =
        snapshot.manifest().files().stream().filter(f -> f.belongsTo(table)).count();
    assertThat(files).isLessThan(DAYS / 2);
    assertThat(snapshot.table(table).filter("day = 'mine'").count()).isEqualTo(DAYS + 50);
    LocalDate day = LocalDate.parse("2026-10-19");
    assertThat(snapshot
            .table(table, new DayRange(day, day))
            .filter("at = '2026-10-19'")
            .count())
        .isEqualTo(25);
    assertThat(duck("select count(*), count(*) filter (event_day = 'undated'), min(day) from"
            + " read_parquet('" + files(snapshot, table) + "', hive_partitioning = true)"))
        .containsExactly(Integer.toString(DAYS + 50), "25", "mine");
  }

  @Tag("thorough")
  @Test
  void ofManyNamesTheMostFrequentHaveColumns() {
    String table = table("names", NAMES, i -> {
      Map<String, AttributeValue> item = new HashMap<>(Map.of("often", n(i)));
      item.put("name" + i, n(i));
      item.put("deep", AttributeValue.fromM(Map.of("k" + i, n(i), "s" + i, s("x"))));
      return item;
    });
    Snapshot snapshot = export(table, Map.of("sample-items", "100000"), null);

    Dataset<Row> rows = snapshot.table(table);
    assertThat(rows.columns()).hasSizeLessThanOrEqualTo(1_001).contains("often", "id", "deep");
    assertThat(rows.selectExpr("count(often)", "count(_overflow)").head().getLong(0))
        .isEqualTo(NAMES);
    assertThat(Objects.requireNonNull(snapshot.schemas().get(table)).overflow().values().stream()
            .mapToLong(
                types -> types.values().stream().mapToLong(Long::longValue).sum())
            .sum())
        .isGreaterThanOrEqualTo(NAMES - 1_000L);
  }

  private static String files(Snapshot snapshot, String table) {
    return Path.of(java.net.URI.create(snapshot.location())) + "/tables/" + table + "/**/*.parquet";
  }

  private static Manifest.TableEntry entry(Snapshot snapshot, String table) {
    return Objects.requireNonNull(snapshot.manifest().tables().get(table));
  }

  private static Snapshot export(String table, Map<String, String> more, @Nullable DayColumn days) {
    Map<String, String> options = new HashMap<>(SampleReads.options());
    options.putAll(more);
    TableRead read = new TableRead(
        SampleReads.settings(table, options), Role.SOURCE, List.of(), null, true, 0, List.of());
    DatasetSettings settings =
        new DatasetSettings(folder.resolve(table).toUri(), 128L << 20, "zstd", days, null);
    Snapshots snapshots = new Snapshots(TestSpark.session(), TestServers.settings(), settings);
    long before = System.nanoTime();
    Snapshot snapshot = SampleExport.export(snapshots, "run", "h", read);
    System.err.printf(
        "%s: %.1f s, %d files, %d columns%n",
        table,
        (System.nanoTime() - before) / 1e9,
        snapshot.manifest().files().size(),
        entry(snapshot, table).columns().size());
    assertThat(snapshots.verify(snapshot)).isEmpty();
    return snapshot;
  }

  private static String table(
      String name, int items, IntFunction<Map<String, AttributeValue>> attributes) {
    String table = TestServers.table(name);
    TestServers.createTable(table);
    IntStream.range(0, (items + BATCH - 1) / BATCH).parallel().forEach(batch -> {
      List<WriteRequest> puts = IntStream.range(batch * BATCH, Math.min(items, (batch + 1) * BATCH))
          .mapToObj(i -> {
            Map<String, AttributeValue> item = new HashMap<>(attributes.apply(i));
            item.put("id", s("i" + i));
            return WriteRequest.builder().putRequest(p -> p.item(item)).build();
          })
          .toList();
      TestServers.dynamoDb().batchWriteItem(b -> b.requestItems(Map.of(table, puts)));
    });
    return table;
  }

  private static AttributeValue s(String text) {
    return AttributeValue.fromS(text);
  }

  private static AttributeValue n(int number) {
    return AttributeValue.fromN(Integer.toString(number));
  }

  private static List<String> duck(String sql) throws SQLException {
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      List<String> values = new ArrayList<>();
      for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
        values.add(rows.getString(i));
      }
      return values;
    }
  }
}
