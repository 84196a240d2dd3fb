package dev.sluice.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.scan.LimitBroker.Attempt;
import dev.sluice.scan.LimitBroker.Progress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Scans with a limit, simulated step by step: tasks fail, run twice, and are lost after they have ended. */
final class SimulatedLimitTest {
  private static final int SCANS = 500;

  @Test
  void rowsAreNeverTooFew() {
    for (int seed = 0; seed < SCANS; seed++) {
      Scan scan = new Scan(new Random(seed), 0.05);
      scan.run();
      assertThat(scan.rows()).as("seed " + seed).isGreaterThanOrEqualTo(scan.wanted());
    }
  }

  @Test
  void noMoreItemsAreReadThanTheRowsWanted() {
    for (int seed = 0; seed < SCANS; seed++) {
      Scan scan = new Scan(new Random(seed), 0);
      scan.share = 1;
      scan.limit = new RowLimit(scan.wanted, 1, () -> scan.clock);
      scan.run();
      assertThat(scan.read).as("seed " + seed).isEqualTo(scan.wanted());
    }
  }

  @Test
  void ofFilteredItemsNoMoreThanTwiceAsManyAreReadAsMustBe() {
    for (int seed = 0; seed < SCANS; seed++) {
      Scan scan = new Scan(new Random(seed), 0);
      scan.run();
      long more = Math.max(scan.consumedWhenEnough, Math.max(16, scan.wanted));
      if (scan.wanted() == scan.wanted) {
        assertThat(scan.read)
            .as("seed " + seed)
            .isLessThanOrEqualTo(scan.consumedWhenEnough + more);
      }
    }
  }

  /** A scan whose tasks run a few at a time, as on a cluster. */
  private static final class Scan {
    private final Random random;
    private final double faults;
    private final int[] segments;
    private final int slots;
    private final int pageItems;
    private final int wanted;
    private final List<Running> running = new ArrayList<>();
    /** The rows of each task that has ended; -1: it has not. */
    private final long[] results;

    private double share;
    private RowLimit limit;
    private long clock;
    private long attempts;
    private long read;
    private long consumed;
    private long consumedWhenEnough;
    private int failures;

    Scan(Random random, double faults) {
      this.random = random;
      this.faults = faults;
      int most = 1 + random.nextInt(400);
      this.segments = IntStream.range(0, 1 + random.nextInt(12))
          .map(i -> random.nextInt(3) == 0 ? 0 : random.nextInt(most))
          .toArray();
      this.slots = 1 + random.nextInt(6);
      this.pageItems = 1 + random.nextInt(100);
      this.wanted = 1 + random.nextInt(random.nextBoolean() ? 20 : 1_000);
      this.share = random.nextInt(3) == 0 ? 1 : random.nextDouble();
      this.limit = new RowLimit(wanted, share == 1 ? 1 : 16, () -> clock);
      this.results = new long[segments.length];
      Arrays.fill(results, -1);
    }

    /** Returns the rows that the query must give. */
    long wanted() {
      return Math.min(
          wanted, IntStream.range(0, segments.length).mapToLong(this::all).sum());
    }

    long rows() {
      return Arrays.stream(results).sum();
    }

    private long all(int task) {
      return IntStream.range(0, segments[task]).filter(i -> isRow(task, i)).count();
    }

    private boolean isRow(int task, int item) {
      return new Random(task * 1_000_003L + item).nextInt(1_000) < share * 1_000;
    }

    void run() {
      for (int step = 0; !isDone(); step++) {
        assertThat(step).isLessThan(1_000_000);
        clock += TimeUnit.MILLISECONDS.toNanos(20);
        if (running.size() < slots) {
          start();
        }
        if (!running.isEmpty()) {
          Running one = running.get(random.nextInt(running.size()));
          if (failures < 20 && random.nextDouble() < faults) {
            fail(one);
          } else {
            one.step();
          }
        }
        if (failures < 20 && random.nextDouble() < faults / 3) {
          // the output of a task that had ended is lost
          results[random.nextInt(results.length)] = -1;
          failures++;
        }
      }
    }

    private boolean isDone() {
      return Arrays.stream(results).allMatch(rows -> rows >= 0);
    }

    private void start() {
      for (int task = 0; task < results.length; task++) {
        int index = task;
        long copies = running.stream().filter(r -> r.attempt.task() == index).count();
        if (results[task] < 0 && (copies == 0 || (copies == 1 && random.nextDouble() < faults))) {
          running.add(new Running(new Attempt("1", task, attempts++)));
          return;
        }
      }
    }

    private void fail(Running one) {
      failures++;
      running.remove(one);
      if (random.nextBoolean()) {
        limit.forget(one.attempt);
      }
    }

    private void end(Running one) {
      limit.tell(one.attempt, one.progress().ended());
      running.remove(one);
      results[one.attempt.task()] = one.rows;
      noteEnough();
      List<Running> others =
          running.stream().filter(r -> r.attempt.task() == one.attempt.task()).toList();
      others.forEach(this::fail);
    }

    /** Notes how many items have been read when the driver first knows of enough rows. */
    private void noteEnough() {
      long found = running.stream().mapToLong(r -> r.progress.rows()).sum()
          + Arrays.stream(results).filter(r -> r > 0).sum();
      if (consumedWhenEnough == 0 && found >= wanted) {
        consumedWhenEnough = consumed;
      }
    }

    /** An attempt. It has one page in flight at most. */
    private final class Running {
      private final Attempt attempt;
      private Progress progress = Progress.NONE;
      private long rows;
      private int next;
      private int asked;
      private int left;
      private int got;

      Running(Attempt attempt) {
        this.attempt = attempt;
      }

      Progress progress() {
        return new Progress(
            rows, progress.items(), progress.pages(), progress.shortPages(), progress.returned());
      }

      void step() {
        if (asked == 0) {
          ask();
        } else if (left > 0 && rows < wanted) {
          consume();
        } else if (rows == wanted) {
          end(this);
        } else {
          turn();
        }
      }

      private void ask() {
        int items = next == segments[attempt.task()] && progress.pages() > 0
            ? LimitBroker.ENOUGH
            : limit.ask(attempt, progress());
        if (items == LimitBroker.ENOUGH) {
          end(this);
        } else if (items > 0) {
          asked = items;
          got = Math.min(Math.min(items, pageItems), segments[attempt.task()] - next);
          left = got;
          read += got;
        }
      }

      private void consume() {
        for (int some = 1 + random.nextInt(left); some > 0 && rows < wanted; some--) {
          rows += isRow(attempt.task(), next++) ? 1 : 0;
          left--;
          consumed++;
        }
      }

      private void turn() {
        progress = new Progress(
            rows,
            progress.items() + got,
            progress.pages() + 1,
            progress.shortPages() + (got < asked ? 1 : 0),
            progress.returned() + asked);
        asked = 0;
        if (faults == 0 || random.nextBoolean()) {
          limit.tell(attempt, progress);
        }
        noteEnough();
      }
    }
  }
}
