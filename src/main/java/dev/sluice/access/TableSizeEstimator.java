package dev.sluice.access;

import dev.sluice.capacity.PagePermits;
import dev.sluice.capacity.ReadUnitSize;
import dev.sluice.scan.ItemCursor;
import dev.sluice.scan.Page;
import dev.sluice.scan.ScanClients;
import dev.sluice.scan.SegmentPages;
import dev.sluice.scan.TableScan;
import dev.sluice.wire.DynamoJsonReader;
import java.util.Optional;

/**
 * Estimates the size of a table from a part of it: the items of a few Scan segments. Used if DynamoDB gives no usable
 * size. Segments are equal parts of the range of key hashes, so the count is extrapolated by their number. Begins with
 * the smallest possible segments, and takes larger ones until it has seen enough.
 *
 * @param segments the number of all segments
 * @param looked the number of segments read
 * @param items the number of items in the segments read
 * @param units their read units, eventually consistent
 * @param pages the number of their pages that had items
 * @param complete whether every segment was read to its end; otherwise it has more items
 * @param spent read units consumed by the estimate
 */
record TableSizeEstimator(
    int segments, int looked, long items, double units, int pages, boolean complete, double spent) {
  private static final int SEGMENTS_READ = 16;
  private static final int MAX_SEGMENTS = 1 << 18;
  private static final int STEP = 4;

  /** The read units that rounding up adds to a page on average. */
  private static final double ROUNDED_UP = 0.25;

  /**
   * The conditions under which an estimate ends.
   *
   * @param items enough items
   * @param units enough read units, eventually consistent
   * @param pages the largest number of pages of one segment
   * @param pageItems the largest number of items on a page; 0: as many as make 1 MB
   * @param maxUnits read units after which no further page is fetched
   */
  private record Extent(int items, double units, int pages, int pageItems, double maxUnits) {}

  /**
   * Returns the extent of a close estimate. Fewer items or units would be too inaccurate: 1 / √500 is 4.5 %, and each
   * page is rounded up to half a unit.
   */
  private static Extent fine(double maxUnits) {
    return new Extent(500, 128, 8, 0, maxUnits);
  }

  /** Returns the extent of a rough estimate: 1 / √32 is 18 %. */
  private static Extent rough(double maxUnits) {
    return new Extent(32, 0, 1, 32, maxUnits);
  }

  /**
   * Counts closely, to estimate costs. Empty if a segment is too long, or half of the remaining budget is not enough.
   */
  static Optional<TableSizeEstimator> fine(TableProbe probe) {
    return Optional.of(count(probe, fine(probe.unitsLeft() / 2)))
        .filter(TableSizeEstimator::complete);
  }

  /**
   * Counts roughly, to divide the table into chunks. Stops at 128 read units or at a fourth of the remaining budget, or
   * one page later.
   */
  static TableSizeEstimator rough(TableProbe probe) {
    return count(probe, rough(Math.min(128, probe.unitsLeft() / 4)));
  }

  private static TableSizeEstimator count(TableProbe probe, Extent extent) {
    double factor = probe.settings().consistentRead() ? 2 : 1;
    double spent = 0;
    for (int segments = MAX_SEGMENTS; ; segments /= STEP) {
      Count count = new Count(probe, segments, extent, spent);
      spent += count.units;
      double units = count.units / factor;
      boolean enough = count.items >= extent.items && units >= extent.units;
      if (enough || !count.complete || segments == SEGMENTS_READ) {
        return new TableSizeEstimator(
            segments, count.looked, count.items, units, count.pages, count.complete, spent);
      }
    }
  }

  /** Returns the expected number of items of the whole table. */
  double allItems() {
    return items * times();
  }

  private double times() {
    return (double) segments / Math.max(1, looked);
  }

  /** Returns the expected bytes of the whole table. */
  double allBytes() {
    return Math.max(0, units - ROUNDED_UP * pages) * times() * ReadUnitSize.EVENTUAL_BYTES;
  }

  /** The count over some evenly spread segments. */
  private static final class Count {
    private final Extent extent;
    private final double before;
    private int looked;
    private long items;
    private double units;
    private int pages;
    private boolean complete = true;

    /** @param before read units spent on earlier counts */
    Count(TableProbe probe, int segments, Extent extent, double before) {
      this.extent = extent;
      this.before = before;
      TableScan scan = probe.sampling();
      PagePermits permits = new PagePermits(scan.capacity());
      for (int i = 0; i < SEGMENTS_READ; i++) {
        int segment = (int) ((i + 0.5) * segments / SEGMENTS_READ);
        add(new SegmentPages(
            ScanClients.shared(scan.aws()), scan, segment, segments, permits, extent.pageItems));
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
      return before + units < extent.maxUnits;
    }

    private static boolean skipped(DynamoJsonReader in) {
      in.skip();
      return true;
    }
  }
}
