package dev.sluice.dataset.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.dataset.store.Json;
import dev.sluice.dataset.store.Store;
import dev.sluice.dataset.store.TestStores;
import dev.sluice.failure.InvalidConfigurationException;
import dev.sluice.testing.TestServers;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What another release has begun is left to it, whatever else its documents say. */
final class DocumentFormatsTest {
  private static final Instant NOW = Instant.parse("2026-10-29T03:00:00Z");
  private static final LocalDate DAY = LocalDate.of(2026, 10, 28);

  @TempDir
  static Path folder;

  @BeforeAll
  static void start() {
    TestServers.credentials();
  }

  /** Of a later release, of one that names none, and of one whose other fields have other shapes too. */
  static List<Map<String, Object>> others() {
    return List.of(
        Map.of("format", 2),
        Map.of("date", "2026-10-28"),
        Map.of("format", 2, "date", List.of(), "tables", "none", "json", 1, "text", Map.of()));
  }

  @ParameterizedTest
  @MethodSource("others")
  void whatAnotherReleaseHasBegunIsRefused(Map<String, Object> other) {
    Store store = TestStores.of(folder).get(0);
    for (String name : List.of("plan", "begun", "run-f")) {
      store.write("runs/run/" + name + ".json", Json.write(other), RunPaths.JSON);
    }
    Results results = new Results(store, "run");
    ObjectNode result = (ObjectNode) Json.tree("{}");
    Stream.<ThrowingCallable>of(
            () -> RunPlan.find(store, "run"),
            () -> plan().adopt(store),
            () -> Begun.find(store, "run"),
            () -> Begun.of(store, "run", DAY, NOW),
            () -> results.find("run", "f"),
            () -> results.store("run", "f", result, ""))
        .forEach(use -> assertThatThrownBy(use)
            .isInstanceOf(InvalidConfigurationException.class)
            .hasMessageContaining("--run-id = run: was begun by another release of Sluice"));
  }

  @ParameterizedTest
  @MethodSource("stores")
  void thePlanThatIsThereCounts(Store store) {
    RunPlan first = plan().adopt(store);
    assertThat(first).isEqualTo(plan());
    RunPlan other =
        new RunPlan(1, "other", "run", new TreeMap<>(), DAY, NOW, NOW, null, Map.of(), List.of());
    assertThat(other.adopt(store)).isEqualTo(first);
    assertThat(RunPlan.find(store, "run")).contains(first);
  }

  static List<Store> stores() {
    return TestStores.of(folder);
  }

  private static RunPlan plan() {
    return new RunPlan(1, "p", "run", new TreeMap<>(), DAY, NOW, NOW, null, Map.of(), List.of());
  }
}
