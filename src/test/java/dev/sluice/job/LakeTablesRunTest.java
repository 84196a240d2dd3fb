package dev.sluice.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.dataset.lake.LakeSettings;
import dev.sluice.export.ChangeExportWriter;
import dev.sluice.export.ExportWriter;
import dev.sluice.export.WrittenChange;
import dev.sluice.export.WrittenExport;
import dev.sluice.testing.CommandLine;
import dev.sluice.testing.TestServers;
import dev.sluice.testing.TestSpark;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Runs that read whole tables into Iceberg, again and again: events, labels and experiments. */
final class LakeTablesRunTest {
  private static final int ITEMS = 40;

  private final CommandLine cli = new CommandLine();
  private final String events = TestServers.table("lake-events");
  private final String labels = TestServers.table("lake-labels");
  private final String trials = TestServers.table("lake-trials");

  @TempDir
  Path folder;

  @BeforeAll
  static void start() {
    assertThat(TestSpark.session()).isNotNull();
  }

  @BeforeEach
  void tables() {
    List.of(events, labels, trials).forEach(TestServers::createTable);
    for (int n = 0; n < ITEMS; n++) {
      put(events, event(n, "" + n));
      put(labels, label(n, n % 4));
    }
    for (int n = 0; n < 6; n++) {
      put(trials, trial(n, n == 5 ? "running" : "completed"));
    }
  }

  private static AttributeValue s(String text) {
    return AttributeValue.fromS(text);
  }

  private static Map<String, AttributeValue> event(int n, String latency) {
    Map<String, AttributeValue> item = new HashMap<>();
    item.put("id", s("r" + n));
    item.put("requestId", s("r" + n));
    item.put("timestamp", s("2026-11-%02dT10:00:00Z".formatted(1 + n % 19)));
    item.put("modelName", s("m"));
    item.put("modelVersion", s("v1"));
    item.put("latencyMs", AttributeValue.fromN(latency));
    item.put("prediction", s("class" + n % 4));
    return item;
  }

  private static Map<String, AttributeValue> label(int n, int label) {
    return Map.of(
        "id", s("l" + n),
        "requestId", s("r" + n),
        "label", s("class" + label),
        "labeledAt", s("2026-11-20T10:00:00Z"));
  }

  private static Map<String, AttributeValue> trial(int n, String status) {
    return Map.of(
        "id", s("t" + n),
        "experiment_id", s("t" + n),
        "name", s("x"),
        "created_at", s("2026-11-0%dT10:00:00Z".formatted(1 + n)),
        "status", s(status),
        "metrics", AttributeValue.fromM(Map.of("accuracy", AttributeValue.fromN("0.9"))));
  }

  private static void put(String table, Map<String, AttributeValue> item) {
    TestServers.dynamoDb().putItem(p -> p.tableName(table).item(item));
  }

  private static void delete(String table, String id) {
    TestServers.dynamoDb().deleteItem(d -> d.tableName(table).key(Map.of("id", s(id))));
  }

  private String[] all(String... more) {
    return Stream.concat(
            Stream.of(
                "source.table=" + events,
                "labels.table=" + labels,
                "labels.id=requestId",
                "experiments.table=" + trials),
            Stream.of(more))
        .toArray(String[]::new);
  }

  /** The first run loads three tables, the second writes what differs in each, and figures rest on both. */
  @Test
  @Tag("thorough")
  void threeTables() throws IOException {
    String[] training =
        all("dataset.training.profile=typed", "dataset.training.features=[latencyMs]");
    assertThat(run("export", "r0", training)).as(cli::err).isZero();
    assertThat(cli.json().at("/items/written").asInt()).isEqualTo(ITEMS);
    assertThat(cli.json().at("/iceberg/rows").asInt()).isEqualTo(ITEMS);
    assertThat(cli.json().path("icebergTables"))
        .extracting(table -> table.path("rows").asInt())
        .containsExactlyInAnyOrder(ITEMS, ITEMS, 6);
    assertThat(run("verify", "r0", training)).as(cli::err).isZero();
    // what was read lies in Iceberg alone
    try (Stream<Path> files = Files.walk(folder.resolve("root/snapshots/r0"))) {
      assertThat(files)
          .noneMatch(file -> file.startsWith(folder.resolve("root/snapshots/r0/tables"))
              && Files.isRegularFile(file));
    }

    put(events, event(0, "1000"));
    put(events, event(ITEMS, "5"));
    delete(events, "r1");
    put(labels, label(2, 3));
    put(trials, trial(5, "completed"));
    assertThat(run("export", "r1", training)).as(cli::err).isZero();

    JsonNode tables = manifest("r1").path("tables");
    assertCounts(tables.path(events), ITEMS, 2, 1, 1, 1);
    assertCounts(tables.path(labels), ITEMS, 1, 0, 1, 0);
    assertCounts(tables.path(trials), 6, 1, 0, 1, 0);
    assertThat(tables.path(events).path("kind").asText()).isEqualTo("scan");
    assertThat(tables.path(labels).path("consumedReadUnits").asDouble()).isPositive();
    assertThat(run("verify", "r1", training)).as(cli::err).isZero();
    assertThat(column(labels, "label", "id = 'l2'")).containsExactly("class3");
    assertThat(column(events, "cast(_day AS string)", "id = 'r0'")).containsExactly("2026-11-01");
    // the same run is the same snapshot
    long snapshot = tables.path(events).at("/iceberg/snapshotId").asLong();
    assertThat(run("export", "r1", training)).as(cli::err).isZero();
    assertThat(cli.json().at("/iceberg/snapshotId").asLong()).isEqualTo(snapshot);

    // figures are those of the snapshots that the manifests name, not of what the tables are now
    assertThat(run("analyze", "r0", training)).as(cli::err).isZero();
    assertThat(correct("r0")).isEqualTo(ITEMS);
    assertThat(completed("r0")).isEqualTo(5);
    assertThat(run("analyze", "r1", training)).as(cli::err).isZero();
    assertThat(correct("r1")).isEqualTo(ITEMS - 2);
    assertThat(completed("r1")).isEqualTo(6);
  }

  private static void assertCounts(
      JsonNode entry, int scanned, int written, int inserted, int modified, int removed) {
    assertThat(entry.path("scanned").asInt()).isEqualTo(scanned);
    assertThat(entry.path("written").asInt()).isEqualTo(written);
    assertThat(entry.path("filtered").asInt()).isEqualTo(scanned - written);
    JsonNode iceberg = entry.path("iceberg");
    assertThat(iceberg.path("inserted").asInt()).isEqualTo(inserted);
    assertThat(iceberg.path("modified").asInt()).isEqualTo(modified);
    assertThat(iceberg.path("removed").asInt()).isEqualTo(removed);
  }

  private JsonNode figures(String id) throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("root/figures"))) {
      Path figures = files
          .filter(f -> f.getFileName().toString().startsWith(id + "."))
          .findFirst()
          .orElseThrow();
      return new ObjectMapper().readTree(figures.toFile());
    }
  }

  private int correct(String id) throws IOException {
    int correct = 0;
    for (JsonNode day : figures(id).path("accuracy")) {
      correct += day.path("version").asText().equals("v1") ? day.path("correct").asInt() : 0;
    }
    return correct;
  }

  private int completed(String id) throws IOException {
    return figures(id).at("/experiments/0/completed").asInt();
  }

  /** Returns a column of the Iceberg table as it is now. */
  private List<Object> column(String table, String expression, String condition) {
    JsonNode entry = manifest("r0").at("/tables/" + table + "/iceberg");
    String catalog = entry.path("catalog").asText();
    LakeSettings.configure(TestSpark.session(), catalog, entry.path("warehouse").asText());
    return TestSpark.session()
        .table(catalog + "." + entry.path("namespace").asText() + "."
            + entry.path("table").asText())
        .where(condition)
        .selectExpr(expression)
        .collectAsList()
        .stream()
        .map((Row row) -> row.get(0))
        .toList();
  }

  private String root() {
    return folder.resolve("root").toUri().toString();
  }

  /** Nothing has changed: no data file is written, and the position moves. */
  @Test
  void nothingDiffers() throws IOException {
    assertThat(run("export", "r0", all())).as(cli::err).isZero();
    List<Path> before = dataFiles();

    assertThat(run("export", "r1", all())).as(cli::err).isZero();

    assertThat(dataFiles()).isEqualTo(before);
    assertThat(cli.json().at("/iceberg/rows").asInt()).isEqualTo(ITEMS);
    assertThat(cli.json().at("/iceberg/until").asText())
        .isGreaterThan(manifest("r0").at("/tables/" + events + "/iceberg/until").asText());
  }

  private List<Path> dataFiles() throws IOException {
    Path lake = folder.resolve("root/iceberg");
    if (!Files.exists(lake)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(lake)) {
      return files.filter(f -> f.toString().endsWith(".parquet")).sorted().toList();
    }
  }

  /** Loaded anew, in how many rows the table differed is said. */
  @Test
  @Tag("thorough")
  void reloaded() throws IOException {
    assertThat(run("export", "r0", all("dataset.on-delete.unknown=mark")))
        .as(cli::err)
        .isZero();
    delete(events, "r1");
    assertThat(run("export", "r1", all("dataset.on-delete.unknown=mark")))
        .as(cli::err)
        .isZero();
    assertThat(cli.json().at("/iceberg/marked").asInt()).isOne();
    assertThat(cli.json().at("/iceberg/rows").asInt()).isEqualTo(ITEMS);
    put(events, event(0, "1.5"));
    put(events, event(ITEMS, "7"));

    String[] afresh = all("dataset.on-delete.unknown=mark", "dataset.afresh=true");
    assertThat(run("export", "r2", afresh)).as(cli::err).isZero();

    JsonNode entry = manifest("r2").at("/tables/" + events);
    assertCounts(entry, ITEMS, 2, 1, 1, 1);
    assertThat(cli.json().at("/iceberg/rows").asInt()).isEqualTo(ITEMS);
    assertThat(run("verify", "r2", afresh)).as(cli::err).isZero();
    // another filter is another table
    assertThat(run("export", "r3", all("source.filter=latencyMs > 3"))).isEqualTo(3);
    assertThat(cli.err()).contains("--reload");
  }

  /** Killed after the commits, the run finds them. */
  @Test
  @Tag("thorough")
  void killedBeforeTheManifest() throws IOException {
    assertThat(run("export", "r0", all())).as(cli::err).isZero();
    put(events, event(0, "1000"));
    assertThat(run("export", "r1", all())).as(cli::err).isZero();
    JsonNode made = manifest("r1").path("tables");
    try (Stream<Path> results = Files.list(folder.resolve("root/runs/r1"))) {
      for (Path result :
          results.filter(f -> f.getFileName().toString().startsWith("export-")).toList()) {
        Files.delete(result);
      }
    }
    Files.delete(folder.resolve("root/snapshots/r1/manifest.json"));
    Files.delete(folder.resolve("root/snapshots/r1/schema.json"));

    assertThat(run("export", "r1", all())).as(cli::err).isZero();

    List.of(events, labels, trials)
        .forEach(table -> assertThat(manifest("r1").path("tables").path(table).path("iceberg"))
            .isEqualTo(made.path(table).path("iceberg")));
  }

  /** Events by exports, labels by scans: each table by its own way, in one run. */
  @Test
  @Tag("thorough")
  void aWindowBesideLabels() throws IOException {
    String full =
        ExportWriter.of(events).at("2026-11-20T01:00:00Z").write().in(folder).toString();
    assertThat(run("export", "r0", exported(full))).as(cli::err).isZero();
    String window = ChangeExportWriter.of(
            events,
            List.of(
                WrittenChange.of(1_763_600_461_000_001L, "r0", event(0, "1000"), event(0, "0"))))
        .window("2026-11-20T01:00:00Z", "2026-11-20T02:00:00Z")
        .id("01800000000000-0000000b")
        .write()
        .in(folder)
        .toString();
    delete(labels, "l3");

    assertThat(run("export", "r1", exported(window))).as(cli::err).isZero();

    JsonNode tables = manifest("r1").path("tables");
    assertThat(tables.at("/" + events + "/iceberg/modified").asInt()).isOne();
    assertThat(tables.at("/" + events + "/kind").asText()).isEqualTo("export");
    assertCounts(tables.path(labels), ITEMS - 1, 0, 0, 0, 1);
    assertThat(tables.at("/" + labels + "/kind").asText()).isEqualTo("scan");
    assertThat(run("verify", "r1", exported(window))).as(cli::err).isZero();

    // all again, without --reload: what the window has not told is found
    String later = ExportWriter.of(events)
        .at("2026-11-20T03:00:00Z")
        .id("01900000000000-0000000c")
        .write()
        .in(folder)
        .toString();
    assertThat(run("export", "r2", exported(later))).as(cli::err).isZero();
    assertCounts(manifest("r2").at("/tables/" + events), ITEMS, 1, 0, 1, 0);
  }

  private String[] exported(String path) {
    return all("source.kind=export", "source.export-path=" + path);
  }

  /** Items that cannot be read are beside the table, and more of them than allowed commit nothing. */
  @Test
  void rejectedItems() throws IOException {
    String[] sets = {
      "source.table=" + events, "source.kind=export", "source.export-path=" + damaged("0000000a")
    };
    assertThat(run("export", "r0", sets)).as(cli::err).isEqualTo(4);
    assertThat(cli.err()).contains("rejected/" + events);
    assertThat(rejected("r0")).hasSize(1);
    assertThat(dataFiles()).isEmpty();

    String[] allowed =
        Stream.concat(Stream.of(sets), Stream.of("source.max-rejects=1")).toArray(String[]::new);
    assertThat(run("export", "r1", allowed)).as(cli::err).isZero();

    assertThat(cli.json().at("/items/rejected").asInt()).isOne();
    assertThat(cli.json().at("/items/written").asInt()).isEqualTo(ITEMS - 1);
    assertThat(cli.json().at("/iceberg/rows").asInt()).isEqualTo(ITEMS - 1);
    assertThat(rejected("r1")).hasSize(1).first().asString().contains("reason", "\"X\"");
    assertThat(run("verify", "r1", allowed)).as(cli::err).isZero();
  }

  private List<String> rejected(String id) throws IOException {
    try (Stream<Path> files =
        Files.walk(folder.resolve("root/snapshots/" + id + "/rejected/" + events))) {
      return files
          .filter(Files::isRegularFile)
          .flatMap(file -> {
            try {
              return Files.readAllLines(file).stream();
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          })
          .toList();
    }
  }

  /** Returns a full export of which one item is none. */
  private Path damaged(String id) throws IOException {
    WrittenExport export = ExportWriter.of(events).id("01700000000000-" + id).write();
    String name = "data/part00.json.gz";
    String text;
    try (var in = new GZIPInputStream(new ByteArrayInputStream(export.files().get(name)))) {
      text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    String lines = text.lines().skip(1).collect(Collectors.joining("\n"));
    String all = "{\"Item\":{\"id\":{\"S\":\"bad\"},\"v\":{\"X\":\"1\"}}}\n" + lines + "\n";
    return ExportWriter.replaced(export, name, all.getBytes(StandardCharsets.UTF_8))
        .in(folder);
  }

  @Test
  void sourcesOfOneIcebergTable() {
    List<String> sets = new ArrayList<>();
    for (String source : List.of("a", "b")) {
      sets.add("sources." + source + ".source.table=" + source + "-log");
      sets.add("sources." + source + ".labels.table=truth");
      sets.add("sources." + source + ".labels.id=requestId");
    }
    sets.add("dataset.catalog=glue.lake");
    assertThat(run("export", "r0", sets.toArray(String[]::new))).isEqualTo(2);

    assertThat(cli.err())
        .contains("sources.b.dataset.catalog", "glue.lake.truth", "source a", "namespace")
        .doesNotContain("a_log");
  }

  private int run(String command, String id, String... sets) {
    return cli.run(
        List.of(command, "--json", "--run-id", id, "--date", "2026-11-20"),
        List.of(
            "aws.region=us-east-1",
            "aws.dynamodb-endpoint=" + TestServers.dynamoDbEndpoint(),
            "dataset.format=iceberg",
            "dataset.root=" + root()),
        sets);
  }

  private JsonNode manifest(String id) {
    Path manifest = folder.resolve("root/snapshots/" + id + "/manifest.json");
    try {
      return new ObjectMapper().readTree(manifest.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
