package dev.sluice.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.export.ChangeExportWriter;
import dev.sluice.export.ExportWriter;
import dev.sluice.export.WrittenChange;
import dev.sluice.summary.SummaryTable;
import dev.sluice.testing.TestServers;
import dev.sluice.testing.TestSpark;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The summary rows that a night without changes writes. */
@Tag("thorough")
final class IdleNightTest {
  private static final Instant BEGIN = Instant.parse("2026-11-20T01:00:00Z");
  private static final LocalDate DATE = LocalDate.parse("2026-11-19");

  /** More than the 28 days of trends, so that these are defined. */
  private static final int DAYS = 40;

  private static final String SUMMARY = TestServers.table("idle-summary");
  private static final String TABLE = TestServers.table("idle-log");

  @TempDir
  Path folder;

  @BeforeAll
  static void create() {
    assertThat(TestSpark.session()).isNotNull();
    TestServers.createTable(TABLE);
    new SummaryTable(TestServers.dynamoDb(), SUMMARY).createIfMissing();
  }

  @Test
  void itWritesItsOwnRowTheBoardAndThoseThatBecomeFinal() {
    List<Map<String, AttributeValue>> items = new ArrayList<>();
    for (int n = 0; n < DAYS * 12; n++) {
      items.add(item(n, DATE.minusDays(n % DAYS)));
    }
    String full = ExportWriter.of(TABLE, items)
        .at(BEGIN.toString())
        .id("01700000000000-0000000a")
        .write()
        .in(folder)
        .toString();
    run("r0", 0, full);
    Map<String, AttributeValue> added = item(DAYS * 12, DATE.plusDays(1));
    long micros = ChronoUnit.MICROS.between(Instant.EPOCH, BEGIN) + 1;
    run("r1", 1, changes(1, List.of(new WrittenChange(micros, key(added), added, null))));
    Set<String> all = writtenBy("r0");
    assertThat(all).contains("ACCURACY#m0 / DAY#2026-11-18#v0", "LATENCY#m1 / WEEK#2026-W47#v1");
    assertThat(writtenBy("r1")).hasSizeGreaterThan(4);

    for (int night = 2; night < 4; night++) {
      run("r" + night, night, changes(night, List.of()));

      Set<String> expected = new TreeSet<>(Set.of("RUN / r" + night, "BOARD / m0", "BOARD / m1"));
      // whose labels are mature seven days after its end
      LocalDate mature = DATE.plusDays(night).minusDays(7);
      for (String model : List.of("m0", "m1")) {
        for (String version : List.of("v0", "v1", "*")) {
          expected.add("ACCURACY#" + model + " / DAY#" + mature + "#" + version);
        }
      }
      assertThat(writtenBy("r" + night)).isEqualTo(expected);
    }
  }

  /** Returns the keys of the rows that a run was the last to write, or to change in any attribute. */
  private static Set<String> writtenBy(String runId) {
    Set<String> keys = new TreeSet<>();
    TestServers.dynamoDb().scanPaginator(r -> r.tableName(SUMMARY)).items().stream()
        .filter(row -> row.get("runId").s().equals(runId))
        .forEach(row -> keys.add(row.get("pk").s() + " / " + row.get("sk").s()));
    return keys;
  }

  private static Map<String, AttributeValue> item(int n, LocalDate day) {
    Map<String, AttributeValue> item = new HashMap<>();
    item.put("id", text("i" + n));
    item.put("timestamp", text(day + "T%02d:30:00Z".formatted(n % 24)));
    item.put("modelName", text("m" + n / DAYS % 2));
    item.put("modelVersion", text("v" + n / DAYS / 2 % 2));
    item.put("prediction", text("class" + n % 2));
    item.put("latencyMs", AttributeValue.fromN("" + n % 97));
    item.put("label", text("class" + n % 3));
    item.put("labeledAt", text(day + "T23:00:00Z"));
    return item;
  }

  private static Map<String, AttributeValue> key(Map<String, AttributeValue> item) {
    return Map.of("id", item.get("id"));
  }

  private static Instant at(int night) {
    return BEGIN.plus(night, ChronoUnit.DAYS);
  }

  private String changes(int night, List<WrittenChange> changes) {
    return ChangeExportWriter.of(TABLE, changes)
        .window(at(night - 1).toString(), at(night).toString())
        .id("01800000000000-0000000%d".formatted(night))
        .write()
        .in(folder)
        .toString();
  }

  private void run(String runId, int night, String export) {
    List<String> arguments = new ArrayList<>(List.of(
        "run", "--json", "--run-id", runId, "--date", DATE.plusDays(night).toString()));
    List.of(
            "aws.region=us-east-1",
            "aws.dynamodb-endpoint=" + TestServers.dynamoDbEndpoint(),
            "source.table=" + TABLE,
            "source.kind=export",
            "source.export-path=" + export,
            "events.id=id",
            "labels.label=label",
            "labels.time=labeledAt",
            "analytics.maturity=7 days",
            "dataset.format=iceberg",
            "dataset.root=" + folder.resolve("root").toUri(),
            "summary.table=" + SUMMARY)
        .forEach(set -> arguments.addAll(List.of("--set", set)));
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exitCode = new Cli(
            new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            InstantSource.system())
        .run(arguments.toArray(String[]::new));
    assertThat(exitCode).as(err.toString(StandardCharsets.UTF_8)).isZero();
  }

  private static AttributeValue text(String value) {
    return AttributeValue.fromS(value);
  }
}
