package dev.sluice.schema;

import dev.sluice.capacity.PageTurns;
import dev.sluice.decode.ItemCheck;
import dev.sluice.scan.ItemCursor;
import dev.sluice.scan.Page;
import dev.sluice.scan.ScanClients;
import dev.sluice.scan.SegmentPages;
import dev.sluice.scan.TableScan;
import dev.sluice.table.TableDescription;
import dev.sluice.wire.UnreadableItem;
import dev.sluice.wire.Wire;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Looks at a sample of a table, spread evenly over many segments: items that lie together were often written together,
 * and the newest attributes may be in a corner that one page never sees.
 */
public final class Discovery {
  private static final int SEGMENTS = 16;

  /** Empty pages at a segment's start are possible; more than a few are not worth their read units. */
  private static final int PAGES_A_SEGMENT = 4;

  private final TableScan scan;
  private final TypeTally items = new TypeTally();
  private long sampled;
  private boolean whole = true;
  private double consumed;

  private Discovery(TableScan scan) {
    this.scan = scan;
  }

  /**
   * Reads the sample.
   *
   * @param sampleItems about how many items to look at
   * @param declared columns that the sample does not decide
   * @throws dev.sluice.failure.Unusable where the table cannot be read
   */
  public static Discovered discover(
      TableScan scan,
      TableDescription table,
      int sampleItems,
      Numbers numbers,
      DeclaredColumns declared) {
    Discovery discovery = new Discovery(scan);
    discovery.sample(sampleItems);
    return new Discovered(
        new Columns(numbers, declared).of(table.keys(), discovery.items.members()),
        discovery.items.members(),
        discovery.sampled,
        discovery.whole,
        discovery.consumed);
  }

  private void sample(int sampleItems) {
    DynamoDbClient client = ScanClients.shared(scan.aws());
    PageTurns turns = new PageTurns(scan.capacity());
    int share = Math.max(1, (sampleItems + SEGMENTS - 1) / SEGMENTS);
    for (int segment = 0; segment < SEGMENTS; segment++) {
      sample(new SegmentPages(client, scan, segment, SEGMENTS, turns, share), share);
    }
  }

  private void sample(SegmentPages pages, int share) {
    int seen = 0;
    for (int i = 0; i < PAGES_A_SEGMENT && seen < share && pages.hasNext(); i++) {
      Page page = pages.next();
      consumed += page.consumedReadUnits();
      for (ItemCursor cursor = new ItemCursor(page); cursor.hasNext(); seen++) {
        cursor.next(this::add);
      }
    }
    sampled += seen;
    whole &= !pages.hasNext();
  }

  /** An item that cannot be read tells nothing; the scan will reject and count it. */
  private boolean add(Wire in) {
    int start = in.position();
    try {
      ItemCheck.item(in);
      in.rewind(start);
      items.addMembers(in);
      return true;
    } catch (UnreadableItem e) {
      in.rewind(start);
      in.skip();
      return false;
    }
  }
}
