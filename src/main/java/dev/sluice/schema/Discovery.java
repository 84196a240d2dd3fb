package dev.sluice.schema;

import dev.sluice.capacity.PagePermits;
import dev.sluice.decode.EntityDiscriminator;
import dev.sluice.decode.ItemCheck;
import dev.sluice.scan.ItemCursor;
import dev.sluice.scan.Page;
import dev.sluice.scan.ScanClients;
import dev.sluice.scan.SegmentPages;
import dev.sluice.scan.TableScan;
import dev.sluice.table.TableDescription;
import dev.sluice.wire.DynamoJsonReader;
import dev.sluice.wire.UnreadableItemException;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Looks at a sample of a table, spread evenly over many segments: items that lie together were often written together,
 * and the newest attributes may be in a corner that one page never sees.
 */
public final class Discovery {
  /** Empty pages at a segment's start are possible; more than a few are not worth their read units. */
  private static final int PAGES_A_SEGMENT = 4;

  /** Of an item; less is not worth counting. */
  private static final double MIN_UNITS = 1e-3;

  private final TableScan scan;
  private final ItemVisitor watch;
  private final TypeTally items = new TypeTally();
  private final @Nullable EntityDiscriminator entityBy;
  private final @Nullable EntityDiscriminator counted;
  private final Map<String, Kind> kinds = new TreeMap<>();
  private final Map<String, Long> counts = new TreeMap<>();
  private long sampled;
  private boolean whole = true;
  private double consumed;

  private Discovery(
      TableScan scan,
      @Nullable EntityDiscriminator entityBy,
      @Nullable EntityDiscriminator counted,
      ItemVisitor watch) {
    this.scan = scan;
    this.watch = watch;
    this.entityBy = entityBy;
    this.counted = counted;
  }

  /** What was seen of one kind of item. */
  private static final class Kind {
    private final TypeTally items = new TypeTally();
    private long sampled;
  }

  /**
   * Reads the sample.
   *
   * @param sampleItems about how many items to look at
   * @param declared columns that the sample does not decide
   * @throws dev.sluice.failure.ResourceUnavailableException where the table cannot be read
   */
  public static Discovered discover(
      TableScan scan,
      TableDescription table,
      int sampleItems,
      NumberMapping numbers,
      DeclaredColumns declared) {
    return discover(
        scan,
        table,
        sampleItems,
        Double.POSITIVE_INFINITY,
        numbers,
        declared,
        null,
        null,
        ItemVisitor.NONE);
  }

  /**
   * Likewise, of each kind of item too.
   *
   * @param mostUnits read units that it may take, more only by what its last page does
   * @param entityBy tells them apart; null: they are not told apart
   * @param counted an attribute whose values are counted; null: none
   * @param watch sees every item too
   */
  public static Discovered discover(
      TableScan scan,
      TableDescription table,
      int sampleItems,
      double mostUnits,
      NumberMapping numbers,
      DeclaredColumns declared,
      @Nullable EntityDiscriminator entityBy,
      @Nullable String counted,
      ItemVisitor watch) {
    Discovery discovery = new Discovery(
        scan, entityBy, counted == null ? null : new EntityDiscriminator(counted, null), watch);
    discovery.sample(sampleItems, mostUnits);
    Function<TypeTally, StructType> columns =
        seen -> new Columns(numbers, declared).of(table.keys(), seen.members());
    return new Discovered(
        columns.apply(discovery.items),
        discovery.items.members(),
        discovery.sampled,
        discovery.whole,
        discovery.consumed,
        discovery.counts,
        discovery.entities(columns));
  }

  private Map<String, Discovered.Entity> entities(Function<TypeTally, StructType> columns) {
    Map<String, Discovered.Entity> entities = new TreeMap<>();
    kinds.forEach((name, kind) -> entities.put(
        name,
        new Discovered.Entity(columns.apply(kind.items), kind.items.members(), kind.sampled)));
    return entities;
  }

  private void sample(int sampleItems, double mostUnits) {
    DynamoDbClient client = ScanClients.shared(scan.aws());
    PagePermits turns = new PagePermits(scan.capacity());
    int share = Math.max(1, (sampleItems + Discovered.SEGMENTS - 1) / Discovered.SEGMENTS);
    for (int segment = 0; segment < Discovered.SEGMENTS; segment++) {
      int wanted = Math.min(share, affordable(mostUnits, Discovered.SEGMENTS - segment));
      if (wanted > 0) {
        SegmentPages pages =
            new SegmentPages(client, scan, segment, Discovered.SEGMENTS, turns, wanted);
        sample(pages, wanted, mostUnits);
      } else {
        whole = false;
      }
    }
  }

  /** Items of each segment to come, by what those so far have cost, or a unit each; one at least of the first. */
  private int affordable(double mostUnits, int segmentsLeft) {
    double each = sampled == 0 ? 1 : Math.max(consumed / sampled, MIN_UNITS);
    int items = (int) ((mostUnits - consumed) / each / segmentsLeft);
    return consumed == 0 ? Math.max(1, items) : items;
  }

  private void sample(SegmentPages pages, int share, double mostUnits) {
    int seen = 0;
    for (int i = 0; i < PAGES_A_SEGMENT && seen < share && pages.hasNext(); i++) {
      if (i > 0 && consumed >= mostUnits) {
        break;
      }
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
  private boolean add(DynamoJsonReader in) {
    int start = in.position();
    try {
      ItemCheck.item(in);
      in.rewind(start);
      if (entityBy != null) {
        Kind kind = kinds.computeIfAbsent(entityBy.of(in), name -> new Kind());
        kind.sampled++;
        kind.items.addMembers(in);
        in.rewind(start);
      }
      if (counted != null) {
        counts.merge(counted.of(in), 1L, Long::sum);
      }
      watch.see(in);
      in.rewind(start);
      items.addMembers(in);
      return true;
    } catch (UnreadableItemException e) {
      in.rewind(start);
      in.skip();
      return false;
    }
  }
}
