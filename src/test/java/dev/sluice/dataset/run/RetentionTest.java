package dev.sluice.dataset.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.access.AccessPath;
import dev.sluice.dataset.store.Json;
import dev.sluice.dataset.store.Store;
import dev.sluice.dataset.store.TestStores;
import dev.sluice.failure.ResourceUnavailableException;
import dev.sluice.testing.TestServers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is removed when a snapshot is added, in a folder and in a bucket. */
final class RetentionTest {
  private static final Instant DAY = Instant.parse("2026-11-01T00:00:00Z");
  private static final String JSON = "application/json";
  private static final String TABLE = "arn:aws:dynamodb:eu-west-1:1:table/t";

  /** Everything was written long ago, as far as retention knows. */
  private static final Duration LONG_AGO = Duration.ofHours(-1);

  @TempDir
  static Path folder;

  @BeforeAll
  static void start() {
    TestServers.credentials();
  }

  static List<Store> stores() {
    return TestStores.of(folder);
  }

  @ParameterizedTest
  @MethodSource("stores")
  void theNewestStayAndWhateverIsYounger(Store store) {
    unfinished(store, "dead-old", 1);
    finished(store, "one", 2, RunStatus.PUBLISHED);
    finished(store, "two", 3, RunStatus.FAILED);
    finished(store, "three", 4, RunStatus.PUBLISHED);
    unfinished(store, "dead-young", 5);
    finished(store, "four", 6, RunStatus.PUBLISHED);

    keep(store, 4, LONG_AGO);
    assertThat(alive(store))
        .containsExactly("dead-old", "dead-young", "four", "one", "three", "two");

    keep(store, 2, LONG_AGO);
    assertThat(alive(store)).containsExactly("dead-young", "four", "three");
    assertThat(store.list("snapshots/one")).containsExactly("snapshots/one/manifest.json");
    assertThat(store.list("snapshots/dead-old"))
        .containsExactly("snapshots/dead-old/manifest.json");
    assertThat(store.list("runs/one")).containsExactly("runs/one/export-1.json");
    assertThat(store.read("figures/one.json")).isPresent();
    assertThatThrownBy(() -> RunState.read(store, "one").orElseThrow().mustBePublished())
        .isInstanceOf(ResourceUnavailableException.class)
        .hasMessageContaining("removed by retention");
    assertThat(RunOrder.of(plan("one", 2, TABLE)))
        .isEqualTo(RunState.read(store, "one").orElseThrow().order());
  }

  @ParameterizedTest
  @MethodSource("stores")
  void whatHasChangedLatelyIsLeftAlone(Store store) {
    finished(store, "old", 1, RunStatus.PUBLISHED);
    unfinished(store, "suspended", 2);
    finished(store, "new", 3, RunStatus.PUBLISHED);

    keep(store, 1, Duration.ofMinutes(5));
    assertThat(alive(store)).containsExactly("new", "old", "suspended");
  }

  /** A clock that ran ahead has made a snapshot that is newer than all that come: those are not removed for it. */
  @ParameterizedTest
  @MethodSource("stores")
  void onlyWhatIsOlderThanTheLatest(Store store) {
    finished(store, "one", 1, RunStatus.PUBLISHED);
    finished(store, "two", 2, RunStatus.PUBLISHED);
    finished(store, "ahead", 20, RunStatus.PUBLISHED);
    store.delete("latest.json");
    Latest.advance(store, RunState.read(store, "one").orElseThrow());

    keep(store, 1, LONG_AGO);
    assertThat(alive(store)).containsExactly("ahead", "one", "two");
  }

  @ParameterizedTest
  @MethodSource("stores")
  void runsOfOtherTablesAreNeitherCountedNorRemoved(Store store) {
    finished(store, "mine-1", 1, RunStatus.PUBLISHED);
    finished(store, "mine-2", 3, RunStatus.PUBLISHED);
    Manifestless.write(store, "theirs-1", state("theirs-1", 2, RunStatus.PUBLISHED, TABLE + "s"));
    Manifestless.write(store, "theirs-2", state("theirs-2", 4, RunStatus.PUBLISHED, TABLE + "s"));

    keep(store, 2, LONG_AGO);
    assertThat(alive(store)).containsExactly("mine-1", "mine-2", "theirs-1", "theirs-2");
    keep(store, 1, LONG_AGO);
    assertThat(alive(store)).containsExactly("mine-2", "theirs-1", "theirs-2");
  }

  /** Each counts its own; what decides no item, and what is not on record, changes nothing. */
  @ParameterizedTest
  @MethodSource("stores")
  void anotherConfigurationOfTheSameTablesKeepsItsOwn(Store store) {
    filtered(store, "filtered-1", 1);
    filtered(store, "filtered-2", 2);
    finished(store, "all-1", 3, RunStatus.PUBLISHED);
    finished(store, "all-2", 4, RunStatus.PUBLISHED);
    finished(store, "unknown", 1, RunStatus.PUBLISHED);
    store.delete(RunPaths.plan("unknown"));

    keep(store, 1, LONG_AGO);
    assertThat(alive(store)).containsExactly("all-2", "filtered-1", "filtered-2", "unknown");
    new Retention(store, LONG_AGO, run -> true)
        .keep(
            1,
            new TreeSet<>(List.of(TABLE)),
            new KeptSettings(
                store,
                RunSettings.of(Map.of("source.filter", "a > 3", "source.max-rejects", "7"))));
    assertThat(alive(store)).containsExactly("all-2", "filtered-2", "unknown");
  }

  /** A manifest that somebody has put there, or whose files somebody has taken away. */
  @ParameterizedTest
  @MethodSource("stores")
  void nothingIsRemovedForASnapshotThatIsNotWhole(Store store) {
    finished(store, "one", 1, RunStatus.PUBLISHED);
    finished(store, "two", 2, RunStatus.PUBLISHED);
    finished(store, "hollow", 3, RunStatus.PUBLISHED);

    new Retention(store, LONG_AGO, run -> !run.equals("hollow"))
        .keep(2, new TreeSet<>(List.of(TABLE)), new KeptSettings(store, RunSettings.of(Map.of())));
    assertThat(alive(store)).containsExactly("hollow", "one", "two");
    new Retention(store, LONG_AGO, run -> !run.equals("hollow"))
        .keep(1, new TreeSet<>(List.of(TABLE)), new KeptSettings(store, RunSettings.of(Map.of())));
    assertThat(alive(store)).containsExactly("hollow", "two");
  }

  /** It would be the newest for ever. */
  @ParameterizedTest
  @MethodSource("stores")
  void aManifestOfTheFutureIsNeitherCountedNorFollowed(Store store) {
    finished(store, "one", 1, RunStatus.PUBLISHED);
    Instant then = Instant.parse("9999-01-01T00:00:00Z");
    Manifestless.write(store, "future");
    store.write(
        RunPaths.manifest("future"),
        Json.write(new RunState(
            RunStatus.PUBLISHED,
            "future",
            then,
            then,
            null,
            null,
            Map.of("t", new RunState.Table(TABLE)))),
        JSON);

    keep(store, 1, LONG_AGO);
    assertThat(store.list("snapshots")).contains("snapshots/one/tables/t/part-1.parquet");
    assertThat(new Newest(store).of(run -> true).map(RunState::runId)).contains("one");
    assertThat(new Newest(store).all(run -> true).map(RunState::runId)).containsExactly("one");
  }

  /** What a holder that woke up late has left, or a removal that was interrupted. */
  @ParameterizedTest
  @MethodSource("stores")
  void whatIsLeftOfARemovedRunGoesTheNextTime(Store store) {
    finished(store, "half", 1, RunStatus.REMOVED);
    finished(store, "new", 5, RunStatus.PUBLISHED);

    keep(store, 1, LONG_AGO);
    assertThat(store.list("snapshots/half")).containsExactly("snapshots/half/manifest.json");
  }

  @ParameterizedTest
  @MethodSource("stores")
  void whatIsNoRunIsLeftAlone(Store store) {
    store.write("snapshots/odd/manifest.json", "[]".getBytes(StandardCharsets.UTF_8), JSON);
    store.write("runs/odd-2/plan.json", "{".getBytes(StandardCharsets.UTF_8), JSON);
    finished(store, "one", 1, RunStatus.PUBLISHED);
    finished(store, "two", 2, RunStatus.PUBLISHED);
    byte[] other = store.read("snapshots/two/manifest.json").orElseThrow();
    store.write("snapshots/copy/manifest.json", other, JSON);

    keep(store, 1, LONG_AGO);
    assertThat(store.list("snapshots"))
        .contains("snapshots/odd/manifest.json", "snapshots/copy/manifest.json")
        .doesNotContain("snapshots/one/tables/t/part-1.parquet");
  }

  private static void keep(Store store, int keep, Duration quiet) {
    new Retention(store, quiet, run -> true)
        .keep(
            keep, new TreeSet<>(List.of(TABLE)), new KeptSettings(store, RunSettings.of(Map.of())));
  }

  private static SortedSet<String> alive(Store store) {
    SortedSet<String> alive = new TreeSet<>();
    for (String run : store.folders("snapshots")) {
      boolean removed = RunState.read(store, run)
          .filter(state -> state.state() == RunStatus.REMOVED)
          .isPresent();
      if (!removed) {
        alive.add(run);
      }
    }
    return alive;
  }

  private static void finished(Store store, String run, int day, RunStatus state) {
    Manifestless.write(store, run, state(run, day, state, TABLE));
    store.write(RunPaths.plan(run), Json.write(plan(run, day, TABLE)), JSON);
  }

  /** As by a configuration that keeps fewer items of the same table. */
  private static void filtered(Store store, String run, int day) {
    finished(store, run, day, RunStatus.PUBLISHED);
    RunPlan all = plan(run, day, TABLE);
    SortedMap<String, String> settings = new TreeMap<>(Map.of("source.filter", "a > 3"));
    RunPlan some = new RunPlan(
        1, "p", run, settings, null, began(day), began(day), null, Map.of(), all.tables());
    store.write(RunPaths.plan(run), Json.write(some), JSON);
  }

  private static RunState state(String run, int day, RunStatus state, String arn) {
    return new RunState(
        state, run, began(day), began(day), null, null, Map.of("t", new RunState.Table(arn)));
  }

  private static void unfinished(Store store, String run, int day) {
    Manifestless.write(store, run);
    store.write(RunPaths.plan(run), Json.write(plan(run, day, TABLE)), JSON);
  }

  private static RunPlan plan(String run, int day, String arn) {
    RunPlan.Table table = new RunPlan.Table(
        "t",
        arn,
        "id",
        List.of("k"),
        AccessPath.Kind.SCAN,
        null,
        1,
        1,
        1,
        Json.tree("{}"),
        0,
        Json.tree("{}"),
        null,
        false);
    return new RunPlan(
        1, "p", run, new TreeMap<>(), null, began(day), began(day), null, Map.of(), List.of(table));
  }

  private static Instant began(int day) {
    return DAY.plus(Duration.ofDays(day));
  }

  /** A run's files. */
  private static final class Manifestless {
    static void write(Store store, String run) {
      byte[] content = "x".getBytes(StandardCharsets.UTF_8);
      store.write(RunPaths.snapshot(run) + "/tables/t/part-1.parquet", content, JSON);
      store.write(RunPaths.snapshot(run) + "/schema.json", content, JSON);
      store.write(RunPaths.run(run) + "/export-1.json", content, JSON);
      store.write("figures/" + run + ".json", content, JSON);
    }

    static void write(Store store, String run, RunState state) {
      write(store, run);
      store.write(RunPaths.manifest(run), Json.write(state), JSON);
      if (state.state() == RunStatus.PUBLISHED) {
        Latest.advance(store, state);
      }
    }
  }
}
