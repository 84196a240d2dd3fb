package dev.sluice.dataset.days;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.dataset.days.DayRetention.Deleted;
import dev.sluice.dataset.run.FileEntry;
import dev.sluice.dataset.run.RunPaths;
import dev.sluice.dataset.run.RunPlan;
import dev.sluice.dataset.run.RunState;
import dev.sluice.dataset.run.RunStatus;
import dev.sluice.dataset.store.Json;
import dev.sluice.dataset.store.Store;
import dev.sluice.dataset.store.TestStores;
import dev.sluice.failure.ResourceUnavailableException;
import dev.sluice.testing.TestServers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which runs' rows by day are deleted, in a folder and in a bucket. */
final class DayRetentionTest {
  private static final Instant DAY = Instant.parse("2026-11-01T00:00:00Z");

  /** A removed run has long been so, and its files were written long ago. */
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

  private static void write(Store store, String path, Object document) {
    store.write(path, Json.write(document), "application/json");
  }

  /** @param before the run before it; null: none */
  private static void run(Store store, String id, @Nullable String before) {
    write(store, RunPaths.manifest(id), state(id, RunStatus.PUBLISHED, null));
    unfinished(store, id, before);
  }

  private static void unfinished(Store store, String id, @Nullable String before) {
    write(
        store,
        RunPaths.plan(id),
        new RunPlan(1, "p", id, new TreeMap<>(), null, DAY, DAY, before, Map.of(), List.of()));
  }

  private static void removed(Store store, String id) {
    write(store, RunPaths.manifest(id), state(id, RunStatus.REMOVED, DAY));
  }

  private static RunState state(String id, RunStatus status, @Nullable Instant removedAt) {
    return new RunState(status, id, DAY, DAY, removedAt, null, Map.of());
  }

  /** Writes a file with rows, and the document of all days. */
  private static void days(Store store, String figures, String... others) {
    FileEntry file = new FileEntry("latency-00000.parquet", 1, 4, "0");
    store.write(
        DayDocuments.folder(figures) + file.path(),
        "rows".getBytes(StandardCharsets.UTF_8),
        "application/octet-stream");
    List<String> all = new ArrayList<>(List.of(others));
    all.add(figures);
    write(
        store,
        "figures/" + figures + "/days.json",
        new StoredDays(
            "basis",
            "table",
            1,
            DAY,
            null,
            new StoredDays.Made("rules", null, null, null),
            List.of(),
            all.stream().collect(Collectors.toMap(Function.identity(), name -> List.of(file)))));
    write(store, "figures/" + figures + ".json", Map.of("figures", figures));
  }

  private static Deleted delete(Store store, Duration quiet) {
    return new DayRetention(store, store.now().minus(quiet)).delete();
  }

  private static List<String> left(Store store) {
    return store.folders("figures");
  }

  @ParameterizedTest
  @MethodSource("stores")
  void whatRunsThatAreThereReferToStays(Store store) {
    for (String id : List.of("a", "b", "c")) {
      removed(store, id);
    }
    run(store, "d", "c");
    run(store, "e", "d");
    days(store, "a");
    days(store, "b", "a");
    days(store, "c");
    days(store, "d", "a", "c");
    days(store, "e", "a");

    assertThat(delete(store, LONG_AGO)).isEqualTo(new Deleted(1, 1));

    assertThat(left(store)).containsExactly("a", "c", "d", "e");
    assertThat(new DayDocuments(store).find("b")).isEmpty();
    // figures stay, for changes of targets and accepted levels
    assertThat(store.read("figures/b.json")).isPresent();
    assertThat(delete(store, LONG_AGO)).isEqualTo(Deleted.NONE);
  }

  @ParameterizedTest
  @MethodSource("stores")
  void theRunBeforeOneWithoutDaysIsContinued(Store store) {
    removed(store, "a");
    removed(store, "b");
    unfinished(store, "c", "b");
    days(store, "a");
    days(store, "b", "a");

    assertThat(delete(store, LONG_AGO)).isEqualTo(Deleted.NONE);

    removed(store, "c");
    store.delete(RunPaths.plan("c"));
    assertThat(delete(store, LONG_AGO)).isEqualTo(new Deleted(2, 2));
    assertThat(left(store)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("stores")
  void whatWasRemovedOrWrittenLatelyStays(Store store) {
    write(store, RunPaths.manifest("a"), state("a", RunStatus.REMOVED, store.now()));
    removed(store, "b");
    days(store, "a");
    days(store, "b");

    assertThat(delete(store, Duration.ofMinutes(5))).isEqualTo(Deleted.NONE);

    assertThat(left(store)).containsExactly("a", "b");
  }

  /** Also where it cannot be told whether a name is a run's second result or another run's first. */
  @ParameterizedTest
  @MethodSource("stores")
  void furtherResultsAreOfTheirRun(Store store) {
    removed(store, "a");
    removed(store, "b");
    run(store, "b-2", null);
    for (String figures : List.of("a", "a-2", "b", "b-2", "nobodys")) {
      days(store, figures);
    }

    assertThat(delete(store, LONG_AGO)).isEqualTo(new Deleted(3, 3));

    assertThat(left(store)).containsExactly("b-2", "nobodys");
  }

  @ParameterizedTest
  @MethodSource("stores")
  void damagedDocumentsDeleteNothing(Store store) {
    removed(store, "a");
    run(store, "b", null);
    days(store, "a");
    days(store, "b");
    store.write("figures/b/days.json", new byte[] {'{'}, "application/json");

    assertThatThrownBy(() -> delete(store, LONG_AGO))
        .isInstanceOf(ResourceUnavailableException.class)
        .hasMessageContaining("days.json");

    assertThat(left(store)).containsExactly("a", "b");
    store.delete("figures/b/days.json");
    store.write(RunPaths.manifest("a"), new byte[] {'{'}, "application/json");
    assertThat(delete(store, LONG_AGO)).isEqualTo(Deleted.NONE);
  }
}
