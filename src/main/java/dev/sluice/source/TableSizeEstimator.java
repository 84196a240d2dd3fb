package dev.sluice.source;

import dev.sluice.capacity.PagePermits;
import dev.sluice.capacity.ReadUnitSize;
import dev.sluice.scan.ItemCursor;
import dev.sluice.scan.Page;
import dev.sluice.scan.ScanClients;
import dev.sluice.scan.SegmentPages;
import dev.sluice.scan.TableScan;
import dev.sluice.wire.DynamoJsonReader;
import java.util.Locale;
import java.util.Optional;

/**
 * Counts a part of a table of which DynamoDB tells no size: the items of a few Scan segments out of so many. Segments are
 * equal parts of the keys' hashes, so that as many times more items are to be expected. It begins with the smallest
 * segments there are and takes larger ones until it has seen enough.
 *
 * @param segments the table was cut into
 * @param looked at so many of them
 * @param items that those looked at have
 * @param units that reading them took, eventually consistent
 * @param complete whether every segment was read to its end; else it has more items than that
 * @param spent units that all of it took
 */
record TableSizeEstimator(
    int segments, int looked, long items, double units, int pages, boolean complete, double spent) {
  private static final int LOOKED_AT = 16;
  private static final int FINEST = 1 << 18;
  private static final int STEP = 4;

  /** What rounding up adds to a page's units, on average. */
  private static final double ROUNDED_UP = 0.25;

  /**
   * When it ends.
   *
   * @param items so many are enough
   * @param units likewise, eventually consistent
   * @param pages a segment of more is not read to its end
   * @param pageItems that a page has at most; 0: as many as make 1 MB
   * @param mostUnits when they are spent no further page is asked for
   */
  private record Extent(int items, double units, int pages, int pageItems, double mostUnits) {}

  /** Fewer items, or units, would say too little: 1 / √500 is 4.5 %, and what is read is rounded up to half a unit. */
  private static Extent fine(double mostUnits) {
    return new Extent(500, 128, 8, 0, mostUnits);
  }

  /** 1 / √32 is 18 %. */
  private static Extent rough(double mostUnits) {
    return new Extent(32, 0, 1, 32, mostUnits);
  }

  /** A count to tell costs by. Empty where a segment has no end in sight, or half of the budget that is left is too little. */
  static Optional<TableSizeEstimator> fine(TableHandle handle) {
    return Optional.of(count(handle, fine(handle.unitsLeft() / 2)))
        .filter(TableSizeEstimator::complete);
  }

  /** A count to cut the table by. Ends at 128 read units, or at a fourth of what is left of the budget, or a page later. */
  static TableSizeEstimator rough(TableHandle handle) {
    return count(handle, rough(Math.min(128, handle.unitsLeft() / 4)));
  }

  private static TableSizeEstimator count(TableHandle handle, Extent extent) {
    double factor = handle.options().consistentRead() ? 2 : 1;
    double spent = 0;
    for (int segments = FINEST; ; segments /= STEP) {
      Count count = new Count(handle, segments, extent, spent);
      spent += count.units;
      double units = count.units / factor;
      boolean enough = count.items >= extent.items && units >= extent.units;
      if (enough || !count.complete || segments == LOOKED_AT) {
        return new TableSizeEstimator(
            segments, count.looked, count.items, units, count.pages, count.complete, spent);
      }
    }
  }

  /** Items that the whole table is expected to have. */
  double allItems() {
    return items * times();
  }

  private double times() {
    return (double) segments / Math.max(1, looked);
  }

  TableSize size(double keysAnItem) {
    return new TableSize(
        allItems(),
        Math.max(0, units - ROUNDED_UP * pages) * times() * ReadUnitSize.EVENTUAL_BYTES,
        allItems() * keysAnItem,
        String.format(
            Locale.ROOT,
            "DynamoDB tells no size that fits: %,d items in %d of %,d segments were counted, about %,.0f in all",
            items,
            looked,
            segments,
            allItems()),
        spent);
  }

  /** Some segments, evenly spread. */
  private static final class Count {
    private final Extent extent;
    private final double before;
    private int looked;
    private long items;
    private double units;
    private int pages;
    private boolean complete = true;

    /**
     * @param before units spent on others before it
     */
    Count(TableHandle handle, int segments, Extent extent, double before) {
      this.extent = extent;
      this.before = before;
      TableScan scan = handle.sampling();
      PagePermits turns = new PagePermits(scan.capacity());
      for (int i = 0; i < LOOKED_AT; i++) {
        int segment = (int) ((i + 0.5) * segments / LOOKED_AT);
        add(new SegmentPages(
            ScanClients.shared(scan.aws()), scan, segment, segments, turns, extent.pageItems));
      }
    }

    private void add(SegmentPages segment) {
      looked += hasUnits() ? 1 : 0;
      for (int i = 0; i < extent.pages && segment.hasNext() && hasUnits(); i++) {
        Page page = segment.next();
        units += page.consumedReadUnits();
        pages += page.scanned() == 0 ? 0 : 1;
        for (ItemCursor cursor = new ItemCursor(page); cursor.hasNext(); items++) {
          cursor.next(Count::skipped);
        }
      }
      complete &= !segment.hasNext();
    }

    private boolean hasUnits() {
      return before + units < extent.mostUnits;
    }

    private static boolean skipped(DynamoJsonReader in) {
      in.skip();
      return true;
    }
  }
}
