package dev.sluice.summary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.analytics.Figures;
import dev.sluice.analytics.LatencyFigures;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same publications, in any order and at the same time, leave the same table. */
class ArrivalTest {
  private static final int ROWS = 12;

  @Test
  void whateverTheOrderAndHoweverManyAtOnce() {
    leaveTheSame(1);
  }

  @Tag("thorough")
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4})
  void whateverElseTheOrder(int seed) {
    leaveTheSame(seed);
  }

  private static void leaveTheSame(int seed) {
    Random random = new Random(seed);
    List<Figures> runs = publications(random);
    SortedMap<String, Row> expected = oneAfterTheOther(inOrder(runs));
    Collections.shuffle(runs, random);
    assertThat(oneAfterTheOther(runs)).as("shuffled, seed %d", seed).isEqualTo(expected);
    assertThat(atOnce(runs)).as("at once, seed %d", seed).isEqualTo(expected);
  }

  /** Some share their time, some a content, some rest on fewer items. */
  private static List<Figures> publications(Random random) {
    List<Figures> runs = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      Instant asOf = Samples.AS_OF.plusSeconds(random.nextInt(4));
      List<LatencyFigures> rows = new ArrayList<>();
      for (int row = 0; row < ROWS; row++) {
        rows.add(Samples.latency(
            "model-" + row, "1", Samples.DAY, 100 + random.nextInt(3), random.nextInt(2)));
      }
      runs.add(Samples.figures(
          "r-" + i,
          asOf,
          rows,
          List.of(),
          List.of(),
          List.of(Samples.headline("model-0", 100 + i))));
    }
    return runs;
  }

  private static List<Figures> inOrder(List<Figures> runs) {
    return runs.stream()
        .sorted(Comparator.comparing(Figures::asOf).thenComparing(Figures::runId))
        .toList();
  }

  private static SortedMap<String, Row> oneAfterTheOther(List<Figures> runs) {
    TestTable table = new TestTable();
    runs.forEach(table::publish);
    return table.figures();
  }

  private static SortedMap<String, Row> atOnce(List<Figures> runs) {
    TestTable table = new TestTable();
    ExecutorService threads = Executors.newFixedThreadPool(runs.size());
    try {
      List<CompletableFuture<PublishResult>> results = runs.stream()
          .map(run -> CompletableFuture.supplyAsync(() -> table.publish(run), threads))
          .toList();
      results.forEach(result -> {
        PublishResult r = result.join();
        assertThat(r.rows()).isEqualTo(ROWS + 1);
        assertThat(r.written() + r.advanced() + r.fenced() + r.eroded().size())
            .isGreaterThanOrEqualTo(r.rows());
      });
    } finally {
      threads.shutdownNow();
    }
    return table.figures();
  }
}
