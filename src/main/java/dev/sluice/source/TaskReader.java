package dev.sluice.source;

import dev.sluice.failure.MalformedItemException;
import dev.sluice.scan.ItemCursor;
import dev.sluice.scan.Page;
import dev.sluice.scan.PageSource;
import dev.sluice.schema.ParseOptions;
import dev.sluice.wire.DynamoJsonReader;
import dev.sluice.wire.UnreadableItemException;
import java.util.function.Function;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.jspecify.annotations.Nullable;

/** Reads the items of one task, page by page. Not thread-safe. */
abstract class TaskReader<T> implements PartitionReader<T> {
  private final TaskItems task;
  private final PageSource pages;
  private final ScanTally tally;
  private final Function<DynamoJsonReader, Boolean> read = this::read;
  private @Nullable ItemCursor items;

  TaskReader(TaskItems task) {
    this.task = task;
    this.pages = task.pages();
    this.tally = task.tally();
  }

  /**
   * Decodes an item that is not left out. Returns false if it gives no row.
   *
   * @throws UnreadableItemException if it is not an item; it is then counted and kept as rejected
   */
  abstract boolean decode(DynamoJsonReader in);

  /** Returns whether there is another item, on this page or a later one. */
  final boolean hasItem() {
    while (!hasItemOnPage()) {
      if (!hasMorePages()) {
        return false;
      }
      turnPage();
      Page page = pages.next();
      tally.addPage(page);
      tally.addScanned(page.removed());
      items = new ItemCursor(page);
    }
    return true;
  }

  final boolean hasItemOnPage() {
    return items != null && items.hasNext();
  }

  /** Reads the next item of the page. Returns false if it gives no row. */
  final boolean readItem() {
    if (items == null) {
      throw new IllegalStateException("no page");
    }
    return items.next(read);
  }

  @Override
  public final CustomTaskMetric[] currentMetricsValues() {
    return tally.metrics();
  }

  @Override
  public final void close() {
    pages.close();
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
    if (task.seen() == null) {
      tally.turnPage(pages.position());
    }
  }

  /** Decodes an item. Returns false if it was found before, is filtered, has expired, or cannot be read. */
  private boolean read(DynamoJsonReader in) {
    int start = in.position();
    tally.addItem();
    try {
      if (isLeftOut(in)) {
        in.skip();
        return false;
      }
      return decode(in);
    } catch (UnreadableItemException e) {
      in.rewind(start);
      in.skip();
      // rejects are kept one per line; JSON strings contain no line breaks
      String item = in.since(start).replaceAll("[\r\n]", " ");
      leaveOut(item, e);
      return false;
    }
  }

  private void leaveOut(String item, UnreadableItemException e) {
    switch (task.unreadable()) {
      case CHANGE -> throw new UndecodableChangeException(item, e);
      case REFUSED -> throw refused(e);
      case REJECTED -> tally.addReject(item, String.valueOf(e.getMessage()));
    }
  }

  /** Names the place and not the key, which may be what cannot be decoded. */
  private MalformedItemException refused(UnreadableItemException cause) {
    String remedy = "Put the item again; or let " + ParseOptions.MODE
        + " = DROPMALFORMED leave such items out, and count them as rejected.";
    String place = items == null ? "" : items.place() + ": ";
    return new MalformedItemException(
        place + "is no DynamoDB item: " + cause.getMessage() + ". " + remedy, remedy);
  }

  /** Returns whether an item is not wanted, and counts it then. The reader stays before the item. */
  private boolean isLeftOut(DynamoJsonReader in) {
    if (task.seen() != null && task.seen().isRepeated(in)) {
      tally.addRepeated();
      return true;
    }
    if (task.filter() != null && !task.filter().passes(in)) {
      tally.addFiltered();
      return true;
    }
    if (task.expiry().isExpired(in)) {
      tally.addExpired();
      return true;
    }
    return false;
  }
}
