package dev.sluice.dataset.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The pointer names the newest run by the order of runs, whoever comes when. */
final class LatestTest {
  private static final Instant SCAN = Instant.parse("2026-11-01T00:00:00Z");
  private static final Duration DAY = Duration.ofDays(1);

  @TempDir
  static Path folder;

  @BeforeAll
  static void start() {
    TestServers.credentials();
  }

  static List<Store> stores() {
    return TestStores.of(folder);
  }

  /** By the scan's start, then the run's own by its host's clock, then the name. */
  @Test
  void runsHaveOneOrder() {
    RunOrder order = new RunOrder(SCAN, SCAN, "nightly-9");
    assertThat(new RunOrder(SCAN.plus(DAY), SCAN.minus(DAY), "a")).isGreaterThan(order);
    assertThat(new RunOrder(SCAN, SCAN.plusNanos(1), "nightly-10")).isGreaterThan(order);
    assertThat(new RunOrder(SCAN, SCAN.minusNanos(1), "z")).isLessThan(order);
    assertThat(new RunOrder(SCAN, SCAN, "nightly-10")).isLessThan(order);
  }

  @ParameterizedTest
  @MethodSource("stores")
  void itNeverGoesBack(Store store) {
    assertThat(Latest.read(store)).isEmpty();
    assertThat(Latest.advance(store, state("one", 1))).isEmpty();
    assertThat(Latest.advance(store, state("three", 3))).isEmpty();
    assertThat(Latest.advance(store, state("two", 2)).map(Latest::runId)).contains("three");
    assertThat(Latest.advance(store, state("three", 3))).isEmpty();
    assertThat(Latest.read(store).map(Latest::runId)).contains("three");
  }

  /** Between reading and writing another has moved it: once to a newer run, once to an older. */
  @ParameterizedTest
  @MethodSource("stores")
  void whoeverMovesItMeanwhile(Store store) {
    Store first = MeanwhileStore.of(store, "create latest.json", () -> advance(store, "five", 5));
    assertThat(Latest.advance(first, state("four", 4)).map(Latest::runId)).contains("five");

    Store newer = MeanwhileStore.of(store, "replace latest.json", () -> advance(store, "nine", 9));
    assertThat(Latest.advance(newer, state("eight", 8)).map(Latest::runId)).contains("nine");
    assertThat(Latest.read(store).map(Latest::runId)).contains("nine");

    Store older = MeanwhileStore.of(store, "replace latest.json", () -> advance(store, "ten", 10));
    assertThat(Latest.advance(older, state("eleven", 11))).isEmpty();
    assertThat(Latest.read(store).map(Latest::runId)).contains("eleven");
  }

  /** It becomes a path. */
  @ParameterizedTest
  @ValueSource(strings = {"..", "a/b", ""})
  void whatNamesNoSnapshotIsDamaged(String runId) {
    Store store = TestStores.of(folder).get(0);
    store.write("latest.json", named(runId, "snapshots/" + runId), RunPaths.JSON);
    assertDamaged(store);
    store.write("latest.json", named("run", "snapshots/other"), RunPaths.JSON);
    assertDamaged(store);
    store.write("latest.json", "{".getBytes(StandardCharsets.UTF_8), RunPaths.JSON);
    assertDamaged(store);
  }

  private static byte[] named(String runId, String folder) {
    return Json.write(Map.of(
        "runId",
        runId,
        "scanStartedAt",
        SCAN.toString(),
        "firstStarted",
        SCAN.toString(),
        "manifest",
        folder + "/manifest.json"));
  }

  private static void assertDamaged(Store store) {
    assertThatThrownBy(() -> Latest.advance(store, state("one", 1)))
        .isInstanceOf(ResourceUnavailableException.class)
        .hasMessageContaining("latest.json is damaged")
        .hasMessageNotContaining("\n");
    assertThatThrownBy(() -> Latest.read(store)).isInstanceOf(ResourceUnavailableException.class);
  }

  private static void advance(Store store, String run, int day) {
    assertThat(Latest.advance(store, state(run, day))).isEmpty();
  }

  private static RunState state(String run, int day) {
    Instant scan = SCAN.plus(DAY.multipliedBy(day));
    return new RunState(RunStatus.PUBLISHED, run, scan, scan, null, null, Map.of());
  }
}
