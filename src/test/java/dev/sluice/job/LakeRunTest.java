package dev.sluice.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.export.ChangeExportWriter;
import dev.sluice.export.ExportWriter;
import dev.sluice.export.WrittenChange;
import dev.sluice.testing.CommandLine;
import dev.sluice.testing.TestServers;
import dev.sluice.testing.TestSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Runs that keep a table in Iceberg: a full export, then windows of changes. */
final class LakeRunTest {
  private static final int ITEMS = 60;
  private static final String T0 = "2026-11-20T01:00:00Z";
  private static final String T1 = "2026-11-20T02:00:00Z";
  private static final long MICROS = 1_763_600_461_000_001L;

  private static String table = "";

  private final CommandLine cli = new CommandLine();

  @TempDir
  Path folder;

  private String full = "";

  @BeforeAll
  static void create() {
    assertThat(TestSpark.session()).isNotNull();
    table = TestServers.table("living-log");
    TestServers.createTable(table);
  }

  private static Map<String, AttributeValue> item(int n, String latency) {
    Map<String, AttributeValue> item = new HashMap<>();
    item.put("id", AttributeValue.fromS("r" + n));
    item.put("requestId", AttributeValue.fromS("r" + n));
    item.put("timestamp", AttributeValue.fromS("2026-11-%02dT10:00:00Z".formatted(1 + n % 19)));
    item.put("modelName", AttributeValue.fromS("m"));
    item.put("modelVersion", AttributeValue.fromS("v1"));
    item.put("latencyMs", AttributeValue.fromN(latency));
    item.put("prediction", AttributeValue.fromS("class" + n % 4));
    return item;
  }

  @BeforeEach
  void export() {
    List<Map<String, AttributeValue>> items = new ArrayList<>();
    for (int n = 0; n < ITEMS; n++) {
      items.add(item(n, "" + n));
    }
    full = ExportWriter.of(table, items)
        .at(T0)
        .id("01700000000000-0000000a")
        .write()
        .in(folder)
        .toString();
  }

  /** One item changed, one inserted, one removed. */
  private String changes(String from, String until) {
    return ChangeExportWriter.of(
            table,
            List.of(
                change(0, item(0, "1000"), item(0, "0")),
                change(ITEMS, item(ITEMS, "5"), null),
                change(1, null, item(1, "1"))))
        .window(from, until)
        .id("01800000000000-0000000b")
        .write()
        .in(folder)
        .toString();
  }

  private static WrittenChange change(
      int n,
      @Nullable Map<String, AttributeValue> now,
      @Nullable Map<String, AttributeValue> before) {
    return WrittenChange.of(MICROS, "r" + n, now, before);
  }

  @Test
  void aFullExportThenAWindow() throws IOException {
    assertThat(run("export", "r0", full)).as(cli::err).isZero();
    assertThat(cli.json().at("/items/written").asInt()).isEqualTo(ITEMS);
    assertThat(cli.json().at("/iceberg/rows").asInt()).isEqualTo(ITEMS);
    assertThat(run("verify", "r0", full)).as(cli::err).isZero();

    String[] training = {
      "dataset.training.profile=typed",
      "dataset.training.features=[latencyMs]",
      "dataset.training.label=prediction",
      "events.id=id"
    };
    String window = changes(T0, T1);
    assertThat(run("export", "r1", window, training)).as(cli::err).isZero();

    JsonNode entry = manifest("r1").at("/tables/" + table);
    assertThat(entry.path("scanned").asInt()).isEqualTo(3);
    assertThat(entry.path("written").asInt()).isEqualTo(3);
    JsonNode iceberg = entry.path("iceberg");
    List.of("inserted", "modified", "removed")
        .forEach(count -> assertThat(iceberg.path(count).asInt()).as(count).isOne());
    assertThat(iceberg.path("rows").asInt()).isEqualTo(ITEMS);
    assertThat(iceberg.path("until").asText()).isEqualTo(T1);
    // of the items 0, 60 and 1
    assertThat(iceberg.path("changedDays"))
        .extracting(JsonNode::asText)
        .containsExactly("2026-11-01/2026-11-02", "2026-11-04");
    assertThat(run("verify", "r1", window)).as(cli::err).isZero();
    // the same run is the same snapshot
    assertThat(run("export", "r1", window, training)).as(cli::err).isZero();
    assertThat(cli.json().at("/iceberg/snapshotId").asLong())
        .isEqualTo(iceberg.path("snapshotId").asLong());

    assertThat(run("analyze", "r1", window, training)).as(cli::err).isZero();
    // no run before has figures
    assertThat(cli.json().path("computedDays").asInt()).isEqualTo(19);
  }

  /** A change that cannot be read is beside the table, which keeps the row of its item; more of them commit nothing. */
  @Test
  @Tag("thorough")
  void rejectedChanges() throws IOException {
    assertThat(run("export", "r0", full)).as(cli::err).isZero();
    String window = ChangeExportWriter.of(
            table,
            List.of(
                change(0, item(0, "1000"), item(0, "0")), change(2, item(2, "odd"), item(2, "2"))))
        .window(T0, T1)
        .id("01800000000000-0000000c")
        .write()
        .in(folder)
        .toString();

    assertThat(run("export", "r1", window)).as(cli::err).isEqualTo(4);
    assertThat(cli.err()).contains("rejected/" + table, "source.max-rejects");
    assertThat(rejected("r1")).hasSize(1);

    assertThat(run("export", "r2", window, "source.max-rejects=1")).as(cli::err).isZero();
    JsonNode entry = manifest("r2").at("/tables/" + table);
    assertThat(entry.path("scanned").asInt()).isEqualTo(2);
    assertThat(entry.path("written").asInt()).isOne();
    assertThat(entry.path("rejected").asInt()).isOne();
    assertThat(entry.path("filtered").asInt()).isZero();
    assertThat(entry.at("/iceberg/rows").asInt()).isEqualTo(ITEMS);
    assertThat(cli.json().at("/items/rejected").asInt()).isOne();
    assertThat(rejected("r2"))
        .singleElement()
        .asString()
        .contains("\"reason\"", "\"odd\"", "\"_change\"");
    assertThat(run("verify", "r2", window, "source.max-rejects=1")).as(cli::err).isZero();

    // killed before the manifest, the run finds the file
    JsonNode files = manifest("r2").path("files");
    try (Stream<Path> results = Files.list(folder.resolve("root/runs/r2"))) {
      for (Path result :
          results.filter(f -> f.getFileName().toString().startsWith("export-")).toList()) {
        Files.delete(result);
      }
    }
    Files.delete(folder.resolve("root/snapshots/r2/manifest.json"));
    assertThat(run("export", "r2", window, "source.max-rejects=1")).as(cli::err).isZero();
    assertThat(manifest("r2").at("/tables/" + table)).isEqualTo(entry);
    assertThat(manifest("r2").path("files")).isEqualTo(files);
  }

  private List<String> rejected(String id) throws IOException {
    List<String> lines = new ArrayList<>();
    try (Stream<Path> files =
        Files.walk(folder.resolve("root/snapshots/" + id + "/rejected/" + table))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        lines.addAll(Files.readAllLines(file));
      }
    }
    return lines;
  }

  @Test
  void aGapIsRefused() {
    assertThat(run("export", "r0", full)).as(cli::err).isZero();

    assertThat(run("export", "r1", changes(T1, "2026-11-20T03:00:00Z"))).isEqualTo(3);

    assertThat(cli.err()).contains("the changes between are missing").contains("--reload");
    assertThat(folder.resolve("root/snapshots/r1/manifest.json")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({
    "source.kind=auto, source.kind, cannot be read with dataset.format = iceberg",
    "dataset.partition-by=day, dataset.partition-by, has no effect with dataset.format = iceberg",
    "dataset.entity-by=kind, dataset.entity-by, cannot be kept apart with dataset.format = iceberg",
    "dataset.on-delete.ttl=hide, dataset.on-delete.ttl, mark"
  })
  void settingsThatContradictAreRefused(String set, String key, String message) {
    assertThat(run("export", "any", full, set)).isEqualTo(2);

    assertThat(cli.err()).contains(key).contains(message);
  }

  private int run(String command, String id, String export, String... sets) {
    return cli.run(
        List.of(command, "--json", "--run-id", id),
        List.of(
            "aws.region=us-east-1",
            "aws.dynamodb-endpoint=" + TestServers.dynamoDbEndpoint(),
            "source.table=" + table,
            "source.kind=export",
            "source.export-path=" + export,
            "dataset.format=iceberg",
            "dataset.root=" + folder.resolve("root").toUri()),
        sets);
  }

  private JsonNode manifest(String id) throws IOException {
    Path manifest = folder.resolve("root/snapshots/" + id + "/manifest.json");
    return new ObjectMapper().readTree(manifest.toFile());
  }
}
