package dev.sluice.scan;

import dev.sluice.capacity.PagePermits;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Fetches the pages of one Query, each when it is asked for, so that a reader that stops early pays for no page that it
 * does not read. If the first page is not enough, each further one has at most as many items as all before it, so no
 * more than twice as many items are read as must be. Not thread-safe.
 */
public final class QueryPages implements PageSource {
  /** The number of items from which on a page is as large as DynamoDB makes it. */
  private static final int LARGE_PAGE = 1 << 14;

  private final PageBuffers buffers = new PageBuffers();
  private final SegmentPages pages;
  private final int firstItems;
  private int scanned;
  private @Nullable Page current;

  /**
   * @param scan its selection says how many items the first page has at most
   * @param query the number of the Query in the selection
   * @param permits those of the task
   */
  public QueryPages(TableScan scan, int query, PagePermits permits) {
    Selection selection = scan.selection();
    this.firstItems = selection.pageItems();
    this.pages = new SegmentPages(
        ScanClients.shared(scan.aws()),
        scan,
        query,
        selection.queries().size(),
        permits,
        firstItems,
        buffers,
        null);
  }

  @Override
  public boolean hasNext() {
    return pages.hasNext();
  }

  @Override
  public Page next() {
    if (!hasNext()) {
      throw new NoSuchElementException("no more pages of the Query");
    }
    if (current != null) {
      buffers.give(current.items().buffer());
      pages.limitPages(scanned >= LARGE_PAGE ? 0 : Math.max(firstItems, scanned));
    }
    Page page = pages.next();
    scanned += page.scanned();
    current = page;
    return page;
  }

  /** Returns the beginning: the Query is not resumed. */
  @Override
  public String position() {
    return START;
  }

  @Override
  public void close() {}
}
