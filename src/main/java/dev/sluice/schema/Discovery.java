package dev.sluice.schema;

import dev.sluice.decode.EntityDiscriminator;
import dev.sluice.decode.ItemCheck;
import dev.sluice.scan.ItemCursor;
import dev.sluice.scan.Page;
import dev.sluice.scan.SampleParts;
import dev.sluice.scan.SampleSegments;
import dev.sluice.scan.TableScan;
import dev.sluice.table.TableDescription;
import dev.sluice.wire.DynamoJsonReader;
import dev.sluice.wire.UnreadableItemException;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Reads a sample of a table, spread evenly over many segments, or files of its export. Neighbouring items were often written together, so a
 * single page might not contain the newest attributes.
 */
public final class Discovery {
  /** The smallest cost of an item, in read units. */
  private static final double MIN_UNITS = 1e-3;

  private final SampleParts parts;
  private final ItemVisitor visitor;
  private final TypeTally items = new TypeTally();
  private final @Nullable EntityDiscriminator entityBy;
  private final @Nullable EntityDiscriminator counted;
  private final Map<String, EntityType> entityTypes = new TreeMap<>();
  private final Map<String, Long> counts = new TreeMap<>();
  private long sampled;
  private boolean whole = true;
  private double consumed;

  /** The part of the consumed read units that this sample has requested; items kept from an earlier one cost nothing. */
  private double paid;

  private Discovery(
      SampleParts parts,
      @Nullable EntityDiscriminator entityBy,
      @Nullable EntityDiscriminator counted,
      ItemVisitor visitor) {
    this.parts = parts;
    this.visitor = visitor;
    this.entityBy = entityBy;
    this.counted = counted;
  }

  /** One entity type in the sample. */
  private static final class EntityType {
    private final TypeTally items = new TypeTally();
    private long sampled;
  }

  /**
   * Reads the sample.
   *
   * @param sampleItems the approximate number of items to read
   * @param declared columns that do not depend on the sample
   * @throws dev.sluice.failure.ResourceUnavailableException if the table cannot be read
   */
  public static Discovered discover(
      TableScan scan,
      TableDescription table,
      int sampleItems,
      NumberMapping numbers,
      DeclaredColumns declared) {
    return discover(
        new SampleSegments(scan, Discovered.SEGMENTS),
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
   * Reads the sample and its entity types within a limit.
   *
   * @param maxUnits read units that it may consume; only its last page may exceed them
   * @param entityBy distinguishes entity types; null: they are not distinguished
   * @param counted an attribute whose values are counted; null: none
   * @param visitor sees every item too
   */
  public static Discovered discover(
      SampleParts parts,
      TableDescription table,
      int sampleItems,
      double maxUnits,
      NumberMapping numbers,
      DeclaredColumns declared,
      @Nullable EntityDiscriminator entityBy,
      @Nullable String counted,
      ItemVisitor visitor) {
    Discovery discovery = new Discovery(
        parts, entityBy, counted == null ? null : new EntityDiscriminator(counted, null), visitor);
    discovery.sample(sampleItems, maxUnits);
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
    entityTypes.forEach((name, type) -> entities.put(
        name,
        new Discovered.Entity(columns.apply(type.items), type.items.members(), type.sampled)));
    return entities;
  }

  private void sample(int sampleItems, double maxUnits) {
    int count = parts.count();
    whole = parts.areAll();
    int share = Math.max(1, (sampleItems + count - 1) / Math.max(1, count));
    for (int part = 0; part < count; part++) {
      int wanted = Math.min(share, Math.max(parts.kept(part), affordable(maxUnits, count - part)));
      if (wanted > 0) {
        try (SampleParts.Part pages = parts.pages(part, wanted)) {
          sample(pages, wanted, maxUnits);
        }
      } else {
        whole = false;
      }
    }
  }

  /**
   * Returns how many items each remaining part may contribute, given the average cost of an item so far. Returns at least
   * one for the first part.
   */
  private int affordable(double maxUnits, int partsLeft) {
    double each = sampled == 0 ? 1 : Math.max(consumed / sampled, MIN_UNITS);
    int items = (int) ((maxUnits - paid) / each / partsLeft);
    return paid == 0 ? Math.max(1, items) : items;
  }

  private void sample(SampleParts.Part pages, int share, double maxUnits) {
    int seen = 0;
    for (int requested = 0;
        requested < SampleParts.MAX_PAGES && seen < share && pages.hasNext(); ) {
      if (!pages.isKept()) {
        if (requested > 0 && paid >= maxUnits) {
          break;
        }
        requested++;
      }
      seen += sample(pages, share - seen);
    }
    sampled += seen;
    whole &= pages.isRead();
  }

  /** Adds the items of the next page, but no more than these, so that a smaller sample finds what it would find alone. */
  private int sample(SampleParts.Part pages, int most) {
    boolean kept = pages.isKept();
    Page page = pages.next();
    int seen = 0;
    ItemCursor cursor = new ItemCursor(page);
    for (; seen < most && cursor.hasNext(); seen++) {
      cursor.next(this::add);
    }
    whole &= !cursor.hasNext();
    paid += kept ? 0 : page.consumedReadUnits();
    consumed += page.consumedReadUnits() * (cursor.hasNext() ? (double) seen / page.count() : 1);
    return seen;
  }

  /** Adds an item. Skips an item that cannot be read; the read itself will reject and count it. */
  private boolean add(DynamoJsonReader in) {
    int start = in.position();
    try {
      ItemCheck.item(in);
      in.rewind(start);
      if (entityBy != null) {
        EntityType type = entityTypes.computeIfAbsent(entityBy.of(in), name -> new EntityType());
        type.sampled++;
        type.items.addMembers(in);
        in.rewind(start);
      }
      if (counted != null) {
        counts.merge(counted.of(in), 1L, Long::sum);
      }
      visitor.see(in);
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
