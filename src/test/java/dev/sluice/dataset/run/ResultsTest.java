package dev.sluice.dataset.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.dataset.store.Store;
import dev.sluice.dataset.store.TestStores;
import dev.sluice.failure.ResourceUnavailableException;
import dev.sluice.testing.TestServers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What commands have come to: once, whoever comes second. */
final class ResultsTest {
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
  void theFirstResultCounts(Store store) {
    Results results = new Results(store, "run");
    assertThat(results.find("run", "f")).isEmpty();
    Results.Stored first = results.store("run", "f", json(12), "twelve rows");
    Results.Stored second = results.store("run", "f", json(13), "thirteen rows");

    assertThat(second).isEqualTo(first);
    assertThat(results.find("run", "f")).contains(first);
    assertThat(results
            .store("run", "g", json(13), "thirteen rows")
            .json()
            .get("rows")
            .asInt())
        .isEqualTo(13);
  }

  @ParameterizedTest
  @MethodSource("stores")
  void aNumberIsDrawnOnce(Store store) {
    Results results = new Results(store, "run");
    assertThat(results.last()).isZero();
    List<Integer> drawn = IntStream.range(0, 6)
        .mapToObj(i -> CompletableFuture.supplyAsync(() -> results.number("of " + i / 2)))
        .toList()
        .stream()
        .map(CompletableFuture::join)
        .toList();

    assertThat(drawn).containsOnly(1, 2, 3);
    for (int i = 0; i < 6; i++) {
      assertThat(results.number("of " + i / 2)).isEqualTo(drawn.get(i));
      assertThat(results.known("of " + i / 2)).contains(drawn.get(i));
    }
    assertThat(results.known("other")).isEmpty();
    assertThat(results.last()).isEqualTo(3);
  }

  @ParameterizedTest
  @MethodSource("stores")
  void aNumberThatIsDamagedIsNamed(Store store) {
    store.write(RunPaths.number("run", 1), "hi".getBytes(StandardCharsets.UTF_8), "text/plain");
    Results results = new Results(store, "run");
    assertThatThrownBy(() -> results.known("of"))
        .isInstanceOf(ResourceUnavailableException.class)
        .hasMessageContaining("000001.json is damaged");
  }

  @ParameterizedTest
  @MethodSource("stores")
  void aRunKeepsItsDayAndItsFirstStart(Store store) {
    Instant now = Instant.parse("2026-10-29T03:00:00Z");
    Begun first = Begun.of(store, "run", LocalDate.of(2026, 10, 28), now);
    Begun again = Begun.of(store, "run", LocalDate.of(2026, 10, 29), now.plusSeconds(1));

    assertThat(again).isEqualTo(first);
    assertThat(Begun.find(store, "run")).contains(first);
    assertThat(Begun.find(store, "other")).isEmpty();
  }

  private static ObjectNode json(int rows) {
    return JsonNodeFactory.instance.objectNode().put("rows", rows).put("exitCode", 0);
  }
}
