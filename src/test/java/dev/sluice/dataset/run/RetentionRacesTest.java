package dev.sluice.dataset.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.access.AccessPath;
import dev.sluice.dataset.store.Json;
import dev.sluice.dataset.store.Store;
import dev.sluice.dataset.store.TestStores;
import dev.sluice.testing.TestServers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Retention beside whoever else works on the runs that it looks at. */
final class RetentionRacesTest {
  private static final Instant DAY = Instant.parse("2026-11-01T00:00:00Z");
  private static final String TABLE = "arn:aws:dynamodb:eu-west-1:1:table/t";
  private static final String UNFINISHED = RunPaths.manifest("unfinished");
  private static final String OLD = RunPaths.manifest("old");

  @TempDir
  static Path folder;

  @BeforeAll
  static void start() {
    TestServers.credentials();
  }

  static List<Store> stores() {
    List<Store> stores = TestStores.of(folder);
    stores.forEach(RetentionRacesTest::fill);
    return stores;
  }

  /** A holder that was suspended for days publishes its run; a manifest has become another one. */
  @ParameterizedTest
  @MethodSource("stores")
  void whatChangesMeanwhileIsLeft(Store store) {
    byte[] published = Json.write(state("unfinished", 1));
    byte[] other = Json.write(state("old", 2).removed(DAY));
    Store first =
        MeanwhileStore.of(store, "create " + UNFINISHED, () -> write(store, UNFINISHED, published));
    keep(MeanwhileStore.of(first, "replace " + OLD, () -> write(store, OLD, other)));

    assertThat(store.read(UNFINISHED).orElseThrow()).isEqualTo(published);
    assertThat(store.read(RunPaths.plan("unfinished"))).isPresent();
    assertThat(store.read(OLD).orElseThrow()).isEqualTo(other);
    for (String run : List.of("unfinished", "old", "new")) {
      assertThat(store.list(RunPaths.snapshot(run))).contains(part(run));
    }
  }

  /** Whatever stops a removal, nothing is missing that a manifest lists. */
  @ParameterizedTest
  @MethodSource("stores")
  void theManifestSaysSoBeforeAFileIsGone(Store store) {
    Map<String, AtomicReference<RunStatus>> then = new TreeMap<>();
    Store watched = store;
    for (String run : List.of("unfinished", "old")) {
      AtomicReference<RunStatus> state = new AtomicReference<>();
      then.put(run, state);
      watched =
          MeanwhileStore.of(watched, "deleteAll " + RunPaths.snapshot(run) + "/tables", () -> {
            assertThat(store.list(RunPaths.snapshot(run))).contains(part(run));
            state.set(RunState.read(store, run).orElseThrow().state());
          });
    }
    keep(watched);

    assertThat(then.values()).extracting(AtomicReference::get).containsOnly(RunStatus.REMOVED);
    assertThat(store.list(RunPaths.snapshot("old"))).containsExactly(OLD);
    assertThat(store.list(RunPaths.snapshot("unfinished"))).containsExactly(UNFINISHED);
  }

  private static void keep(Store store) {
    new Retention(store, Duration.ofHours(-1), run -> true)
        .keep(1, new TreeSet<>(List.of(TABLE)), new KeptSettings(store, RunSettings.of(Map.of())));
  }

  private static void fill(Store store) {
    for (String run : List.of("unfinished", "old", "new")) {
      write(store, part(run), "x".getBytes(StandardCharsets.UTF_8));
    }
    for (String run : List.of("unfinished", "old", "new")) {
      write(store, RunPaths.plan(run), Json.write(plan(run)));
    }
    write(store, OLD, Json.write(state("old", 2)));
    write(store, RunPaths.manifest("new"), Json.write(state("new", 3)));
    assertThat(Latest.advance(store, state("new", 3))).isEmpty();
  }

  private static String part(String run) {
    return RunPaths.snapshot(run) + "/tables/t/part-1.parquet";
  }

  private static void write(Store store, String path, byte[] content) {
    store.write(path, content, RunPaths.JSON);
  }

  private static RunPlan plan(String run) {
    RunPlan.Table table = new RunPlan.Table(
        "t",
        TABLE,
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
        1, "p", run, new TreeMap<>(), null, began(1), began(1), null, Map.of(), List.of(table));
  }

  private static RunState state(String run, int day) {
    return new RunState(
        RunStatus.PUBLISHED,
        run,
        began(day),
        began(day),
        null,
        null,
        Map.of("t", new RunState.Table(TABLE)));
  }

  private static Instant began(int day) {
    return DAY.plus(Duration.ofDays(day));
  }
}
