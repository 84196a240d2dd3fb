package dev.sluice.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.dataset.SampleExport;
import dev.sluice.testing.CommandLine;
import dev.sluice.testing.TestServers;
import dev.sluice.testing.TestSpark;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

final class PlanCommandTest {
  private final CommandLine cli = new CommandLine();

  @TempDir
  Path folder;

  @BeforeAll
  static void servers() {
    TestServers.sampleTables();
    TestSpark.session();
  }

  @Test
  void aPlanTellsSegmentsUnitsAndTime() throws IOException {
    assertThat(plan(
            "--json",
            "source.table=InferenceMetadata",
            "experiments.table=mlops-experiments",
            "aws.region=us-east-1",
            "source.schema.sample-items=100",
            "source.capacity.max-read-units=50"))
        .isZero();

    JsonNode result = new ObjectMapper().readTree(cli.out());
    assertThat(result.path("tables")).hasSize(2);
    JsonNode table = result.path("tables").path(0);
    assertThat(table.path("way").asText()).isEqualTo("scan");
    assertThat(table.path("segments").asInt())
        .isGreaterThanOrEqualTo(table.path("tasks").asInt());
    assertThat(table.path("unitsPerSecond").asDouble()).isEqualTo(50);
    double units = table.path("readUnits").asDouble();
    assertThat(units).isGreaterThan(table.path("sampleReadUnits").asDouble());
    assertThat(table.path("minutes").asDouble()).isEqualTo(units / 50 / 60);
    assertThat(table.path("ways"))
        .extracting(way -> way.path("kind").asText())
        .containsExactly("scan", "query", "export", "pitr", "stream");
    JsonNode scan = table.path("ways").path(0);
    assertThat(scan.path("taken").asBoolean()).isTrue();
    assertThat(scan.path("dollars").asDouble()).isEqualTo(units / 1e6 * 0.125);
    assertThat(scan.path("dollarsAMonth").asDouble())
        .isEqualTo(scan.path("dollars").asDouble() * 30.4);
    assertThat(result.path("total").path("runsAMonth").asDouble()).isEqualTo(30.4);
    assertThat(table.path("drift").isNull()).isTrue();
    assertThat(result.path("consumedReadUnits").asDouble()).isPositive();
  }

  @Test
  void aPlanTellsDriftSinceTheLatestSnapshot() {
    SampleExport.export(folder.toUri(), "run-1", SampleExport.EXPERIMENTS);

    assertThat(plan("", "experiments.table=mlops-experiments", "dataset.root=" + folder.toUri()))
        .isZero();

    assertThat(cli.out())
        .contains(
            "mlops-experiments (experiments): scan",
            "none since run run-1",
            "the sample was the whole table",
            "export is not taken: an export that is there is read only if source.export-path names it",
            "pitr is not taken: an export is requested only if source.kind = pitr or auto",
            "stream is not taken: changes are no snapshot",
            "not limited: the endpoint is local");
  }

  @Test
  void aPlanTellsWhatAnIndexWouldTakeAndWhatReadingItMeans() {
    List<String> sets = new ArrayList<>(List.of(
        "experiments.table=mlops-experiments",
        "experiments.done=failed",
        "experiments.statuses=failed, running"));
    assertThat(plan("", sets.toArray(String[]::new))).isZero();
    assertThat(cli.out())
        .contains(
            "(experiments): scan, ",
            "query is not taken: queries of index status-created_at-index would take about",
            "an index is read only if it is named")
        .doesNotContain("may be missed; a scan");

    sets.add("experiments.index=status-created_at-index");
    assertThat(plan("", sets.toArray(String[]::new))).isZero();
    assertThat(cli.out())
        .contains(
            "(experiments): query of index status-created_at-index, 2 queries in 1 tasks",
            "index status-created_at-index is read: an item whose status changes meanwhile may be missed; a scan");
  }

  @Test
  void whatTheConfigurationNamesHasColumnsThoughThereIsNoRoomForAll() {
    String table = TestServers.table("wide");
    TestServers.createTable(table);
    Map<String, AttributeValue> item = new HashMap<>();
    for (int i = 0; i < 1_100; i++) {
      item.put("c" + i, AttributeValue.fromN("1"));
    }
    item.put("timestamp", AttributeValue.fromS("2026-10-19T12:00:00Z"));
    item.put("truth", AttributeValue.fromS("a"));
    item.put("Truth", AttributeValue.fromS("a"));
    item.put("team", AttributeValue.fromS("t"));
    for (String id : List.of("a", "b", "c", "d")) {
      item.put("id", AttributeValue.fromS(id));
      TestServers.dynamoDb().putItem(put -> put.tableName(table).item(item));
    }

    assertThat(plan("", "source.table=" + table, "source.columns=[id, timestamp]"))
        .as(cli.err())
        .isZero();
    assertThat(plan(
            "",
            "source.table=" + table,
            "events.id=id",
            "source.filter=timestamp > '2026' and C999 = 1",
            "dataset.root=" + folder.toUri(),
            "dataset.strip-shards=[team]",
            "dataset.training.profile=typed",
            "dataset.training.label=truth",
            "dataset.training.features=[c998, timestamp]",
            "dataset.training.split.group=team"))
        .as(cli.err())
        .isZero();
  }

  @Test
  void aPlanTellsEntityTypes() {
    assertThat(plan("", "source.table=mlops-experiments", "dataset.entity-by=status"))
        .isZero();

    assertThat(cli.out())
        .containsPattern("entity +completed: 142 items of the sample, \\d+ columns")
        .containsPattern("entity +failed: 11 items of the sample, \\d+ columns");
  }

  @Test
  void aPlanTellsTheTrainingViewsColumnsOrWhatIsRefused() {
    String[] settings = {
      "source.table=InferenceMetadata",
      "source.schema.sample-items=100",
      "dataset.training.profile=typed",
      "dataset.training.label=prediction"
    };
    assertThat(plan("", settings)).isZero();
    assertThat(cli.out()).containsPattern("training +\\d+ columns: label, ").contains("subjectId");

    settings[3] = "dataset.training.label=noSuchAttribute";
    assertThat(plan("", settings)).isEqualTo(2);
    assertThat(cli.err()).contains("sluice.dataset.training.label = noSuchAttribute");
  }

  @Test
  void aFilterThatIsNeverTrueReadsNothing() {
    assertThat(plan("", "source.table=InferenceMetadata", "source.filter='a' = 'b'"))
        .as(cli.err())
        .isZero();
    assertThat(cli.out()).contains("source.filter matches no item: nothing is read");
  }

  @Test
  void anAttributeToStripThatNoItemHasIsRefused() {
    assertThat(plan("", "source.table=InferenceMetadata", "dataset.strip-shards=nosuch"))
        .isEqualTo(2);
    assertThat(cli.err()).contains("sluice.dataset.strip-shards = nosuch");
  }

  @Test
  void aMissingTableIsOneLine() {
    assertThat(plan("", "source.table=NoSuchTable")).isEqualTo(3);
    assertThat(cli.err().lines()).hasSize(1);
  }

  private int plan(String json, String... sets) {
    return cli.run(
        json.isEmpty() ? List.of("plan") : List.of("plan", json),
        List.of(sets),
        "aws.dynamodb-endpoint=" + TestServers.dynamoDbEndpoint());
  }
}
