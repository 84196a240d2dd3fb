package dev.sluice.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.scan.LimitBroker.Attempt;
import dev.sluice.scan.LimitBroker.Progress;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** How many items the tasks of a scan are given for a limit. */
final class RowLimitTest {
  private final AtomicLong clock = new AtomicLong();

  @Test
  void theFirstTaskGetsAllAndOthersWait() {
    RowLimit limit = limit(2_000, 1);

    assertThat(limit.ask(task(0), Progress.NONE)).isEqualTo(2_000);
    assertThat(limit.ask(task(1), Progress.NONE)).isEqualTo(LimitBroker.WAIT);
    assertThat(limit.ask(task(0), Progress.NONE)).isEqualTo(LimitBroker.WAIT);
  }

  @Test
  void allTasksStopWhenTheyTogetherHaveEnough() {
    RowLimit limit = limit(2_000, 1);
    limit.ask(task(0), Progress.NONE);

    assertThat(limit.ask(task(0), new Progress(1_500, 1_500, 1, 1, 2_000))).isEqualTo(500);
    limit.tell(task(0), new Progress(2_000, 2_000, 2, 1, 2_500));

    assertThat(limit.ask(task(0), Progress.NONE)).isEqualTo(LimitBroker.ENOUGH);
    assertThat(limit.ask(task(1), Progress.NONE)).isEqualTo(LimitBroker.ENOUGH);
  }

  /** Segments end before they have enough, so several are asked at once, but never for more items than are missing. */
  @Test
  void shortPagesLetMoreTasksIn() {
    RowLimit limit = limit(100, 1);
    limit.ask(task(0), Progress.NONE);
    Progress empty = new Progress(0, 0, 1, 1, 100);

    assertThat(limit.ask(task(0), empty)).isEqualTo(50);
    assertThat(limit.ask(task(1), Progress.NONE)).isEqualTo(50);
    assertThat(limit.ask(task(2), Progress.NONE)).isEqualTo(LimitBroker.WAIT);
    assertThat(limit.ask(task(0), new Progress(0, 0, 2, 2, 150))).isEqualTo(34);
  }

  /** A page has 1 MB at most. Once its items are known, no page is asked for fewer, and many are in flight. */
  @Test
  void aLargeLimitIsReadByAllTasks() {
    RowLimit limit = limit(1_000_000, 1);
    assertThat(limit.ask(task(0), Progress.NONE)).isEqualTo(1_000_000);
    limit.tell(task(0), new Progress(500_000, 500_000, 100, 100, 1_000_000));

    for (int i = 1; i <= 100; i++) {
      assertThat(limit.ask(task(i), Progress.NONE)).isEqualTo(5_000);
    }
    assertThat(limit.ask(task(101), Progress.NONE)).isEqualTo(LimitBroker.WAIT);
  }

  /** As many items as were read before, until there is a row; then as many as the rows found foretell. */
  @Test
  void pagesGrowWhileItemsAreNoRows() {
    RowLimit limit = limit(10, 16);

    assertThat(limit.ask(task(0), Progress.NONE)).isEqualTo(16);
    assertThat(limit.ask(task(0), new Progress(0, 16, 1, 0, 16))).isEqualTo(16);
    assertThat(limit.ask(task(0), new Progress(0, 32, 2, 0, 32))).isEqualTo(32);
    assertThat(limit.ask(task(0), new Progress(8, 64, 3, 0, 64))).isEqualTo(16);
    assertThat(limit.ask(task(0), new Progress(8, 640, 4, 0, 80))).isEqualTo(160);
  }

  @Test
  void rowsOfAFailedAttemptAreLost() {
    RowLimit limit = limit(100, 1);
    limit.tell(task(0), new Progress(60, 60, 1, 1, 100).ended());
    limit.tell(task(1), new Progress(40, 40, 1, 1, 100).ended());
    assertThat(limit.ask(task(2), Progress.NONE)).isEqualTo(LimitBroker.ENOUGH);

    limit.forget(task(1));

    assertThat(limit.ask(new Attempt("1", 1, 77), Progress.NONE)).isPositive();
  }

  /** Either may win: the one with fewer rows is believed, of those that are not one's own. */
  @Test
  void ofTwoAttemptsTheFewerRowsCount() {
    RowLimit limit = limit(100, 1);
    limit.tell(task(0), new Progress(60, 60, 1, 1, 100));
    limit.tell(task(1), new Progress(40, 40, 1, 1, 100));
    Attempt second = new Attempt("1", 1, 77);
    limit.tell(second, new Progress(30, 30, 1, 1, 100));

    assertThat(limit.ask(task(0), Progress.NONE)).isPositive();
    assertThat(limit.ask(second, Progress.NONE)).isPositive();
    assertThat(limit.ask(task(1), Progress.NONE)).isEqualTo(LimitBroker.ENOUGH);
  }

  @Test
  void aLostExecutorIsNotWaitedForLong() {
    RowLimit limit = limit(100, 1);
    limit.ask(task(0), Progress.NONE);
    clock.addAndGet(TimeUnit.SECONDS.toNanos(9));
    assertThat(limit.ask(task(1), Progress.NONE)).isEqualTo(LimitBroker.WAIT);

    clock.addAndGet(TimeUnit.SECONDS.toNanos(2));

    assertThat(limit.ask(task(1), Progress.NONE)).isEqualTo(100);
  }

  /** Fetchers that wait ask on, and would wait for ever for a page that does not come. */
  @Test
  void aPageThatDoesNotComeIsNotWaitedForLong() {
    RowLimit limit = limit(10, 1);
    assertThat(limit.ask(task(0), Progress.NONE)).isEqualTo(10);

    for (int second = 0; second < 10; second++) {
      clock.addAndGet(TimeUnit.SECONDS.toNanos(1));
      assertThat(limit.ask(task(0), Progress.NONE)).isEqualTo(LimitBroker.WAIT);
      assertThat(limit.ask(task(1), Progress.NONE)).isEqualTo(LimitBroker.WAIT);
    }
    clock.addAndGet(TimeUnit.SECONDS.toNanos(1));

    assertThat(limit.ask(task(0), Progress.NONE)).isEqualTo(10);
    assertThat(limit.ask(task(1), Progress.NONE)).isEqualTo(LimitBroker.WAIT);
    assertThat(limit.ask(task(0), new Progress(5, 10, 1, 0, 10))).isPositive();
  }

  @Test
  void executionsCountApart() {
    RowLimit limit = limit(100, 1);
    limit.tell(task(0), new Progress(100, 100, 1, 0, 100));

    assertThat(limit.ask(new Attempt("2", 0, 5), Progress.NONE)).isEqualTo(100);
    assertThat(limit.ask(task(1), Progress.NONE)).isEqualTo(LimitBroker.ENOUGH);
  }

  /** Messages may overtake each other. */
  @Test
  void anOldMessageChangesNothing() {
    RowLimit limit = limit(100, 1);
    limit.tell(task(0), new Progress(100, 100, 1, 0, 100));
    limit.tell(task(0), new Progress(10, 0, 0, 0, 0));

    assertThat(limit.ask(task(1), Progress.NONE)).isEqualTo(LimitBroker.ENOUGH);
  }

  private RowLimit limit(int rows, int minItems) {
    return new RowLimit(rows, minItems, clock::get);
  }

  private static Attempt task(int task) {
    return new Attempt("1", task, task);
  }
}
