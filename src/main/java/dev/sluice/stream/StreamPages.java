package dev.sluice.stream;

import dev.sluice.capacity.Answer;
import dev.sluice.capacity.CapacityBroker;
import dev.sluice.capacity.PagePermits;
import dev.sluice.change.ChangeItems;
import dev.sluice.item.RequestStats;
import dev.sluice.scan.Page;
import dev.sluice.scan.PageDemand;
import dev.sluice.scan.PageId;
import dev.sluice.scan.PageSource;
import dev.sluice.table.AwsSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The pages of one task: the changes of its ranges, one range after the other. Each range is checked to be as it was
 * found. Not thread-safe.
 */
public final class StreamPages implements PageSource {
  private static final RequestStats ONE_PAGE = new RequestStats(1, 0, 0, Duration.ZERO);

  private final StreamCalls calls;
  private final StreamClock clock;
  private final PagePermits permits;
  private final PageDemand demand;
  private final Deque<ShardRange> ranges;
  private @Nullable RangeReader reader;
  private @Nullable Page next;
  /** The page that was returned last, and the number of its items that was demanded. */
  private @Nullable Page current;

  private int demanded;
  private boolean isWanted = true;
  private long pages;

  /**
   * Begins at a position.
   *
   * @param capacity stops the read at its deadline; a stream consumes no read units of the table
   * @param from a task of {@link StreamFollower}, or a position that {@link #position} returned for it
   * @param demand says whether another page is needed
   */
  public StreamPages(AwsSettings aws, CapacityBroker capacity, String from, PageDemand demand) {
    this(aws, capacity, StreamTask.parse(from), demand, StreamClock.at(Instant.now()));
  }

  StreamPages(
      AwsSettings aws,
      CapacityBroker capacity,
      StreamTask task,
      PageDemand demand,
      StreamClock clock) {
    this.calls = StreamCalls.of(aws, task.stream());
    this.clock = clock;
    this.permits = new PagePermits(capacity);
    this.ranges = new ArrayDeque<>(task.ranges());
    this.demand = demand;
  }

  @Override
  public boolean hasNext() {
    giveBack();
    while (next == null && isWanted && !ranges.isEmpty()) {
      RangeReader open = opened();
      if (open.isRead()) {
        ranges.remove();
        reader = null;
      } else {
        read(open);
      }
    }
    return next != null;
  }

  private void giveBack() {
    if (current != null) {
      demand.read(current, demanded);
      current = null;
    }
  }

  private RangeReader opened() {
    RangeReader open = reader;
    if (open == null) {
      open = new RangeReader(calls, ranges.element(), clock);
      reader = open;
    }
    return open;
  }

  private void read(RangeReader open) {
    OptionalInt items = demand.next();
    isWanted = items.isPresent();
    if (isWanted) {
      Answer.Permit permit = permits.await(0);
      demanded = items.getAsInt();
      List<StreamRecord> records = open.next(demanded == 0 ? Integer.MAX_VALUE : demanded);
      permits.settle(permit, 0, 0);
      if (!records.isEmpty()) {
        next = page(open.rest().shard().id(), records);
      }
    }
  }

  private Page page(String shard, List<StreamRecord> records) {
    return new Page(
        PageId.ofShard(calls.name(shard), pages++),
        JsonPage.of(records, (record, out) -> ChangeItems.write(record.change(), out)),
        records.size(),
        records.size(),
        0,
        ONE_PAGE,
        Map.of());
  }

  @Override
  public Page next() {
    Page page = hasNext() ? next : null;
    if (page == null) {
      throw new NoSuchElementException("no more pages");
    }
    next = null;
    current = page;
    return page;
  }

  @Override
  public String position() {
    List<ShardRange> rest = new ArrayList<>(ranges);
    if (reader != null) {
      rest.set(0, reader.rest());
    }
    return new StreamTask(calls.stream(), rest).text();
  }

  /** Does nothing: an iterator that is not used any more needs no request. */
  @Override
  public void close() {}
}
