package dev.sluice.scan;

import dev.sluice.capacity.PagePermits;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Fetches the pages of one Query, each when it is asked for, so that a reader that stops early pays for no page that it
 * does not read. Each page has up to twice as many items as the one before. Not thread-safe.
 */
public final class QueryPages implements PageSource {
  private final PageBuffers buffers = new PageBuffers();
  private final SegmentPages pages;
  private @Nullable Page current;

  /**
   * @param query the number of the Query in the selection
   * @param permits those of the task
   */
  public QueryPages(TableScan scan, int query, PagePermits permits) {
    this.pages = new SegmentPages(
        ScanClients.shared(scan.aws()),
        scan,
        query,
        scan.selection().queries().size(),
        permits,
        scan.selection().pageItems(),
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
      pages.growPages();
    }
    current = pages.next();
    return current;
  }

  /** Returns the beginning: the Query is not resumed. */
  @Override
  public String position() {
    return START;
  }

  @Override
  public void close() {}
}
