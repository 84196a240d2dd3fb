package dev.sluice.scan;

import dev.sluice.capacity.PagePermits;
import dev.sluice.failure.BudgetExhaustedException;
import dev.sluice.failure.Rethrow;
import java.util.NoSuchElementException;
import java.util.OptionalInt;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Fetches the pages of a range of segments, several segments at once: decoding a page takes milliseconds, fetching it
 * ten or more. The pages of one segment arrive in order, those of different segments in any order. The number of
 * waiting pages is bounded; the number of segments is not. Not thread-safe.
 *
 * <p>If a budget or a deadline stops the read, the pages that have already arrived are returned first, because they are
 * paid for.
 */
public final class RangePages implements PageSource {
  private static final int MAX_IN_FLIGHT = 16;

  /** The largest number of waiting pages. In addition, every fetcher holds the page that it is about to hand over. */
  private static final int WAITING = 4;

  /** The longest wait for a page before checking for a dead fetcher, in milliseconds. */
  private static final long LOOK_MILLIS = 500;

  private final TableScan scan;
  private final SegmentRange range;
  /** The position at which the fetchers begin. */
  private final RangePosition from;

  /** The position after the pages that were returned. */
  private final RangePosition position;

  private final PageDemand demand;
  private final PagePermits permits;
  private final AtomicInteger started = new AtomicInteger();
  private final BlockingQueue<Arrival> arrivals = new ArrayBlockingQueue<>(WAITING);
  private final ExecutorService fetchers;
  /** The first error of a fetcher. */
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

  private final AtomicReference<@Nullable BudgetExhaustedException> stopped =
      new AtomicReference<>();

  private int fetching;
  private final PageBuffers buffers = new PageBuffers();
  private @Nullable Arrival next;
  private @Nullable Arrival current;

  /**
   * A page that a fetcher hands over, or its end.
   *
   * @param items the largest number of items of the page, as it was demanded
   */
  private record Arrival(@Nullable Page page, int items) {
    private static final Arrival END = new Arrival(null, 0);
  }

  /** Begins to fetch at once, every segment from its beginning. */
  public RangePages(TableScan scan, SegmentRange range) {
    this(scan, range, START, PageDemand.all(scan.selection().pageItems()));
  }

  /**
   * Begins to fetch at once, after the pages that were read before.
   *
   * @param from a position that {@link #position} returned
   * @throws IllegalArgumentException if it is not a position in this range
   */
  public RangePages(TableScan scan, SegmentRange range, String from, PageDemand demand) {
    this.scan = scan;
    this.range = range;
    this.demand = demand;
    this.from = RangePosition.parse(range, from);
    this.position = RangePosition.parse(range, from);
    this.permits = new PagePermits(scan.capacity());
    this.fetching = Math.min(range.count(), MAX_IN_FLIGHT);
    this.fetchers = Executors.newFixedThreadPool(fetching, RangePages::daemon);
    startFetchers();
  }

  private void startFetchers() {
    try {
      for (int i = 0; i < fetching; i++) {
        fetchers.execute(this::fetch);
      }
    } catch (Throwable e) { // there is not enough memory for another thread
      close();
      throw e;
    }
  }

  @Override
  public boolean hasNext() {
    giveBack();
    while (next == null && fetching > 0) {
      accept(take());
    }
    BudgetExhaustedException early = stopped.get();
    if (next == null && early != null) {
      throw early;
    }
    return next != null;
  }

  @Override
  public Page next() {
    if (!hasNext() || next == null || next.page == null) {
      throw new NoSuchElementException("no more pages in " + range);
    }
    Page page = next.page;
    current = next;
    next = null;
    position.advance(page);
    return page;
  }

  @Override
  public String position() {
    return position.toString();
  }

  /** Abandons the pages that are still being fetched. */
  @Override
  public void close() {
    fetchers.shutdownNow();
  }

  private void giveBack() {
    if (current != null && current.page != null) {
      demand.read(current.page, current.items);
      buffers.give(current.page.items().buffer());
      current = null;
    }
  }

  private void accept(Arrival arrival) {
    if (arrival.page == null) {
      throwFailure();
      fetching--;
    } else {
      next = arrival;
    }
  }

  private void throwFailure() {
    Throwable thrown = failure.get();
    if (thrown != null) {
      close();
      throw Rethrow.unchecked(thrown);
    }
  }

  private Arrival take() {
    try {
      Arrival arrival = arrivals.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      while (arrival == null) {
        throwFailure();
        arrival = arrivals.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      }
      return arrival;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      close();
      throw new CancellationException("the task was cancelled");
    }
  }

  /**
   * Runs in a fetcher's thread: reads one segment after the other until there are no more. Every throwable reaches the
   * consumer, even if there is no memory left to hand over the end.
   */
  private void fetch() {
    try {
      boolean needed = true;
      for (int i = started.getAndIncrement();
          needed && i < range.count();
          i = started.getAndIncrement()) {
        needed = from.isEnded(range.first() + i) || fetchSegment(range.first() + i);
      }
    } catch (BudgetExhaustedException e) {
      stopped.compareAndSet(null, e);
    } catch (Throwable e) {
      failure.compareAndSet(null, e);
    }
    handOver(Arrival.END);
  }

  /** Returns whether more pages may be needed. */
  private boolean fetchSegment(int segment) {
    SegmentPages pages = new SegmentPages(
        ScanClients.shared(scan.aws()),
        scan,
        segment,
        range.total(),
        permits,
        0,
        buffers,
        from.next(segment));
    while (pages.hasNext() && !fetchers.isShutdown()) {
      OptionalInt items = demand.next();
      if (items.isEmpty()) {
        return false;
      }
      handOver(new Arrival(demanded(pages, items.getAsInt()), items.getAsInt()));
    }
    return true;
  }

  private Page demanded(SegmentPages pages, int items) {
    boolean comes = false;
    try {
      pages.limitPages(items);
      Page page = pages.next();
      comes = true;
      return page;
    } finally {
      if (!comes) {
        demand.failed(items);
      }
    }
  }

  /** Hands over an arrival. Waits for space in the queue, unless the consumer has gone. */
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
