package dev.sluice.scan;

import dev.sluice.capacity.PagePermits;
import dev.sluice.failure.ResourceUnavailableException;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The pages of one segment, in order. A page may be empty. */
public final class SegmentPages implements Iterator<Page> {
  private static final Logger LOG = LoggerFactory.getLogger(SegmentPages.class);

  private final DynamoDbClient client;
  private final TableScan scan;
  private final int segment;
  private final int totalSegments;
  private final PagePermits turns;
  private final int itemLimit;
  private final PageBuffers buffers;
  private @Nullable Map<String, AttributeValue> startKey;
  private long pages;
  private boolean done;

  /**
   * Each page stays good.
   *
   * @param client one of {@link ScanClients}
   * @param itemLimit items a page has at most; 0: as many as make 1 MB
   */
  public SegmentPages(
      DynamoDbClient client,
      TableScan scan,
      int segment,
      int totalSegments,
      PagePermits turns,
      int itemLimit) {
    this(client, scan, segment, totalSegments, turns, itemLimit, new PageBuffers(), null);
  }

  /**
   * @param buffers for pages; who has done with one may give its own back
   * @param startKey behind which to begin; null: at the segment's beginning
   */
  SegmentPages(
      DynamoDbClient client,
      TableScan scan,
      int segment,
      int totalSegments,
      PagePermits turns,
      int itemLimit,
      PageBuffers buffers,
      @Nullable Map<String, AttributeValue> startKey) {
    this.client = client;
    this.scan = scan;
    this.segment = segment;
    this.totalSegments = totalSegments;
    this.turns = turns;
    this.itemLimit = itemLimit;
    this.buffers = buffers;
    this.startKey = startKey;
  }

  @Override
  public boolean hasNext() {
    return !done;
  }

  /**
   * @throws ResourceUnavailableException where the table cannot be read, also when still throttled or damaged after all retries
   * @throws dev.sluice.failure.BudgetExhaustedException where a budget or a deadline is reached
   */
  @Override
  public Page next() {
    try {
      return fetch();
    } catch (AbortedException cancelled) {
      throw cancelled;
    } catch (SdkException e) {
      throw place().unusable("cannot be read: " + e.getMessage(), e);
    }
  }

  private PageId place() {
    return new PageId(scan.table(), segment, totalSegments, pages);
  }

  private Page fetch() {
    if (done) {
      throw new NoSuchElementException("segment " + segment + " has no more pages");
    }
    ItemsInterceptor.Items items = new ItemsInterceptor.Items(buffers);
    PageCall call = new PageCall(client, scan, segment, totalSegments);
    try (PageAttempts attempts = new PageAttempts(turns, itemLimit)) {
      PageCall.Answer answer =
          attempts.translated("table " + scan.table(), () -> call.ask(items, startKey, attempts));
      double units = attempts.succeeded(answer.units(), answer.scanned());
      Page page = new Page(
          place(),
          items.wire(),
          answer.count(),
          answer.scanned(),
          units,
          attempts.effort(),
          answer.startKey());
      log(page, items.bytes());
      checkCounts(page);
      startKey = page.next();
      done = startKey.isEmpty();
      pages++;
      return page;
    }
  }

  /** Counts only: items and keys are data. */
  private static void log(Page page, int bytes) {
    LOG.debug(
        "Table {}: segment {} of {}, page {}: {} items, {} scanned, {} bytes, {} read units,"
            + " {} ms waited, {} requests retried, {} throttled",
        page.place().table(),
        page.place().segment(),
        page.place().segments(),
        page.place().page(),
        page.count(),
        page.scanned(),
        bytes,
        page.consumedReadUnits(),
        page.effort().waitedNanos() / 1_000_000,
        page.effort().repeated(),
        page.effort().throttled());
  }

  /** Whoever reads the items compares their number; here is what their number cannot tell. */
  private void checkCounts(Page page) {
    if (scan.selection().countOnly() && page.count() == Page.UNTOLD) {
      throw page.place().unusable("has no count", null);
    }
    if (page.scanned() < page.count()) {
      throw page.place()
          .unusable("counts %d items of %d scanned".formatted(page.count(), page.scanned()), null);
    }
  }
}
