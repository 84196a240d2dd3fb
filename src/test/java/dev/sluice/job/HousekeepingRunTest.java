package dev.sluice.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.export.ChangeExportWriter;
import dev.sluice.export.ExportWriter;
import dev.sluice.export.WrittenChange;
import dev.sluice.testing.TestServers;
import dev.sluice.testing.TestSpark;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.Table;
import org.apache.iceberg.hadoop.HadoopTables;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Runs that keep some snapshots, and with them the house of their Iceberg table. */
final class HousekeepingRunTest {
  private static final Instant BEGIN = Instant.parse("2026-11-20T01:00:00Z");

  private static String table = "";

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @TempDir
  Path folder;

  @BeforeAll
  static void create() {
    assertThat(TestSpark.session()).isNotNull();
    table = TestServers.table("kept-log");
    TestServers.createTable(table);
  }

  private static Map<String, AttributeValue> item(int n) {
    return Map.of(
        "id", AttributeValue.fromS("r" + n),
        "requestId", AttributeValue.fromS("r" + n),
        "timestamp", AttributeValue.fromS("2026-11-%02dT10:00:00Z".formatted(1 + n % 19)),
        "modelName", AttributeValue.fromS("m"),
        "modelVersion", AttributeValue.fromS("v1"),
        "latencyMs", AttributeValue.fromN("" + n));
  }

  private String full() {
    return ExportWriter.of(table, List.of(item(0), item(1), item(2)))
        .at(BEGIN.toString())
        .id("01700000000000-0000000a")
        .write()
        .in(folder)
        .toString();
  }

  /** The export of an hour in which an item was inserted. */
  private String night(int n) {
    return night(n, List.of(WrittenChange.of(micros(n), "r" + (10 + n), item(10 + n), null)));
  }

  private static long micros(int night) {
    return BEGIN.plus(Duration.ofHours(night - 1)).plusSeconds(1).toEpochMilli() * 1_000;
  }

  private String night(int n, List<WrittenChange> changes) {
    Instant from = BEGIN.plus(Duration.ofHours(n - 1));
    return ChangeExportWriter.of(table, changes)
        .window(from.toString(), from.plus(Duration.ofHours(1)).toString())
        .id("0180000000000%d-0000000b".formatted(n))
        .write()
        .in(folder)
        .toString();
  }

  /** Lets a day pass for all runs so far. */
  private void aDayLater() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("root"))) {
      for (Path file : files.toList()) {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
      }
    }
  }

  @Test
  void aRemovedSnapshotIsToldAndItsTagDropped() throws IOException {
    assertThat(run("export", "r0", full())).as(err::toString).isZero();
    assertThat(json().at("/housekeeping/" + table + "/refs").isNumber()).isTrue();
    assertThat(run("export", "r1", night(1))).as(err::toString).isZero();
    aDayLater();

    assertThat(run("export", "r2", night(2))).as(err::toString).isZero();

    JsonNode done = json().at("/housekeeping/" + table);
    assertThat(done.path("refs").asInt()).as(done.toString()).isEqualTo(2);
    // they were the newest a moment ago, by Iceberg's clock
    assertThat(done.path("snapshots").asInt()).isZero();
    assertThat(done.has("warnings")).isFalse();
    for (String command : List.of("verify", "analyze")) {
      assertThat(run(command, "r0", full())).isEqualTo(3);
      assertThat(err.toString(StandardCharsets.UTF_8))
          .contains("the snapshot of run r0 was removed by retention (sluice.dataset.keep)");
    }
    assertThat(run("verify", "r2", night(2))).as(err::toString).isZero();
    // the stored result, and nothing is done again
    assertThat(run("export", "r2", night(2))).isZero();
    assertThat(json().at("/housekeeping/" + table)).isEqualTo(done);
  }

  /** Of the states of r0's days the next run has newer ones, and all later runs refer to these. */
  @Test
  @Tag("thorough")
  void statesOfDaysThatNobodyNeedsAreDeleted() throws IOException {
    figures("r0", full());
    List<WrittenChange> all = IntStream.range(0, 3)
        .mapToObj(n -> WrittenChange.of(micros(1), "r" + n, changed(n), item(n)))
        .toList();
    figures("r1", night(1, all));
    aDayLater();
    figures("r2", night(2, List.of()));
    assertThat(states()).containsExactly("r0", "r1", "r2");
    aDayLater();
    for (String removed : List.of("r0", "r1")) {
      Path manifest = folder.resolve("root/snapshots/" + removed + "/manifest.json");
      ObjectNode state = (ObjectNode) new ObjectMapper().readTree(manifest.toFile());
      assertThat(state.path("state").asText()).isEqualTo("removed");
      state.put("removedAt", Instant.now().minus(Duration.ofDays(2)).toString());
      Files.writeString(manifest, state.toString());
    }

    assertThat(run("export", "r3", night(3))).as(err::toString).isZero();

    assertThat(json().at("/housekeepingOfDays/figures").asInt()).isOne();
    assertThat(json().at("/housekeepingOfDays/files").asInt()).isPositive();
    assertThat(states()).containsExactly("r1", "r2");
    assertThat(run("analyze", "r3", night(3))).as(err::toString).isZero();
    assertThat(json().path("computedDays").asInt()).isOne();
  }

  private void figures(String id, String export) {
    assertThat(run("export", id, export)).as(err::toString).isZero();
    assertThat(run("analyze", id, export)).as(err::toString).isZero();
  }

  private static Map<String, AttributeValue> changed(int n) {
    Map<String, AttributeValue> item = new HashMap<>(item(n));
    item.put("latencyMs", AttributeValue.fromN("500"));
    return item;
  }

  /** Returns the runs that have states of days. */
  private List<String> states() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("root/figures"))) {
      return files
          .filter(Files::isDirectory)
          .map(file -> file.getFileName().toString())
          .sorted()
          .toList();
    }
  }

  /** What others have let expire although a run needs it is told by name. */
  @Tag("thorough")
  @Test
  void aSnapshotThatOthersHaveExpired() throws IOException {
    assertThat(run("export", "r0", full())).as(err::toString).isZero();
    JsonNode entry = json().path("iceberg");
    assertThat(run("export", "r1", night(1))).as(err::toString).isZero();
    Table lake = new HadoopTables(new Configuration())
        .load(folder
            .resolve("root/iceberg")
            .resolve(entry.path("namespace").asText())
            .resolve(entry.path("table").asText())
            .toUri()
            .toString());
    lake.manageSnapshots().removeTag("sluice-r0").commit();
    lake.expireSnapshots().expireSnapshotId(entry.path("snapshotId").asLong()).commit();

    assertThat(run("verify", "r0", full())).isEqualTo(4);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("missing: snapshot");
    assertThat(run("analyze", "r0", full())).isEqualTo(3);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("it has expired");
  }

  private int run(String command, String id, String export) {
    List<String> arguments = new ArrayList<>(List.of(command, "--json", "--run-id", id));
    List.of(
            "aws.region=us-east-1",
            "aws.dynamodb-endpoint=" + TestServers.dynamoDbEndpoint(),
            "source.table=" + table,
            "source.kind=export",
            "source.export-path=" + export,
            "events.id=id",
            "dataset.format=iceberg",
            "dataset.keep=1",
            "dataset.root=" + folder.resolve("root").toUri())
        .forEach(set -> arguments.addAll(List.of("--set", set)));
    out.reset();
    err.reset();
    return new Cli(stream(out), stream(err), InstantSource.system())
        .run(arguments.toArray(String[]::new));
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private JsonNode json() throws IOException {
    return new ObjectMapper().readTree(out.toByteArray());
  }
}
