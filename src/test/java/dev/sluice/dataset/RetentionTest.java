package dev.sluice.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.TestServers;
import dev.sluice.dataset.store.Json;
import dev.sluice.dataset.store.Root;
import dev.sluice.dataset.store.Store;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is removed when a snapshot is added, in a folder and in a bucket. */
final class RetentionTest {
  private static final Instant DAY = Instant.parse("2026-11-01T00:00:00Z");
  private static final Clock NOW =
      Clock.fixed(Instant.parse("2026-11-21T12:00:00Z"), ZoneOffset.UTC);
  private static final String JSON = "application/json";

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
    finished(store, "one", 2);
    finished(store, "two", 3);
    finished(store, "three", 4);
    unfinished(store, "dead-young", 5);
    finished(store, "four", 6);

    new Retention(store, NOW).keep(5);
    assertThat(store.folders("snapshots")).hasSize(6);

    new Retention(store, NOW).keep(2);
    assertThat(store.folders("snapshots")).containsExactlyInAnyOrder("three", "dead-young", "four");
    assertThat(store.folders("runs")).containsExactlyInAnyOrder("three", "dead-young", "four");
    assertThat(store.list("snapshots"))
        .contains("snapshots/three/manifest.json", "snapshots/dead-young/tables/t/part-1.parquet");
    assertThat(store.read("figures/one.json")).isPresent();
  }

  @ParameterizedTest
  @MethodSource("stores")
  void neitherTheLatestNorWhatIsBeingWorkedOn(Store store) {
    finished(store, "latest", 1);
    finished(store, "held", 2);
    unfinished(store, "held-unfinished", 3);
    finished(store, "gone", 4);
    finished(store, "new", 5);
    Latest.advance(store, new Latest("latest", Instant.MAX.minusSeconds(1), "x"));
    try (Lease held = Lease.take(store, NOW, Duration.ofHours(1), "held");
        Lease unfinished = Lease.take(store, NOW, Duration.ofHours(1), "held-unfinished")) {
      new Retention(store, NOW).keep(1);

      assertThat(store.folders("snapshots"))
          .containsExactlyInAnyOrder("latest", held.runId(), unfinished.runId(), "new");
    }
    new Retention(store, NOW).keep(1);
    assertThat(store.folders("snapshots")).containsExactlyInAnyOrder("latest", "new");
  }

  @ParameterizedTest
  @MethodSource("stores")
  void whatAnUnfinishedRunCarriesOnFromStaysAsLongAsThat(Store store) {
    finished(store, "base", 1);
    unfinished(store, "slow", 2, "base");
    finished(store, "new", 3);
    try (Lease held = Lease.take(store, NOW, Duration.ofHours(1), "slow")) {
      new Retention(store, NOW).keep(1);
      assertThat(store.folders("snapshots")).containsExactlyInAnyOrder("base", held.runId(), "new");
    }
    new Retention(store, NOW).keep(1);
    assertThat(store.folders("snapshots")).containsExactly("new");
  }

  @ParameterizedTest
  @MethodSource("stores")
  void aRemovalThatWasInterruptedIsEnded(Store store) {
    finished(store, "half", 1);
    finished(store, "new", 5);
    Lease.take(store, Clock.fixed(DAY, ZoneOffset.UTC), Duration.ofHours(1), "half")
        .close();
    store.delete(Root.manifest("half"));

    new Retention(store, NOW).keep(1);
    assertThat(store.folders("snapshots")).containsExactly("new");
    assertThat(store.folders("runs")).containsExactly("new");
  }

  private static void finished(Store store, String run, int day) {
    write(store, run);
    Manifest manifest = new Manifest(
        run, began(day).plusSeconds(9), began(day), "h", Map.of(), Map.of(), Map.of(), List.of());
    store.write(Root.manifest(run), Json.write(manifest), JSON);
  }

  private static void unfinished(Store store, String run, int day) {
    unfinished(store, run, day, null);
  }

  private static void unfinished(Store store, String run, int day, @Nullable String before) {
    write(store, run);
    RunPlan plan = new RunPlan(run, "h", began(day), began(day), before, List.of());
    store.write(Root.plan(run), Json.write(plan), JSON);
  }

  private static void write(Store store, String run) {
    byte[] content = "x".getBytes(StandardCharsets.UTF_8);
    store.write(Root.snapshot(run) + "/tables/t/part-1.parquet", content, JSON);
    store.write(Root.run(run) + "/export.json", content, JSON);
    store.write("figures/" + run + ".json", content, JSON);
  }

  private static Instant began(int day) {
    return DAY.plus(Duration.ofDays(day));
  }
}
