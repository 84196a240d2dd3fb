package dev.sluice.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.export.ChangeExportWriter;
import dev.sluice.export.ExportWriter;
import dev.sluice.export.WrittenExport;
import dev.sluice.testing.CommandLine;
import dev.sluice.testing.TestServers;
import dev.sluice.testing.TestSpark;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A run over an export gives what a run over the table gives. */
final class ExportRunTest {
  private static final int ITEMS = 500;
  private static final String[] TRAINING = {
    "dataset.training.profile=typed",
    "dataset.training.features=[latencyMs, modelVersion, data]",
    "dataset.training.label=prediction",
    "dataset.training.split.group=subject",
    "events.id=id"
  };

  private static String table = "";

  private final CommandLine cli = new CommandLine();

  @TempDir
  Path folder;

  @BeforeAll
  static void load() {
    assertThat(TestSpark.session()).isNotNull();
    table = TestServers.table("exported-log");
    TestServers.createTable(table);
    for (int n = 0; n < ITEMS; n++) {
      Map<String, AttributeValue> item = new HashMap<>();
      item.put("id", AttributeValue.fromS("r" + n));
      item.put("subject", AttributeValue.fromS("s" + n % 37));
      item.put("timestamp", AttributeValue.fromS("2026-10-%02dT10:00:00Z".formatted(1 + n % 28)));
      item.put("modelName", AttributeValue.fromS("m" + n % 2));
      item.put("modelVersion", AttributeValue.fromN("" + n % 3));
      item.put("latencyMs", AttributeValue.fromN("" + n * 7919 % 1000 / 8.0));
      item.put("prediction", AttributeValue.fromS("class" + n % 4));
      item.put("data", AttributeValue.fromNs(List.of("" + n, "0.5")));
      TestServers.dynamoDb().putItem(p -> p.tableName(table).item(item));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"DYNAMODB_JSON", "ION"})
  void theTrainingViewIsTheSameFileForFile(String format) throws IOException {
    String path = ExportWriter.of(table).format(format).write().in(folder).toString();

    assertThat(run("export", "scanned", TRAINING)).as(cli::err).isZero();
    assertThat(run("export", "exported", with(path, TRAINING))).as(cli::err).isZero();

    JsonNode said = cli.json();
    assertThat(said.path("consumedReadUnits").asDouble()).isZero();
    assertThat(said.at("/items/scanned").asInt()).isEqualTo(ITEMS);
    assertThat(said.at("/items/written").asInt()).isEqualTo(ITEMS);
    assertThat(manifest("exported").at("/tables/" + table + "/kind").asText()).isEqualTo("export");
    assertThat(digests("exported", "training/"))
        .isNotEmpty()
        .isEqualTo(digests("scanned", "training/"));
    assertThat(run("verify", "exported")).as(cli::err).isZero();
  }

  @Tag("thorough")
  @Test
  void figuresAndCountsAreTheSame() throws IOException {
    String path = ExportWriter.of(table).write().in(folder).toString();
    String[] filter = {"source.filter=modelName = 'm1' AND latencyMs > 20", "source.columns=[]"};

    assertThat(run("export", "scanned", filter)).as(cli::err).isZero();
    assertThat(run("export", "exported", with(path, filter))).as(cli::err).isZero();

    JsonNode scanned = manifest("scanned").path("tables").path(table);
    JsonNode exported = manifest("exported").path("tables").path(table);
    List.of("scanned", "filtered", "expired", "rejected", "written", "columns")
        .forEach(
            count -> assertThat(exported.path(count)).as(count).isEqualTo(scanned.path(count)));
  }

  @Test
  void anEmptyTablesExportIsItsScan() throws IOException {
    String empty = TestServers.table("empty-log");
    TestServers.createTable(empty);
    String path = ExportWriter.of(empty).write().in(folder).toString();
    String named = "source.table=" + empty;

    int scanned = run("export", "scanned", named);
    String said = cli.err();
    int exported = run("export", "exported", with(path, named));

    assertThat(exported).as("%s%n%s", said, cli.err()).isEqualTo(scanned);
    JsonNode tables = manifest("exported").path("tables");
    assertThat(tables.at("/" + empty + "/written").asInt(-1)).isZero();
    assertThat(tables.at("/" + empty + "/columns"))
        .isEqualTo(manifest("scanned").at("/tables/" + empty + "/columns"));
    assertThat(run("verify", "exported", named)).as(cli::err).isZero();
  }

  @Test
  void thePlanSaysThatNothingIsConsumed() throws IOException {
    String path = ExportWriter.of(table).write().in(folder).toString();

    assertThat(run("plan", "any", with(path))).as(cli::err).isZero();

    JsonNode plan = cli.json().path("tables").path(0);
    assertThat(plan.path("way").asText()).isEqualTo("export");
    assertThat(plan.path("segments").asInt()).isEqualTo(5);
    assertThat(plan.path("readUnits").asDouble()).isZero();
    assertThat(plan.path("itemCount").asInt()).isEqualTo(ITEMS);
    assertThat(plan.path("ways")).hasSize(1);
    assertThat(plan.path("warnings")).isEmpty();
  }

  @Test
  void aDamagedFileEndsTheRun() {
    WrittenExport export = ExportWriter.of(table).write();
    export.files().get("data/part03.json.gz")[20] ^= 8;

    assertThat(run("export", "damaged", with(export.in(folder).toString()))).isEqualTo(3);

    assertThat(cli.err())
        .contains("part03.json.gz is no sound gzip file")
        .contains("Copy the export again");
    assertThat(folder.resolve("root/snapshots/damaged/manifest.json")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"plan", "export"})
  void changesAreNoSnapshot(String command) {
    String path = ChangeExportWriter.of(table, List.of()).write().in(folder).toString();

    assertThat(run(command, "changes", with(path))).isEqualTo(2);

    assertThat(cli.err())
        .contains("is an incremental export, and changes are no snapshot of the table")
        .contains("Name a full export");
    assertThat(folder.resolve("root/snapshots/changes/manifest.json")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({
    "source.kind=export, source.export-path, is missing",
    "source.export-path=/x, source.export-path, has no effect unless source.kind = export",
    "source.kind=export;source.export-path=/x;source.segments=4, source.segments, has no effect",
    "source.kind=query;source.segments=4, source.segments, has no effect with source.kind = query",
    "source.kind=export;source.export-path=https://x/y, source.export-path, is not an export's folder"
  })
  void settingsThatContradictAreRefused(String sets, String key, String message) {
    assertThat(run("plan", "any", sets.split(";"))).isEqualTo(2);

    assertThat(cli.err()).contains(key).contains(message);
  }

  private static String[] with(String path, String... more) {
    List<String> sets =
        new ArrayList<>(List.of("source.kind=export", "source.export-path=" + path));
    sets.addAll(List.of(more));
    return sets.toArray(String[]::new);
  }

  private int run(String command, String id, String... sets) {
    return cli.run(
        List.of(command, "--json", "--run-id", id),
        List.of(
            "aws.region=us-east-1",
            "aws.dynamodb-endpoint=" + TestServers.dynamoDbEndpoint(),
            "source.table=" + table,
            "dataset.root=" + folder.resolve("root").toUri()),
        sets);
  }

  private JsonNode manifest(String id) throws IOException {
    Path manifest = folder.resolve("root/snapshots/" + id + "/manifest.json");
    return new ObjectMapper().readTree(manifest.toFile());
  }

  private Map<String, String> digests(String id, String prefix) throws IOException {
    Map<String, String> digests = new TreeMap<>();
    manifest(id).path("files").forEach(file -> {
      if (file.path("path").asText().startsWith(prefix)) {
        // a name ends in a part that is each run's own
        String name = file.path("path").asText().replaceFirst("-[0-9a-f]+\\.parquet$", "");
        digests.put(name, file.path("sha256").asText());
      }
    });
    return digests;
  }
}
