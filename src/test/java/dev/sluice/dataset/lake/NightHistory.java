package dev.sluice.dataset.lake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.dataset.lake.DeletedItems.Action;
import dev.sluice.dataset.lake.LakeState.Item;
import dev.sluice.dataset.lake.NightRuns.Ended;
import dev.sluice.demo.export.ExportingServers;
import dev.sluice.export.ExportWriter;
import dev.sluice.source.Reassembled;
import dev.sluice.testing.Mortality;
import dev.sluice.testing.Mortality.Step;
import dev.sluice.testing.TestSpark;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ExportDescription;
import software.amazon.awssdk.services.dynamodb.model.ExportFormat;
import software.amazon.awssdk.services.dynamodb.model.ExportType;

/** One table, its nights, and beside each night a run over all that the Iceberg table is to hold. */
final class NightHistory {
  private static final Logger LOG = LoggerFactory.getLogger(NightHistory.class);
  private static final int FIRST_DAY = 4;

  /** About as many as a night has. */
  private static final int MAX_FILES = 60;

  private static final int MAX_ITEMS = 150;

  private final ExportingServers servers;
  private final Path folder;
  private final long seed;
  private final Random random;
  private final String table;
  private final String bucket;
  private final String catalog;
  private final NightWrites writes;
  private final PromisedRows promised;
  private final NightRuns lake;
  private final List<String> ofBoth = new ArrayList<>();
  private final List<String> story = new ArrayList<>();

  NightHistory(ExportingServers servers, Path folder, long seed) {
    this.servers = servers;
    this.folder = folder;
    this.seed = seed;
    this.random = new Random(seed);
    this.table = servers.recoverableTable();
    this.bucket = servers.bucket();
    this.catalog = "nights_" + seed;
    long now = Instant.now().getEpochSecond();
    this.writes = new NightWrites(servers, table, random, now);
    this.promised = new PromisedRows(action(), action(), now);
    if (random.nextBoolean()) {
      ofBoth.add("analytics.look-back=4 days");
    }
    this.lake = new NightRuns(servers.servers, folder.resolve("lake"), "lake-" + seed, sets());
    story.add("seed " + seed + ", " + promised.ttl() + ", " + promised.unknown() + ", " + ofBoth);
  }

  private Action action() {
    return List.of(Action.values()).get(random.nextInt(3));
  }

  private List<String> sets() {
    List<String> sets = new ArrayList<>(ofBoth);
    sets.addAll(List.of(
        "dataset.format=iceberg",
        "dataset.catalog=" + catalog,
        "dataset.on-delete.ttl=" + promised.ttl(),
        "dataset.on-delete.unknown=" + promised.unknown()));
    return sets;
  }

  void follow() {
    SparkSession.setActiveSession(session());
    Map<String, Map<String, AttributeValue>> before = Map.of();
    @Nullable Instant from = null;
    int nights = 3 + random.nextInt(3);
    for (int night = 0; night < nights; night++) {
      servers.control().forward(Duration.ofMinutes(16 + random.nextInt(600)));
      writes.some(number(night), FIRST_DAY + night);
      Instant until = servers.cut();
      Map<String, Map<String, AttributeValue>> after = writes.items();
      promised.follow(writes.written(), before, after);
      // within a second of the cut, and beyond it
      writes.some(random.nextInt(5), FIRST_DAY + night);
      night("r" + night, from, until, "2026-11-%02d".formatted(FIRST_DAY + night), after);
      before = after;
      from = until;
    }
  }

  /** Returns how many writes a night has: the first one many, some none. */
  private int number(int night) {
    return night == 0 ? 70 : random.nextInt(6) == 0 ? 0 : 10 + random.nextInt(40);
  }

  /** A session of the history alone, for its catalog keeps tables. */
  private SparkSession session() {
    SparkSession spark = TestSpark.interpreted();
    String prefix = "spark.sql.catalog." + catalog;
    spark.conf().set(prefix, "org.apache.iceberg.spark.SparkCatalog");
    spark.conf().set(prefix + ".type", "hadoop");
    spark.conf().set(prefix + ".warehouse", folder.resolve("warehouse").toUri().toString());
    spark.conf().set(prefix + ".io-impl", MortalFileIO.class.getName());
    return spark;
  }

  private void night(
      String runId,
      @Nullable Instant from,
      Instant until,
      String date,
      Map<String, Map<String, AttributeValue>> items) {
    ExportDescription export = export(from, until);
    JsonNode ended = ended(runId, export, date);
    String told = String.join("; ", story);
    LakeState state = LakeState.of(rows(runId));
    assertThat(state.rows()).as(told).isEqualTo(expected(state.rows()));
    assertThat(state.rows().keySet()).as(told).containsAll(items.keySet());
    assertThat(ended.at("/items/scanned").asLong()).as(told).isEqualTo(export.itemCount());
    sameFigures(runId, until, date, told);
    if (random.nextInt(3) == 0) {
      assertThat(run("run", runId, export, date).json()).as(told).isEqualTo(ended);
      assertThat(LakeState.of(rows(runId))).as(told).isEqualTo(state);
    }
  }

  /** Makes an export that ends at a time, and begins at another unless it is a full one. */
  private ExportDescription export(@Nullable Instant from, Instant until) {
    // an export reaches up to five minutes ago
    servers.control().forward(Duration.ofMinutes(6));
    ExportFormat format = random.nextBoolean() ? ExportFormat.ION : ExportFormat.DYNAMODB_JSON;
    return servers.completed(table, r -> {
      r.s3Bucket(bucket).exportFormat(format);
      if (from == null) {
        r.exportTime(until);
      } else {
        r.exportType(ExportType.INCREMENTAL_EXPORT)
            .incrementalExportSpecification(w -> w.exportFromTime(from).exportToTime(until));
      }
    });
  }

  /** Lets the run die now and then, or end between two of its stages, and runs it to its end. */
  private JsonNode ended(String runId, ExportDescription export, String date) {
    for (int deaths = random.nextInt(3); deaths > 0; deaths--) {
      String command = List.of("run", "run", "export").get(random.nextInt(3));
      Step step = List.of(Step.values()).get(random.nextInt(2));
      int last = 1 + random.nextInt(step == Step.FILE ? MAX_FILES : MAX_ITEMS);
      story.add(runId + ": " + command + " until " + step + " " + last);
      LOG.info("{}", story);
      Mortality.dying(step, last, () -> run(command, runId, export, date));
    }
    for (String stage : List.of("export", "analyze")) {
      if (random.nextInt(4) == 0) {
        story.add(runId + ": " + stage);
        run(stage, runId, export, date).json();
      }
    }
    story.add(runId + ": run");
    return run("run", runId, export, date).json();
  }

  private Ended run(String command, String runId, ExportDescription export, String date) {
    String manifest = export.exportManifest();
    String path = "s3://" + bucket + "/" + manifest.substring(0, manifest.lastIndexOf('/'));
    return lake.run(command, runId, table, path, date);
  }

  /** Returns the rows of the Iceberg snapshot that a run's manifest names, with type tags. */
  private Dataset<Row> rows(String runId) {
    JsonNode iceberg = lake.manifest(runId).at("/tables/" + table + "/iceberg");
    LakeName name = LakeName.of(catalog, iceberg.path("namespace").asText(), table);
    Dataset<Row> rows = session().table(name.sqlOf(iceberg.path("snapshotId").asLong()));
    StructType columns = LakeColumns.items(rows.schema());
    for (String own : List.of(LakeColumns.DAY, LakeColumns.DELETED_AT)) {
      columns = columns.add(rows.schema().apply(own));
    }
    return TaggedRows.of(rows, columns);
  }

  /** @param state says when items were deleted whose rows are marked, which no client of the table learns */
  private Map<String, Item> expected(Map<String, Item> state) {
    Map<String, Item> expected = new TreeMap<>();
    promised.rows().forEach((id, item) -> {
      boolean isMarked = promised.marked().contains(id) && state.containsKey(id);
      @Nullable Instant at = isMarked ? state.get(id).deletedAt() : null;
      assertThat(at != null).as(id).isEqualTo(isMarked);
      expected.put(id, new Item(Reassembled.of(item), at));
    });
    return expected;
  }

  /** Computes all figures of a full export of what the table is to hold, under a root where nothing was before. */
  private void sameFigures(String runId, Instant until, String date, String told) {
    List<String> sets = new ArrayList<>(ofBoth);
    sets.add("source.skip-expired=" + (promised.ttl() != Action.KEEP));
    NightRuns whole =
        new NightRuns(servers.servers, folder.resolve("whole-" + runId), "whole-" + seed, sets);
    Path export = ExportWriter.of(table, List.copyOf(promised.living().values()))
        .at(until.toString())
        .id("%014d-0000000a".formatted(until.toEpochMilli()))
        .write()
        .in(folder.resolve("exports"));
    whole.run("run", runId, table, export.toString(), date).json();

    assertThat(lake.figures(runId)).as(told).isEqualTo(whole.figures(runId));
    assertThat(summary(lake)).as(told).isEqualTo(summary(whole));
  }

  private Map<String, Map<String, AttributeValue>> summary(NightRuns runs) {
    return SummaryContent.of(servers.dynamoDb, NightRuns.SUMMARY, runs.namespace());
  }
}
