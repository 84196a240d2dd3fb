package dev.sluice.scan;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * The number of rows that the tasks of one scan need together, kept on the driver. Tasks get pages of as many items as
 * their rows together lack, whichever task asks first; others wait until these pages have been read. So the items read
 * are about the rows wanted, however many tasks there are.
 *
 * <p>The rows never become too few, as long as each task runs until it has read all, or is told {@link #ENOUGH}. Only
 * rows of attempts that may be the ones that count are counted: of several attempts at a task, the fewest. If an
 * attempt is lost after others have stopped, its successor begins with none, and reads on until all have enough.
 */
public final class RowLimit implements LimitBroker {
  /** The number of executions that are told apart. An earlier one that still runs would read more than it needs. */
  private static final int MAX_EXECUTIONS = 4;

  private final int rows;
  private final int minItems;
  private final LongSupplier nanoTime;
  private final Map<String, Execution> executions = new LinkedHashMap<>();

  /**
   * @param rows the number of rows wanted
   * @param minItems the smallest number of items in flight: 1 if every item is a row
   * @param nanoTime a clock like {@link System#nanoTime}
   */
  public RowLimit(int rows, int minItems, LongSupplier nanoTime) {
    this.rows = rows;
    this.minItems = minItems;
    this.nanoTime = nanoTime;
  }

  @Override
  public synchronized int ask(Attempt attempt, Progress progress) {
    return execution(attempt).ask(attempt, progress);
  }

  @Override
  public synchronized void tell(Attempt attempt, Progress progress) {
    execution(attempt).told(attempt, progress);
  }

  @Override
  public synchronized void forget(Attempt attempt) {
    execution(attempt).attempts.remove(attempt);
  }

  private Execution execution(Attempt attempt) {
    Execution known = executions.computeIfAbsent(attempt.execution(), e -> new Execution());
    if (executions.size() > MAX_EXECUTIONS) {
      executions.remove(executions.keySet().iterator().next());
    }
    return known;
  }

  /** One execution of the query. */
  private final class Execution {
    private final Map<Attempt, Running> attempts = new HashMap<>();

    int ask(Attempt attempt, Progress progress) {
      Running running = told(attempt, progress);
      long found = found(attempt);
      if (found >= rows) {
        return ENOUGH;
      }
      int items = share(found).next(minItems);
      if (items > 0) {
        running.grant(items, nanoTime.getAsLong());
      }
      return items == 0 ? WAIT : items;
    }

    Running told(Attempt attempt, Progress progress) {
      long now = nanoTime.getAsLong();
      Running running = attempts.computeIfAbsent(attempt, a -> new Running(now));
      running.told(progress, now);
      return running;
    }

    /** Returns the rows of all tasks, as the one that asks may rely on them. */
    private long found(Attempt asking) {
      Map<Integer, Long> fewest = new HashMap<>();
      attempts.forEach((attempt, running) -> {
        if (attempt.task() != asking.task() || attempt.equals(asking)) {
          fewest.merge(attempt.task(), running.progress.rows(), Math::min);
        }
      });
      return fewest.values().stream().mapToLong(Long::longValue).sum();
    }

    private Share share(long found) {
      long now = nanoTime.getAsLong();
      long inFlight = 0;
      long items = 0;
      long pages = 0;
      long shortPages = 0;
      for (Running running : attempts.values()) {
        inFlight += running.inFlight(now);
        items += running.progress.items();
        pages += running.progress.pages();
        shortPages += running.progress.shortPages();
      }
      return new Share(rows - found, found, inFlight, items, pages, shortPages);
    }
  }

  /** An attempt that has asked. */
  private static final class Running {
    /**
     * The time without progress after which pages in flight are no longer waited for, in nanoseconds. They do not come, were
     * on a lost executor, or their reader waits. That an attempt asks again is no progress: it may have lost a page.
     */
    private static final long LOST_AFTER = Duration.ofSeconds(10).toNanos();

    private Progress progress = Progress.NONE;
    private long granted;
    private long advanced;

    Running(long now) {
      advanced = now;
    }

    void told(Progress other, long now) {
      Progress later = progress.later(other);
      if (!later.equals(progress)) {
        progress = later;
        advanced = now;
      }
    }

    void grant(int items, long now) {
      granted = items + (isLost(now) ? Math.min(granted, progress.returned()) : granted);
      advanced = now;
    }

    private boolean isLost(long now) {
      return now - advanced > LOST_AFTER;
    }

    long inFlight(long now) {
      return isLost(now) ? 0 : Math.max(0, granted - progress.returned());
    }
  }

  /**
   * The figures that decide on the next page.
   *
   * @param missing rows, at least 1
   * @param found rows
   * @param inFlight items
   * @param items items read
   */
  private record Share(
      long missing, long found, long inFlight, long items, long pages, long shortPages) {
    /** Returns the number of items of the next page; 0: the items in flight may be enough. */
    int next(int minItems) {
      long wanted = Math.max(minItems, wanted());
      long each = Math.max(average(), ceiling(wanted, 1 + shortPages));
      return (int) Math.min(Integer.MAX_VALUE, Math.max(0, Math.min(wanted - inFlight, each)));
    }

    /**
     * Returns the number of items that may be in flight: those that are needed if every item is a row. If fewer are,
     * those that are needed at the same rate, but no more than have been read.
     */
    private long wanted() {
      double needed = found == 0 ? (double) items : Math.ceil((double) missing * items / found);
      return Math.max(missing, Math.min(items, (long) needed));
    }

    /** Returns the number of items of a page so far. */
    private long average() {
      return pages == 0 ? 0 : ceiling(items, pages);
    }

    private static long ceiling(long all, long parts) {
      return (all + parts - 1) / parts;
    }
  }
}
