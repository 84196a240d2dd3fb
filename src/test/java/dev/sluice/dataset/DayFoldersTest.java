package dev.sluice.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.analytics.Events;
import dev.sluice.dataset.layout.DayRange;
import dev.sluice.dataset.snapshot.Snapshot;
import dev.sluice.testing.TestServers;
import dev.sluice.testing.TestSpark;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sample's events in folders of their days, by a zone's clocks. */
final class DayFoldersTest {
  private static final ZoneId ZONE = ZoneId.of("Asia/Kolkata");
  private static final String TABLE = "InferenceMetadata";

  @TempDir
  static Path folder;

  private static Snapshot byDay;
  private static Snapshot plain;

  @BeforeAll
  static void export() {
    TestServers.sampleTables();
    DatasetSettings settings = new DatasetSettings(
        root("days"), 128L << 20, "zstd", schema -> Events.day(schema, "timestamp", ZONE), null);
    Snapshots snapshots = new Snapshots(TestSpark.session(), TestServers.settings(), settings);
    byDay =
        SampleExport.export(snapshots, "run", "h", SampleExport.EVENTS, SampleExport.EXPERIMENTS);
    plain = SampleExport.export(root("plain"), "run", SampleExport.EVENTS);
    assertThat(snapshots.verify(byDay)).isEmpty();
  }

  private static URI root(String name) {
    return folder.resolve(name).toUri();
  }

  @Tag("thorough")
  @Test
  void theRowsAreTheSame() {
    assertThat(byDay.schemas().get(TABLE).schema())
        .isEqualTo(plain.schemas().get(TABLE).schema());
    assertThat(lines(byDay.table(TABLE))).isEqualTo(lines(plain.table(TABLE)));
    assertThat(byDay.manifest().files())
        .filteredOn(f -> f.belongsTo("mlops-experiments"))
        .noneMatch(f -> f.path().contains("day="));
  }

  @Test
  void eachRowIsInTheFolderOfItsDay() throws SQLException {
    Map<String, Long> folders = new HashMap<>();
    byDay.manifest().files().stream()
        .filter(f -> f.belongsTo(TABLE))
        .forEach(f -> folders.merge(f.path().split("/", -1)[2], f.rows(), Long::sum));
    Map<String, Long> expected = new HashMap<>();
    String sql =
        "select cast((cast(timestamp as timestamptz) at time zone 'Asia/Kolkata') as date) d,"
            + " count(*) from '" + folder + "/plain/snapshots/run/tables/" + TABLE
            + "/*.parquet' where try_cast(timestamp as timestamptz) is not null group by 1";
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        expected.put("day=" + rows.getString(1), rows.getLong(2));
      }
    }
    long undated = 20_000 - expected.values().stream().mapToLong(n -> n).sum();
    if (undated > 0) {
      expected.put("day=undated", undated);
    }
    assertThat(folders).isEqualTo(expected);
  }

  @Test
  void onlyTheDaysAskedForAreRead() {
    LocalDate first = LocalDate.parse("2026-10-05");
    LocalDate last = LocalDate.parse("2026-10-07");
    Dataset<Row> rows = byDay.table(TABLE, new DayRange(first, last));

    Set<String> folders = List.of(rows.inputFiles()).stream()
        .map(file -> Path.of(URI.create(file)).getParent().getFileName().toString())
        .collect(Collectors.toSet());
    assertThat(folders)
        .contains("day=2026-10-05", "day=2026-10-06", "day=2026-10-07")
        .allMatch(f -> f.compareTo("day=2026-10-05") >= 0)
        .allMatch(f -> f.compareTo("day=2026-10-07") <= 0 || f.equals("day=undated"));
    LocalDate never = LocalDate.parse("1999-01-01");
    assertThat(byDay.table(TABLE, new DayRange(never, never)).schema())
        .isEqualTo(plain.table(TABLE).schema());
  }

  private static List<String> lines(Dataset<Row> rows) {
    return rows.select(functions.to_json(functions.struct("*")).as("json")).collectAsList().stream()
        .map(row -> row.getString(0))
        .sorted()
        .toList();
  }
}
