package dev.sluice.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.dataset.export.TableRead;
import dev.sluice.dataset.run.Role;
import dev.sluice.dataset.run.RunPaths;
import dev.sluice.dataset.snapshot.Snapshot;
import dev.sluice.dataset.store.Root;
import dev.sluice.dataset.store.StoreAccess;
import dev.sluice.dataset.view.View;
import dev.sluice.testing.LongTest;
import dev.sluice.testing.SampleReads;
import dev.sluice.testing.TestServers;
import dev.sluice.testing.TestSpark;
import dev.sluice.training.SampleTraining;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A process that dies at one of its writes, and another that goes on with the same run id. */
final class KilledExportTest {
  private static final int PIECES = 12;
  private static final TableRead READ = inSegments();
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

  @TempDir
  static Path folder;

  private static List<String> writes = List.of();

  @BeforeAll
  static void undisturbedRun() {
    TestServers.sampleTables();
    StoreAccess immortal = MortalStore.dyingAt(store(root("whole")), Integer.MAX_VALUE, false);
    export(at(root("whole"), immortal, 0));
    writes = MortalStore.writes(immortal);
  }

  /** At a piece, at the view's files, at the pointer. */
  @Tag("thorough")
  @Test
  void whatARunHasFinishedItKeeps() {
    kill(4, true);
    kill(1 + writes.indexOf("snapshots/run/training-mapping.json"), false);
    kill(1 + writes.indexOf("latest.json"), false);
  }

  @Test
  @Tag("long")
  @Timeout(value = 1, unit = TimeUnit.HOURS)
  void whateverTheMoment() {
    Random random = new Random(LongTest.seed(2));
    for (int write = 1; write <= writes.size(); write++) {
      kill(write, random.nextBoolean());
    }
  }

  /** The mapping is carried on from the snapshot that was there at first, not from one that came meanwhile. */
  @Test
  void aKilledRunGoesOnFromWhereItBegan() {
    URI root = root("carried");
    String table = TestServers.table("plans");
    TestServers.createTable(table);
    put(table, "1", "gold");
    put(table, "2", "basic");
    StoreAccess mortal = first(root, table);
    put(table, "3", "silver");
    assertThatThrownBy(() -> coded(root, mortal, "killed", table, 1))
        .isInstanceOf(MortalStore.Killed.class);
    put(table, "3", "bronze");
    coded(root, store(root), "meanwhile", table, 2);
    coded(root, store(root), "killed", table, 3);

    assertThat(mapping(root, "meanwhile")).contains("[ \"basic\", \"gold\", \"bronze\" ]");
    assertThat(mapping(root, "killed")).contains("[ \"basic\", \"gold\", \"silver\" ]");
  }

  /** What a run carries on is in its plan: its predecessor may go. */
  @Tag("thorough")
  @Test
  void whatItBeganAfterMayBeGone() {
    URI root = root("removed");
    String table = TestServers.table("plans");
    TestServers.createTable(table);
    put(table, "1", "gold");
    StoreAccess mortal = first(root, table);
    put(table, "2", "basic");
    assertThatThrownBy(() -> coded(root, mortal, "killed", table, 1))
        .isInstanceOf(MortalStore.Killed.class);
    store(root).open().deleteAll(RunPaths.snapshot("first"));
    coded(root, store(root), "killed", table, 2);

    assertThat(mapping(root, "killed")).contains("[ \"gold\", \"basic\" ]");
  }

  /** A first snapshot, undisturbed, and what would have another die before it writes its mapping. */
  private static StoreAccess first(URI root, String table) {
    StoreAccess immortal = MortalStore.dyingAt(store(root), Integer.MAX_VALUE, false);
    coded(root, immortal, "first", table, 0);
    int mapping =
        MortalStore.writes(immortal).indexOf(RunPaths.snapshot("first") + "/training-mapping.json");
    return MortalStore.dyingAt(store(root), 1 + mapping, false);
  }

  private static void coded(URI root, StoreAccess access, String run, String table, int hours) {
    SampleExport.export(
        at(root, access, hours),
        run,
        "settings",
        SampleTraining.codes("id", "size", "plan"),
        SampleExport.read(table, Role.SOURCE));
  }

  private static String mapping(URI root, String run) {
    byte[] mapping = store(root)
        .open()
        .read(RunPaths.snapshot(run) + "/training-mapping.json")
        .orElseThrow();
    return new String(mapping, StandardCharsets.UTF_8);
  }

  private static void put(String table, String id, String plan) {
    Map<String, AttributeValue> item = Map.of(
        "id", AttributeValue.fromS(id),
        "plan", AttributeValue.fromS(plan),
        "size", AttributeValue.fromN("1"));
    TestServers.dynamoDb().putItem(p -> p.tableName(table).item(item));
  }

  private static StoreAccess store(URI root) {
    return StoreAccess.to(new Root(root), TestServers.settings());
  }

  private static void kill(int at, boolean after) {
    String moment = "killed " + (after ? "after" : "before") + " write " + at;
    URI root = root("killed-" + at + after);
    killed(root, at, after);
    Snapshots survivor = at(root, store(root), 1);
    survivor.latest().ifPresent(s -> assertThat(s.manifest().runId()).as(moment).isEqualTo("run"));
    export(survivor);
    Snapshot resumed = survivor.find("run").orElseThrow();
    Snapshot undisturbed =
        at(root("whole"), store(root("whole")), 0).find("run").orElseThrow();

    assertThat(items(resumed)).as(moment).isEqualTo(items(undisturbed));
    assertThat(counts(resumed)).as(moment).isEqualTo(counts(undisturbed));
    assertThat(training(resumed)).as(moment).isEqualTo(training(undisturbed));
    assertThat(resumed.schemas()).as(moment).isEqualTo(undisturbed.schemas());
    assertThat(survivor.verify(resumed)).as(moment).isEmpty();
    assertThat(survivor.latest()).map(Snapshot::manifest).contains(resumed.manifest());
  }

  private static void killed(URI root, int at, boolean after) {
    StoreAccess mortal = MortalStore.dyingAt(store(root), at, after);
    assertThatThrownBy(() -> export(at(root, mortal, 0))).isInstanceOf(Throwable.class);
  }

  private static Snapshot export(Snapshots snapshots) {
    View view = SampleTraining.codes("experiment_id", "config.test_size", "status");
    return SampleExport.export(snapshots, "run", "settings", view, READ);
  }

  /** The manifest's section, and the files but for SageMaker's manifests, which name the root. */
  private static List<Object> training(Snapshot snapshot) {
    List<Object> training = new ArrayList<>();
    training.add(snapshot.manifest().training());
    snapshot.manifest().files().stream()
        .filter(file -> file.path().startsWith("training"))
        .map(SampleExport::unattempted)
        .forEach(training::add);
    return training;
  }

  private static Snapshots at(URI root, StoreAccess access, int start) {
    Clock clock = Clock.fixed(NOW.plus(Duration.ofHours(start)), ZoneOffset.UTC);
    return new Snapshots(TestSpark.session(), SampleExport.impatient(root), access, clock);
  }

  private static List<String> items(Snapshot snapshot) {
    return snapshot.table("mlops-experiments").toJSON().collectAsList().stream()
        .sorted()
        .toList();
  }

  private static Map<String, Object> counts(Snapshot snapshot) {
    Map<String, Object> counts = new TreeMap<>();
    snapshot
        .manifest()
        .tables()
        .forEach((name, t) -> counts.put(
            name,
            List.of(
                t.kind(),
                t.tableId(),
                t.role(),
                t.scanned(),
                t.filtered(),
                t.expired(),
                t.rejected(),
                t.written(),
                t.columns())));
    return counts;
  }

  private static URI root(String name) {
    return folder.resolve(name).toUri();
  }

  private static TableRead inSegments() {
    Map<String, String> options = new HashMap<>(SampleReads.options());
    options.put("segments", Integer.toString(4 * PIECES));
    return new TableRead(
        SampleReads.settings("mlops-experiments", options),
        Role.SOURCE,
        List.of(),
        null,
        true,
        0,
        List.of());
  }
}
