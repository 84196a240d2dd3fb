package dev.sluice.summary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.summary.History.Arrivals;
import dev.sluice.summary.History.Run;
import dev.sluice.testing.LongTest;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Runs in any order, at the same time and again leave a row as if they had come one after the other in their order. */
class RandomHistoriesTest {
  private int standing;

  @Tag("thorough")
  @Test
  void rowsEndAsIfAllRunsHadComeInOrder() {
    histories(new Random(14), 15_000);
    // they are among the histories, and few
    assertThat(standing).isBetween(15, 750);
  }

  /** As many as {@code -Dsluice.long.histories} says. */
  @Test
  @Tag("long")
  void manyRowsDo() {
    histories(new Random(LongTest.seed(4)), LongTest.size("histories", 2_000_000, 50_000));
  }

  @Test
  void theBoardEndsAtItsLastDay() {
    Random random = new Random(15);
    for (int i = 0; i < 2_000; i++) {
      History history = History.random(random, RowOrder.BY_DAY, 0.3);
      Arrivals arrivals = Arrivals.of(history, random);
      assertThat(arrivals.row())
          .as("%s", history)
          .isEqualTo(history.inOrder().row().item());
    }
  }

  /** Whatever it says of itself, the end is as if it had never been there. */
  @Test
  void aRowThatNoRunCanHaveWrittenChangesNoEnd() {
    Random random = new Random(16);
    for (int i = 0; i < 2_000; i++) {
      RowOrder order = random.nextBoolean() ? RowOrder.BY_DAY : History.ITEMS;
      History history = History.random(random, order, 0);
      Map<String, AttributeValue> foreign =
          new TreeMap<>(history.runs().get(0).row().item());
      foreign.put("day", AttributeValue.fromS("2026-10-19"));
      foreign.put("requests", AttributeValue.fromN("999999"));
      List<String> said = List.of("asOf", "runStartedAt", "runId", "runNumber", "contentHash");
      foreign.put(said.get(random.nextInt(said.size())), AttributeValue.fromL(List.of()));
      Arrivals arrivals = Arrivals.of(history, foreign, random);
      Map<String, AttributeValue> end = new TreeMap<>(arrivals.row());
      end.remove(RowNames.ERODED_BY);
      assertThat(end).as("%s", history).isEqualTo(history.inOrder().row().item());
    }
  }

  private void histories(Random random, int count) {
    for (int i = 0; i < count; i++) {
      double restating = i % 3 * 0.25;
      History history = History.random(random, History.ITEMS, restating);
      Arrivals arrivals = Arrivals.of(history, random);
      if (restating == 0) {
        assertThat(arrivals.overtaken()).isEmpty();
      }
      check(history, arrivals);
      if (!history.inOrder().position().equals(Position.of(arrivals.row()))) {
        standing++;
      }
      Run last = History.last(random.nextInt(5));
      arrivals.arrive(last);
      check(history.with(last), arrivals);
      untilTheNextRun(history, arrivals);
    }
  }

  /** But for newer runs whose figures were gone when a restatement came that said so. */
  private static void check(History history, Arrivals arrivals) {
    Run stays = history.without(arrivals.overtaken()).inOrder();
    RestatementMarks marks = new RestatementMarks(history.restatedBy(), history.newest());
    Map<String, AttributeValue> expected = marks.on(stays.row().item());
    if (!arrivals.row().equals(expected)) {
      assertThat(arrivals.row()).as("%s", history).isEqualTo(expected);
    }
  }

  /** One that is not eroded by any figures, also by those that are gone. */
  private static void untilTheNextRun(History history, Arrivals arrivals) {
    Position position = Position.of(Samples.AS_OF.plusSeconds(10_000_000), Samples.AS_OF, "n", 1);
    Run next = new Run(History.row(position, 9, 90, History.ITEMS), false);
    arrivals.arrive(next);
    assertThat(Position.of(arrivals.row()))
        .isEqualTo(history.with(next).inOrder().position());
  }
}
