package dev.sluice.scan;

import dev.sluice.capacity.PageTurns;
import dev.sluice.failure.StoppedEarly;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The pages of a range of segments, several segments at once: a page takes milliseconds to decode and ten or more to
 * come. Pages of one segment come in order, those of different segments in any. What waits is bounded by pages, not by
 * segments. Each page is good until the next is asked for. One consumer's own.
 *
 * <p>Where a budget or a deadline ends the reading, the pages that have come by then are handed over first: they are paid for.
 */
public final class RangePages implements Iterator<Page>, AutoCloseable {
  private static final int MOST_IN_FLIGHT = 16;

  /** Beside what waits here, every fetcher holds the page that it is about to hand over. */
  private static final int WAITING = 4;

  private final TableScan scan;
  private final SegmentRange range;
  private final RangePosition from;
  private final PageTurns turns;
  private final AtomicInteger started = new AtomicInteger();
  private final BlockingQueue<Arrival> arrivals = new ArrayBlockingQueue<>(WAITING);
  private final ExecutorService fetchers;
  private int fetching;
  private final PageBuffers buffers = new PageBuffers();
  private @Nullable Page next;
  private @Nullable Page current;
  private @Nullable StoppedEarly stopped;

  /** What a fetcher hands over: a page, or its end, with the failure that brought it about if there was one. */
  private record Arrival(@Nullable Page page, @Nullable RuntimeException failure) {
    private static final Arrival END = new Arrival(null, null);
  }

  /** Begins to fetch at once, every segment from its beginning. */
  public RangePages(TableScan scan, SegmentRange range) {
    this(scan, range, new RangePosition(range));
  }

  /**
   * Likewise, behind what has been read already.
   *
   * @param from changes no more
   */
  public RangePages(TableScan scan, SegmentRange range, RangePosition from) {
    this.scan = scan;
    this.range = range;
    this.from = from;
    this.turns = new PageTurns(scan.capacity());
    this.fetching = Math.min(range.count(), MOST_IN_FLIGHT);
    this.fetchers = Executors.newFixedThreadPool(fetching, RangePages::daemon);
    for (int i = 0; i < fetching; i++) {
      fetchers.execute(this::fetch);
    }
  }

  @Override
  public boolean hasNext() {
    giveBack();
    while (next == null && fetching > 0) {
      accept(take());
    }
    if (next == null && stopped != null) {
      throw stopped;
    }
    return next != null;
  }

  /**
   * Waits for the next page to come.
   *
   * @throws dev.sluice.failure.Unusable where the table cannot be read
   * @throws StoppedEarly behind the last page that came before a budget or a deadline
   */
  @Override
  public Page next() {
    if (!hasNext() || next == null) {
      throw new NoSuchElementException("no more pages in " + range);
    }
    Page page = next;
    next = null;
    current = page;
    return page;
  }

  /** Gives up what is still being fetched. */
  @Override
  public void close() {
    fetchers.shutdownNow();
  }

  private void giveBack() {
    if (current != null) {
      buffers.give(current.items().buffer());
      current = null;
    }
  }

  private void accept(Arrival arrival) {
    if (arrival.failure instanceof StoppedEarly early) {
      stopped = early;
      fetching--;
      return;
    }
    if (arrival.failure != null) {
      close();
      throw arrival.failure;
    }
    next = arrival.page;
    if (next == null) {
      fetching--;
    }
  }

  private Arrival take() {
    try {
      return arrivals.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      close();
      throw new CancellationException("the task was cancelled");
    }
  }

  /** Runs in a fetcher's thread: one segment after the other until there are no more. */
  private void fetch() {
    Arrival end = Arrival.END;
    try {
      for (int i = started.getAndIncrement(); i < range.count(); i = started.getAndIncrement()) {
        if (!from.isEnded(range.first() + i)) {
          fetchSegment(range.first() + i);
        }
      }
    } catch (RuntimeException e) {
      end = new Arrival(null, e);
    }
    handOver(end);
  }

  private void fetchSegment(int segment) {
    SegmentPages pages = new SegmentPages(
        ScanClients.shared(scan.aws()),
        scan,
        segment,
        range.total(),
        turns,
        scan.selection().pageItems(),
        buffers,
        from.next(segment));
    while (pages.hasNext() && !fetchers.isShutdown()) {
      handOver(new Arrival(pages.next(), null));
    }
  }

  /** Waits for a place, unless the consumer has gone. */
  private void handOver(Arrival arrival) {
    boolean done = false;
    while (!done && !fetchers.isShutdown()) {
      try {
        done = arrivals.offer(arrival, 1, TimeUnit.SECONDS);
      } catch (InterruptedException closed) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "sluice-scan");
    thread.setDaemon(true);
    return thread;
  }
}
