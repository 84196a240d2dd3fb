package dev.sluice.source;

import dev.sluice.decode.RowDecoder;
import dev.sluice.failure.Unusable;
import dev.sluice.scan.Page;
import dev.sluice.scan.RangePages;
import dev.sluice.scan.SegmentRange;
import dev.sluice.scan.TableScan;
import dev.sluice.wire.UnreadableItem;
import dev.sluice.wire.Wire;
import dev.sluice.wire.WireException;
import java.util.Objects;
import java.util.function.Supplier;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** Reads a range of segments, page by page, item by item. */
final class SegmentReader implements PartitionReader<InternalRow> {
  private final TableScan scan;
  private final SegmentRange segments;
  private final Expiry expiry;
  private final ScanTally tally;
  private final RowDecoder decoder;
  private final RangePages pages;
  private @Nullable Page page;
  private boolean inItems;
  private @Nullable InternalRow row;

  SegmentReader(
      TableScan scan, SegmentRange segments, StructType columns, Expiry expiry, ScanTally tally) {
    this.scan = scan;
    this.segments = segments;
    this.expiry = expiry;
    this.tally = tally;
    this.decoder = new RowDecoder(columns);
    this.pages = new RangePages(scan, segments);
  }

  @Override
  public boolean next() {
    row = null;
    while (row == null && (inItems || nextPage())) {
      row = readItem();
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
  public void close() {
    pages.close();
  }

  /** Goes to the next page that has items; false where there is none. */
  private boolean nextPage() {
    while (pages.hasNext()) {
      Page next = pages.next();
      page = next;
      tally.addPage(next.consumedReadUnits());
      tally.addScanned(next.scanned() - next.count());
      inItems = checked(next, () -> next.items().open('['));
      if (inItems) {
        return true;
      }
    }
    return false;
  }

  /** Null where the item is not to be had: expired or unreadable. */
  private @Nullable InternalRow readItem() {
    Page current = Objects.requireNonNull(page);
    return checked(current, () -> {
      Wire in = current.items();
      int start = in.position();
      tally.addItem();
      InternalRow item = read(in, start);
      inItems = in.more(']');
      if (!inItems) {
        in.end();
      }
      return item;
    });
  }

  private @Nullable InternalRow read(Wire in, int start) {
    try {
      if (expiry.isExpired(in)) {
        in.skip();
        tally.addExpired();
        return null;
      }
      return decoder.decode(in);
    } catch (UnreadableItem e) {
      in.rewind(start);
      in.skip();
      tally.addReject(in.since(start), String.valueOf(e.getMessage()));
      return null;
    }
  }

  private <T> T checked(Page current, Supplier<T> step) {
    try {
      return step.get();
    } catch (WireException e) {
      throw new Unusable(
          "table %s: page %d of segment %d of %d is no DynamoDB JSON: %s"
              .formatted(
                  scan.table(),
                  current.number(),
                  current.segment(),
                  segments.total(),
                  e.getMessage()),
          "Start again with the same run id; if it stays, report it with this line.",
          e);
    }
  }
}
