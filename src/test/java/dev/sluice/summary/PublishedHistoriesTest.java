package dev.sluice.summary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.analytics.Figures;
import dev.sluice.analytics.Headline;
import dev.sluice.analytics.LatencyFigures;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Random histories of runs, several at a time through DynamoDB's own conditions: each model has one, and all runs publish
 * at once, some of them twice.
 */
class PublishedHistoriesTest {
  private static final int MODELS = 100;
  private static final int RUNS = 6;

  /** What one run has of one model; null where its windows are others. */
  private record Cell(long requests, int content, int day) {}

  private record Publication(
      RunRecord run, Instant asOf, boolean restate, List<@Nullable Cell> cells) {
    Position position() {
      return Position.of(asOf, run.startedAt(), run.runId(), run.number());
    }

    Figures figures() {
      List<LatencyFigures> rows = new ArrayList<>();
      List<Headline> board = new ArrayList<>();
      for (int model = 0; model < MODELS; model++) {
        Cell cell = cells.get(model);
        if (cell != null) {
          rows.add(
              Samples.latency("m-" + model, "1", Samples.DAY, cell.requests(), cell.content()));
          board.add(Samples.headline(
              "m-" + model, Samples.day(Samples.DATE.plusDays(cell.day())), 100 + cell.content()));
        }
      }
      return Samples.figures(run.runId(), asOf, rows, List.of(), List.of(), board);
    }
  }

  @Tag("thorough")
  @Test
  void allAtOnceEndAsOneAfterTheOther() {
    for (int seed = 1; seed <= 2; seed++) {
      Random random = new Random(seed);
      List<Publication> runs = publications(random);
      TestTable table = new TestTable();
      Set<RowKey> late = publish(table, runs, random);
      // which ones is up to the threads; of the others the table says what it must
      assertThat(late).hasSizeLessThan(MODELS * 3 / 4);
      Map<String, Row> rows = table.figures();
      for (int model = 0; model < MODELS; model++) {
        check(model, runs, rows, late);
      }
    }
  }

  private static List<Publication> publications(Random random) {
    List<Publication> runs = new ArrayList<>();
    Set<Position> positions = new HashSet<>();
    while (runs.size() < RUNS) {
      List<@Nullable Cell> cells = new ArrayList<>();
      for (int model = 0; model < MODELS; model++) {
        cells.add(
            random.nextInt(5) == 0
                ? null
                : new Cell(100 + random.nextInt(4), random.nextInt(2), random.nextInt(3)));
      }
      RunRecord run = Samples.run(
          List.of("nightly-9", "nightly-10", "x").get(random.nextInt(3)),
          Samples.STARTED.plusSeconds(random.nextInt(2)),
          1 + random.nextInt(2));
      Publication next = new Publication(
          run, Samples.AS_OF.plusSeconds(random.nextInt(2)), random.nextInt(3) == 0, cells);
      if (positions.add(next.position())) {
        runs.add(next);
      }
    }
    runs.sort(Comparator.comparing(Publication::position));
    return runs;
  }

  private static Set<RowKey> publish(TestTable table, List<Publication> runs, Random random) {
    List<Publication> arrivals = new ArrayList<>(runs);
    arrivals.addAll(runs.subList(2, 4));
    Collections.shuffle(arrivals, random);
    ExecutorService threads = Executors.newFixedThreadPool(arrivals.size());
    try {
      List<CompletableFuture<PublishResult>> results = arrivals.stream()
          .map(run -> CompletableFuture.supplyAsync(
              () -> table.publish(run.figures(), run.run(), run.restate()), threads))
          .toList();
      Set<RowKey> late = new HashSet<>();
      results.forEach(
          result -> result.join().late().forEach(restatement -> late.add(restatement.key())));
      return late;
    } finally {
      threads.shutdownNow();
    }
  }

  private static void check(
      int model, List<Publication> runs, Map<String, Row> rows, Set<RowKey> late) {
    List<Publication> those =
        runs.stream().filter(run -> run.cells().get(model) != null).toList();
    if (those.isEmpty()) {
      return;
    }
    Row row = Objects.requireNonNull(rows.get("LATENCY#m-" + model + " / DAY#2026-10-19#1"));
    Position restated = those.stream()
        .filter(Publication::restate)
        .map(Publication::position)
        .reduce(Position.NONE, Position::later);
    Position newest = those.get(those.size() - 1).position();
    assertThat(RestatementMarks.of(row.item())).isEqualTo(new RestatementMarks(restated, newest));
    Position stays = inOrder(model, those).position();
    assertThat(row.position())
        .satisfiesAnyOf(position -> assertThat(position).isEqualTo(stays), position -> {
          assertThat(late).contains(row.key());
          assertThat(position).isGreaterThanOrEqualTo(restated);
        });
    Row board = Objects.requireNonNull(rows.get("BOARD / m-" + model));
    assertThat(board.position())
        .isEqualTo(those.stream()
            .max(Comparator.comparing((Publication run) -> cell(run, model).day())
                .thenComparing(Publication::position))
            .orElseThrow()
            .position());
  }

  private static Publication inOrder(int model, List<Publication> runs) {
    return runs.stream()
        .reduce((stays, next) ->
            next.restate() || cell(next, model).requests() >= cell(stays, model).requests()
                ? next
                : stays)
        .orElseThrow();
  }

  private static Cell cell(Publication run, int model) {
    return Stream.ofNullable(run.cells().get(model)).findFirst().orElseThrow();
  }
}
