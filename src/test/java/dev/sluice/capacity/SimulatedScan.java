package dev.sluice.capacity;

import dev.sluice.testing.ThrottlingTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * A scan of 64 segments by two tasks with some fetchers each, by a simulated clock. Throttled attempts are repeated with
 * the pauses of the SDK, up to 1 s, 2 s, 4 s and so on.
 */
final class SimulatedScan {
  private static final double SECOND = 1e9;
  private static final int SEGMENTS = 64;
  private static final double UNITS_PER_ITEM = 0.5;
  private static final int FULL_PAGE = 256;
  private static final double MAX_PAUSE = 20;

  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingLong(Event::number));
  private final List<Request> requests = new ArrayList<>();
  private final Random random;
  private final ThrottlingTable table;
  private final ReadBudget budget;
  private final double unitsPerSegment;
  private final Throttling throttling;
  private long now;
  private long number;

  private record Event(long at, long number, Runnable happens) {}

  /** @param units 0: it was throttled */
  private record Request(double second, double units) {}

  /**
   * Prepares a scan.
   *
   * @param limit read units a second
   * @param throttling what the table says about the first throttled attempt at a page
   */
  SimulatedScan(
      long seed,
      double limit,
      ThrottlingTable.Gives gives,
      int fetchers,
      double unitsPerSegment,
      Throttling throttling) {
    this.random = new Random(seed);
    this.table = new ThrottlingTable(gives, random);
    this.unitsPerSegment = unitsPerSegment;
    this.throttling = throttling;
    this.budget = new ReadBudget(
        new ReadRateLimiter(() -> now),
        LiveLimit.fixed(new ReadLimit(limit)),
        ReadConstraints.open("table t", 1),
        0,
        () -> now);
    for (int task = 0; task < 2; task++) {
      int[] next = {task * SEGMENTS / 2};
      for (int i = 0; i < fetchers / 2; i++) {
        in(random.nextDouble() / 10, new Fetcher(next, next[0] + SEGMENTS / 2)::segment);
      }
    }
  }

  SimulatedScan run(double seconds) {
    while (!events.isEmpty() && events.peek().at <= seconds * SECOND) {
      Event next = events.poll();
      now = next.at;
      next.happens.run();
    }
    return this;
  }

  /** Returns the read units a second that were consumed from one second to another. */
  double rate(double from, double to) {
    return within(from, to).stream().mapToDouble(Request::units).sum() / (to - from);
  }

  /** Returns the part of the requests that were throttled from one second to another. */
  double throttled(double from, double to) {
    return within(from, to).stream()
        .mapToInt(r -> r.units == 0 ? 1 : 0)
        .average()
        .orElse(0);
  }

  /** Returns the largest number of units consumed within so many seconds. */
  double most(double seconds) {
    return requests.stream()
        .mapToDouble(r -> rate(r.second, r.second + seconds) * seconds)
        .max()
        .orElse(0);
  }

  private List<Request> within(double from, double to) {
    return requests.stream().filter(r -> r.second >= from && r.second < to).toList();
  }

  private void in(double seconds, Runnable happens) {
    events.add(new Event(now + (long) (seconds * SECOND), number++, happens));
  }

  /** Reads one segment after the other. */
  private final class Fetcher {
    private final int[] next;
    private final int end;
    private int segment;
    private double left;
    private int attempts;
    private double throttledAt;
    private double pause;

    Fetcher(int[] next, int end) {
      this.next = next;
      this.end = end;
    }

    void segment() {
      if (next[0] < end) {
        segment = next[0]++;
        left = unitsPerSegment * (0.5 + random.nextDouble());
        pause = 0;
        page();
      }
    }

    private void page() {
      attempts = 0;
      throttledAt = 0;
      in(pause, this::ask);
    }

    private void ask() {
      Answer answer = budget.ask(0);
      if (answer instanceof Answer.RetryAfter later) {
        in(later.afterNanos() / SECOND, this::ask);
      } else if (answer instanceof Answer.Permit permit) {
        in(permit.afterNanos() / SECOND + random.nextDouble() * 0.003, () -> send(permit));
      }
    }

    private void send(Answer.Permit permit) {
      int items = permit.itemLimit() == 0 ? FULL_PAGE : Math.min(FULL_PAGE, permit.itemLimit());
      double units = Math.min(items, Math.max(1, left / UNITS_PER_ITEM)) * UNITS_PER_ITEM;
      double second = now / SECOND;
      boolean served = table.serves(second, segment, SEGMENTS);
      if (served) {
        table.take(units, segment, SEGMENTS);
      }
      requests.add(new Request(second, served ? units : 0));
      in(0.005 + random.nextDouble() * 0.02, () -> {
        if (served) {
          served(permit, units);
        } else {
          throttled(permit, second);
        }
      });
    }

    private void throttled(Answer.Permit permit, double second) {
      throttledAt = attempts == 0 ? second : throttledAt;
      budget.throttled(permit, attempts == 0 ? throttling : Throttling.REPEATED);
      in(random.nextDouble() * Math.min(MAX_PAUSE, Math.pow(2, attempts)), this::ask);
      attempts++;
    }

    private void served(Answer.Permit permit, double units) {
      budget.settle(permit, units, (int) (units / UNITS_PER_ITEM));
      left -= units;
      pause = throttledAt == 0
          ? (pause < 0.2 ? 0 : pause / 2)
          : Math.min(5, Math.max(pause, (now / SECOND - throttledAt) / 2));
      if (left <= 0) {
        segment();
      } else {
        in(random.nextDouble() * 0.005, this::page);
      }
    }
  }
}
