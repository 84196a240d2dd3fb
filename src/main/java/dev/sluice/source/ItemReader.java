package dev.sluice.source;

import dev.sluice.access.Expiry;
import dev.sluice.scan.ItemCursor;
import dev.sluice.scan.Page;
import dev.sluice.scan.PageSource;
import dev.sluice.wire.DynamoJsonReader;
import dev.sluice.wire.UnreadableItemException;
import java.util.function.Function;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.jspecify.annotations.Nullable;

/** Reads the items of one task, page by page. */
final class ItemReader implements PartitionReader<InternalRow> {
  private final Expiry expiry;
  private final @Nullable SeenKeys seen;
  private final @Nullable KeyFilter filter;
  private final ScanTally tally;
  private final Function<DynamoJsonReader, @Nullable InternalRow> decoder;
  private final PageSource pages;
  private final Function<DynamoJsonReader, @Nullable InternalRow> read = this::read;
  private @Nullable ItemCursor items;
  private @Nullable InternalRow row;

  /**
   * @param decoder decodes an item; null: it is left out, and counted
   * @param seen the items found so far, which are left out; null: none can be found twice
   */
  ItemReader(
      PageSource pages,
      Function<DynamoJsonReader, @Nullable InternalRow> decoder,
      Expiry expiry,
      @Nullable SeenKeys seen,
      ScanTally tally) {
    this(pages, decoder, expiry, seen, tally, null);
  }

  /** @param filter leaves out items by their keys; null: none */
  ItemReader(
      PageSource pages,
      Function<DynamoJsonReader, @Nullable InternalRow> decoder,
      Expiry expiry,
      @Nullable SeenKeys seen,
      ScanTally tally,
      @Nullable KeyFilter filter) {
    this.expiry = expiry;
    this.seen = seen;
    this.tally = tally;
    this.filter = filter;
    this.decoder = decoder;
    this.pages = pages;
  }

  @Override
  public boolean next() {
    row = null;
    boolean more = true;
    while (row == null && more) {
      more = readItem();
    }
    return row != null;
  }

  @Override
  public InternalRow get() {
    if (row == null) {
      throw new IllegalStateException("no row: next() was not called, or returned false");
    }
    return row;
  }

  @Override
  public CustomTaskMetric[] currentMetricsValues() {
    return tally.metrics();
  }

  @Override
  public void close() {
    pages.close();
  }

  /** Reads the next item, from the next page that has one. Returns false if there is none. */
  private boolean readItem() {
    while (items == null || !items.hasNext()) {
      if (!hasMorePages()) {
        return false;
      }
      turnPage();
      Page page = pages.next();
      tally.addPage(page);
      tally.addScanned(page.removed());
      items = new ItemCursor(page);
    }
    row = items.next(read);
    return true;
  }

  /** Returns whether there is another page. If there is none, or the read stops, all earlier pages count as read. */
  private boolean hasMorePages() {
    boolean more = false;
    try {
      more = pages.hasNext();
    } finally {
      if (!more) {
        turnPage();
      }
    }
    if (!more) {
      tally.turnPage(pages.position());
    }
    return more;
  }

  /**
   * Marks the pages so far as read. Not done if items may be found twice, because a resumed reader would not know them.
   */
  private void turnPage() {
    if (seen == null) {
      tally.turnPage(pages.position());
    }
  }

  /** Decodes an item. Returns null if it was found before, is filtered, has expired, or cannot be read. */
  private @Nullable InternalRow read(DynamoJsonReader in) {
    int start = in.position();
    tally.addItem();
    try {
      if (seen != null && seen.isRepeated(in)) {
        in.skip();
        tally.addRepeated();
        return null;
      }
      if (filter != null && !filter.passes(in)) {
        in.skip();
        tally.addFiltered();
        return null;
      }
      if (expiry.isExpired(in)) {
        in.skip();
        tally.addExpired();
        return null;
      }
      return decoder.apply(in);
    } catch (UnreadableItemException e) {
      in.rewind(start);
      in.skip();
      // rejects are kept one per line; JSON strings contain no line breaks
      String item = in.since(start).replaceAll("[\r\n]", " ");
      tally.addReject(item, String.valueOf(e.getMessage()));
      return null;
    }
  }
}
