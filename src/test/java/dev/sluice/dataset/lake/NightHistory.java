package dev.sluice.dataset.lake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.dataset.lake.DeletedItems.Action;
import dev.sluice.dataset.lake.NightRuns.Ended;
import dev.sluice.export.ExportWriter;
import dev.sluice.summary.SummaryTable;
import dev.sluice.testing.Mortality;
import dev.sluice.testing.Mortality.Step;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** One table, its nights, and beside each night a run over all that the Iceberg table is to hold. */
final class NightHistory {
  private static final Logger LOG = LoggerFactory.getLogger(NightHistory.class);

  /** Of November 2026. */
  private static final int FIRST_DAY = 4;

  /** About as many as a night has. */
  private static final int MAX_FILES = 60;

  private static final int MAX_ITEMS = 150;

  private final Path folder;
  private final long seed;
  private final Random random;
  private final NightSource source;
  private final @Nullable NightLabels labels;
  private final NightWrites writes;
  private final Action ofExpired;
  private final PromisedRows promised;
  private final PromisedRows promisedLabels;
  private final NightCatalog catalog;
  private final NightRuns lake;
  private final List<String> ofBoth = new ArrayList<>();
  private final List<String> story = new ArrayList<>();

  NightHistory(NightServers servers, Path folder, long seed) {
    this.folder = folder;
    this.seed = seed;
    this.random = new Random(seed);
    this.source = servers.source(random);
    long now = Instant.now().getEpochSecond();
    this.ofExpired = action();
    Action ofOthers = action();
    this.promised =
        new PromisedRows(source.tellsWhoDeletes() ? ofOthers : ofExpired, ofOthers, now);
    this.promisedLabels = new PromisedRows(ofOthers, ofOthers, now);
    // no run over all items would know of those that live on in the Iceberg table alone
    this.labels =
        random.nextInt(3) == 0 ? new NightLabels(source, random, ofOthers != Action.KEEP) : null;
    this.writes = new NightWrites(source, random, now, labels);
    this.catalog = new NightCatalog("nights_" + seed, folder.resolve("warehouse"));
    if (random.nextBoolean()) {
      ofBoth.add("analytics.look-back=4 days");
    }
    if (labels != null) {
      ofBoth.addAll(labels.sets());
    }
    new SummaryTable(source.servers().dynamoDb, summary()).createIfMissing();
    this.lake = runs("lake", folder.resolve("lake"), sets(ofOthers));
    story.add("seed " + seed + ", " + source.getClass().getSimpleName() + " of " + lake.sets());
  }

  private Action action() {
    return List.of(Action.values()).get(random.nextInt(3));
  }

  private List<String> sets(Action ofOthers) {
    List<String> sets = new ArrayList<>(ofBoth);
    sets.addAll(List.of(
        "dataset.format=iceberg",
        "dataset.catalog=" + catalog.name(),
        "dataset.on-delete.ttl=" + ofExpired,
        "dataset.on-delete.user=" + ofOthers,
        "dataset.on-delete.unknown=" + ofOthers));
    return sets;
  }

  private String summary() {
    return "nights-summary-" + seed;
  }

  private NightRuns runs(String namespace, Path root, List<String> sets) {
    return new NightRuns(source.servers().servers, root, summary(), namespace, sets);
  }

  void follow() {
    Map<String, Map<String, AttributeValue>> before = Map.of();
    int nights = random.nextInt(3) == 0 ? 3 : 2;
    for (int night = 0; night < nights; night++) {
      int last = FIRST_DAY + night;
      source.pass();
      writes.some(number(night), last);
      boolean isCut = source.cut();
      Map<String, Map<String, AttributeValue>> after = writes.items();
      promised.follow(writes.written(), before, after);
      if (isCut) {
        // within the second of the cut, of which the next window has all
        writes.some(random.nextInt(5), last);
      }
      if (labels != null) {
        labels.tell(promisedLabels);
      }
      night("r" + night, source.read(), "2026-11-%02d".formatted(last), after);
      before = after;
    }
  }

  /** Returns how many writes a night has: the first one many, some none. */
  private int number(int night) {
    return night == 0 ? 45 : random.nextInt(6) == 0 ? 0 : 8 + random.nextInt(30);
  }

  private void night(
      String runId,
      NightSource.Read read,
      String date,
      Map<String, Map<String, AttributeValue>> items) {
    JsonNode ended = ended(runId, read, date);
    LakeState state = state(runId, source.table());
    assertThat(state.rows()).as(this::told).isEqualTo(promised.states(state));
    assertThat(state.rows().keySet()).as(this::told).containsAll(items.keySet());
    if (labels != null) {
      LakeState of = state(runId, labels.table);
      assertThat(of.rows()).as(this::told).isEqualTo(promisedLabels.states(of));
    }
    if (read.records() != null) {
      assertThat(ended.at("/items/scanned").asLong()).as(this::told).isEqualTo(read.records());
    }
    sameFigures(runId, read, date);
    if (random.nextInt(3) == 0) {
      assertThat(run("run", runId, read, date).json(told())).as(this::told).isEqualTo(ended);
      assertThat(state(runId, source.table())).as(this::told).isEqualTo(state);
    }
  }

  private LakeState state(String runId, String table) {
    return LakeState.of(catalog.rows(lake.manifest(runId), table));
  }

  private String told() {
    return String.join("; ", story);
  }

  /** Lets the run die now and then, or end between two of its stages, and runs it to its end. */
  private JsonNode ended(String runId, NightSource.Read read, String date) {
    for (int deaths = Math.max(0, random.nextInt(4) - 1); deaths > 0; deaths--) {
      String command = List.of("run", "run", "export").get(random.nextInt(3));
      Step step = List.of(Step.values()).get(random.nextInt(2));
      int last = 1 + random.nextInt(step == Step.FILE ? MAX_FILES : MAX_ITEMS);
      boolean died = Mortality.dying(step, last, () -> run(command, runId, read, date));
      story.add(runId + " " + (died ? "dies at " + step + " " + last : "ends") + " of " + command);
    }
    for (String stage :
        List.of("export", "analyze").subList(0, Math.max(0, random.nextInt(5) - 2))) {
      story.add(runId + " " + stage);
      run(stage, runId, read, date).json(told());
    }
    story.add(runId + " run");
    LOG.info("{}", told());
    return run("run", runId, read, date).json(told());
  }

  private Ended run(String command, String runId, NightSource.Read read, String date) {
    // each command leaves another
    SparkSession.setActiveSession(catalog.session());
    return lake.run(command, runId, source.table(), read.sets(), date);
  }

  /** Computes all figures of a full export of what the table is to hold, under a root where nothing was before. */
  private void sameFigures(String runId, NightSource.Read read, String date) {
    List<String> sets = new ArrayList<>(ofBoth);
    if (ofExpired == Action.KEEP) {
      sets.add("source.skip-expired=false");
      sets.add("source.ttl-attribute=null");
    }
    NightRuns whole = runs("whole", folder.resolve("whole-" + runId), sets);
    Instant until = read.until() == null
        ? Instant.parse(lake.manifest(runId).path("scanStartedAt").asText())
        : read.until();
    Path export = ExportWriter.of(source.table(), List.copyOf(promised.living().values()))
        .at(until.toString())
        .id("%014d-0000000a".formatted(until.toEpochMilli()))
        .write()
        .in(folder.resolve("exports"));
    SparkSession.setActiveSession(catalog.session());
    List<String> reads = List.of("source.kind=export", "source.export-path=" + export);
    whole.run("run", runId, source.table(), reads, date).json(told());

    ObjectNode figures = (ObjectNode) lake.figures(runId);
    ObjectNode wanted = (ObjectNode) whole.figures(runId);
    // the kind of a model that has no predictions any more stands from runs that the other root
    // does not know
    List<String> models = new ArrayList<>();
    wanted.path("targets").fieldNames().forEachRemaining(models::add);
    ((ObjectNode) figures.path("targets")).retain(models);
    assertThat(figures).as(this::told).isEqualTo(wanted);
    assertThat(lake.rows()).as(this::told).isEqualTo(whole.rows());
  }
}
