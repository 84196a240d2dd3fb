package dev.sluice.dataset.lake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.dataset.lake.DeletedItems.Action;
import dev.sluice.dataset.lake.ExportedNights.Exported;
import dev.sluice.dataset.lake.NightRuns.Ended;
import dev.sluice.demo.export.ExportingServers;
import dev.sluice.export.ExportWriter;
import dev.sluice.testing.Mortality;
import dev.sluice.testing.Mortality.Step;
import java.nio.file.Path;
import java.time.Duration;
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

  private final ExportingServers servers;
  private final Path folder;
  private final Random random;
  private final String table;
  private final NightWrites writes;
  private final ExportedNights exports;
  private final PromisedRows promised;
  private final NightCatalog catalog;
  private final NightRuns lake;
  private final List<String> ofBoth = new ArrayList<>();
  private final List<String> story = new ArrayList<>();

  NightHistory(ExportingServers servers, Path folder, long seed) {
    this.servers = servers;
    this.folder = folder;
    this.random = new Random(seed);
    this.table = servers.recoverableTable();
    long now = Instant.now().getEpochSecond();
    this.writes = new NightWrites(servers, table, random, now);
    this.exports = new ExportedNights(servers, table, random);
    this.promised = new PromisedRows(action(), action(), now);
    this.catalog = new NightCatalog("nights_" + seed, folder.resolve("warehouse"));
    if (random.nextBoolean()) {
      ofBoth.add("analytics.look-back=4 days");
    }
    this.lake = new NightRuns(servers.servers, folder.resolve("lake"), "lake-" + seed, sets());
    story.add("seed " + seed + " of " + sets());
  }

  private Action action() {
    return List.of(Action.values()).get(random.nextInt(3));
  }

  private List<String> sets() {
    List<String> sets = new ArrayList<>(ofBoth);
    sets.addAll(List.of(
        "dataset.format=iceberg",
        "dataset.catalog=" + catalog.name(),
        "dataset.on-delete.ttl=" + promised.ttl(),
        "dataset.on-delete.unknown=" + promised.unknown()));
    return sets;
  }

  void follow() {
    Map<String, Map<String, AttributeValue>> before = Map.of();
    @Nullable Instant from = null;
    int nights = 3 + random.nextInt(3);
    for (int night = 0; night < nights; night++) {
      int last = FIRST_DAY + night;
      servers.control().forward(Duration.ofMinutes(16 + random.nextInt(600)));
      writes.some(number(night), last);
      Instant until = servers.cut();
      Map<String, Map<String, AttributeValue>> after = writes.items();
      promised.follow(writes.written(), before, after);
      // within the second of the cut, of which the next window has all
      writes.some(random.nextInt(5), last);
      night("r" + night, exports.make(from, until), until, "2026-11-%02d".formatted(last), after);
      before = after;
      from = until;
    }
  }

  /** Returns how many writes a night has: the first one many, some none. */
  private int number(int night) {
    return night == 0 ? 70 : random.nextInt(6) == 0 ? 0 : 10 + random.nextInt(40);
  }

  private void night(
      String runId,
      Exported export,
      Instant until,
      String date,
      Map<String, Map<String, AttributeValue>> items) {
    JsonNode ended = ended(runId, export, date);
    LakeState state = LakeState.of(catalog.rows(lake.manifest(runId), table));
    assertThat(state.rows()).as(this::told).isEqualTo(promised.states(state));
    assertThat(state.rows().keySet()).as(this::told).containsAll(items.keySet());
    assertThat(ended.at("/items/scanned").asLong()).as(this::told).isEqualTo(export.records());
    sameFigures(runId, until, date);
    if (random.nextInt(3) == 0) {
      assertThat(run("run", runId, export, date).json()).as(this::told).isEqualTo(ended);
      assertThat(LakeState.of(catalog.rows(lake.manifest(runId), table)))
          .as(this::told)
          .isEqualTo(state);
    }
  }

  private String told() {
    return String.join("; ", story);
  }

  /** Lets the run die now and then, or end between two of its stages, and runs it to its end. */
  private JsonNode ended(String runId, Exported export, String date) {
    for (int deaths = random.nextInt(3); deaths > 0; deaths--) {
      String command = List.of("run", "run", "export").get(random.nextInt(3));
      Step step = List.of(Step.values()).get(random.nextInt(2));
      int last = 1 + random.nextInt(step == Step.FILE ? MAX_FILES : MAX_ITEMS);
      boolean died = Mortality.dying(step, last, () -> run(command, runId, export, date));
      story.add(runId + " " + (died ? "dies at " + step + " " + last : "ends") + " of " + command);
    }
    for (String stage :
        List.of("export", "analyze").subList(0, Math.max(0, random.nextInt(5) - 2))) {
      story.add(runId + " " + stage);
      run(stage, runId, export, date).json();
    }
    story.add(runId + " run");
    LOG.info("{}", told());
    return run("run", runId, export, date).json();
  }

  private Ended run(String command, String runId, Exported export, String date) {
    // each command leaves another
    SparkSession.setActiveSession(catalog.session());
    return lake.run(command, runId, table, export.path(), date);
  }

  /** Computes all figures of a full export of what the table is to hold, under a root where nothing was before. */
  private void sameFigures(String runId, Instant until, String date) {
    List<String> sets = new ArrayList<>(ofBoth);
    if (promised.ttl() == Action.KEEP) {
      sets.add("source.skip-expired=false");
      sets.add("source.ttl-attribute=null");
    }
    NightRuns whole = new NightRuns(
        servers.servers,
        folder.resolve("whole-" + runId),
        lake.namespace().replace("lake", "whole"),
        sets);
    Path export = ExportWriter.of(table, List.copyOf(promised.living().values()))
        .at(until.toString())
        .id("%014d-0000000a".formatted(until.toEpochMilli()))
        .write()
        .in(folder.resolve("exports"));
    SparkSession.setActiveSession(catalog.session());
    whole.run("run", runId, table, export.toString(), date).json();

    assertThat(lake.figures(runId)).as(this::told).isEqualTo(whole.figures(runId));
    assertThat(lake.summary()).as(this::told).isEqualTo(whole.summary());
  }
}
