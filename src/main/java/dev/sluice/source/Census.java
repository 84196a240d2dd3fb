package dev.sluice.source;

import dev.sluice.capacity.PageTurns;
import dev.sluice.scan.ItemCursor;
import dev.sluice.scan.Page;
import dev.sluice.scan.ScanClients;
import dev.sluice.scan.SegmentPages;
import dev.sluice.scan.TableScan;
import dev.sluice.wire.Wire;
import java.util.Locale;
import java.util.Optional;

/**
 * Counts a part of a table of which DynamoDB tells no size: all items of a few Scan segments out of so many. Segments are
 * equal parts of the keys' hashes, so that as many times more items are to be expected. It begins with the smallest
 * segments there are and takes larger ones until it has seen enough.
 *
 * @param segments the table was cut into
 * @param items that those looked at have
 * @param units that reading them took, eventually consistent
 * @param spent units that all of it took
 */
record Census(int segments, long items, double units, int pages, double spent) {
  private static final int LOOKED_AT = 16;
  private static final int FINEST = 1 << 18;
  private static final int STEP = 4;

  /** Fewer items, or units, say too little: 1 / √500 is 4.5 %, and what is read is rounded up to half a unit. */
  private static final int ENOUGH_ITEMS = 500;

  private static final double ENOUGH_UNITS = 128;

  /** A segment of more pages is not read to its end. */
  private static final int MOST_PAGES = 8;

  /** What rounding up adds to a page's units, on average. */
  private static final double ROUNDED_UP = 0.25;

  /** Empty where a segment has no end in sight. */
  static Optional<Census> of(TableHandle handle) {
    double spent = 0;
    for (int segments = FINEST; segments >= LOOKED_AT; segments /= STEP) {
      Count count = new Count(handle, segments);
      if (!count.finished) {
        return Optional.empty();
      }
      spent += count.units;
      boolean enough = count.items >= ENOUGH_ITEMS && count.units >= ENOUGH_UNITS;
      if (enough || segments == LOOKED_AT) {
        double factor = handle.options().consistentRead() ? 2 : 1;
        return Optional.of(
            new Census(segments, count.items, count.units / factor, count.pages, spent));
      }
    }
    return Optional.empty();
  }

  TableSize size(double keysAnItem) {
    double times = (double) segments / LOOKED_AT;
    double all = items * times;
    return new TableSize(
        all,
        Math.max(0, units - ROUNDED_UP * pages) * times * TableSize.BYTES_A_UNIT,
        all * keysAnItem,
        String.format(
            Locale.ROOT,
            "DynamoDB tells no size that fits: %,d items in %d of %,d segments were counted, about %,.0f in all",
            items,
            LOOKED_AT,
            segments,
            all),
        spent);
  }

  /** Some segments, evenly spread, read to their ends. */
  private static final class Count {
    private long items;
    private double units;
    private int pages;
    private boolean finished = true;

    Count(TableHandle handle, int segments) {
      TableScan scan = handle.sampling();
      PageTurns turns = new PageTurns(scan.capacity());
      for (int i = 0; i < LOOKED_AT; i++) {
        int segment = (int) ((i + 0.5) * segments / LOOKED_AT);
        add(new SegmentPages(ScanClients.shared(scan.aws()), scan, segment, segments, turns, 0));
      }
    }

    private void add(SegmentPages segment) {
      for (int i = 0; i < MOST_PAGES && segment.hasNext(); i++) {
        Page page = segment.next();
        units += page.consumedReadUnits();
        pages += page.scanned() == 0 ? 0 : 1;
        for (ItemCursor cursor = new ItemCursor(page); cursor.hasNext(); items++) {
          cursor.next(Count::skipped);
        }
      }
      finished &= !segment.hasNext();
    }

    private static boolean skipped(Wire in) {
      in.skip();
      return true;
    }
  }
}
