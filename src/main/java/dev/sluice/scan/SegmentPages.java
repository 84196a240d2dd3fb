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
  private final PagePermits permits;
  private int itemLimit;
  private final PageBuffers buffers;
  private final SegmentBackoff backoff = new SegmentBackoff();
  private @Nullable Map<String, AttributeValue> startKey;
  private long pages;
  private boolean done;

  /**
   * Creates an iterator whose returned pages remain valid.
   *
   * @param client from {@link ScanClients}
   * @param itemLimit the largest number of items on a page; 0: as many as make 1 MB
   */
  public SegmentPages(
      DynamoDbClient client,
      TableScan scan,
      int segment,
      int totalSegments,
      PagePermits permits,
      int itemLimit) {
    this(client, scan, segment, totalSegments, permits, itemLimit, new PageBuffers(), null);
  }

  /**
   * Creates an iterator that begins at a key.
   *
   * @param buffers the arrays for pages; a consumer that is done with a page may return its array
   * @param startKey the key after which to begin; null: at the segment's beginning
   */
  SegmentPages(
      DynamoDbClient client,
      TableScan scan,
      int segment,
      int totalSegments,
      PagePermits permits,
      int itemLimit,
      PageBuffers buffers,
      @Nullable Map<String, AttributeValue> startKey) {
    this.client = client;
    this.scan = scan;
    this.segment = segment;
    this.totalSegments = totalSegments;
    this.permits = permits;
    this.itemLimit = itemLimit;
    this.buffers = buffers;
    this.startKey = startKey;
  }

  @Override
  public boolean hasNext() {
    return !done;
  }

  /** Sets the largest number of items on the pages that follow; 0: as many as make 1 MB. */
  void limitPages(int items) {
    itemLimit = items;
  }

  /**
   * @throws ResourceUnavailableException if the table cannot be read, or a page is still throttled or damaged after all
   *     retries
   * @throws dev.sluice.failure.BudgetExhaustedException if a budget or a deadline is reached
   */
  @Override
  public Page next() {
    try {
      return fetch();
    } catch (AbortedException cancelled) {
      throw cancelled;
    } catch (SdkException e) {
      throw id().unusable("cannot be read: " + e.getMessage(), e);
    }
  }

  private PageId id() {
    return new PageId(scan.table(), segment, totalSegments, pages);
  }

  private Page fetch() {
    if (done) {
      throw new NoSuchElementException("segment " + segment + " has no more pages");
    }
    ItemsInterceptor.Items items = new ItemsInterceptor.Items(buffers);
    PageCall call = new PageCall(client, scan, segment, totalSegments);
    try (PageAttempts attempts = new PageAttempts(permits, itemLimit, backoff)) {
      PageCall.Answer answer =
          attempts.translated("table " + scan.table(), () -> call.ask(items, startKey, attempts));
      double units = attempts.succeeded(answer.units(), answer.scanned());
      Page page = new Page(
          id(),
          items.reader(),
          answer.count(),
          answer.scanned(),
          units,
          attempts.stats(),
          answer.startKey());
      log(page, items.bytes());
      checkCounts(page);
      startKey = page.next();
      done = startKey.isEmpty();
      pages++;
      return page;
    }
  }

  /** Logs counts only: items and keys are data. */
  private static void log(Page page, int bytes) {
    LOG.debug(
        "Table {}: segment {} of {}, page {}: {} items, {} scanned, {} bytes, {} read units,"
            + " {} ms waited, {} requests retried, {} throttled",
        page.id().table(),
        page.id().segment(),
        page.id().segments(),
        page.id().page(),
        page.count(),
        page.scanned(),
        bytes,
        page.consumedReadUnits(),
        page.requests().waitedMillis(),
        page.requests().retried(),
        page.requests().throttled());
  }

  /** Checks the counts that the number of items cannot confirm. {@link ItemCursor} checks that number. */
  private void checkCounts(Page page) {
    if (scan.selection().countOnly() && page.count() == Page.UNKNOWN_COUNT) {
      throw page.id().unusable("has no count", null);
    }
    if (page.scanned() < page.count()) {
      throw page.id()
          .unusable("counts %d items of %d scanned".formatted(page.count(), page.scanned()), null);
    }
  }
}
