package dev.sluice.source;

import dev.sluice.capacity.ReadLimit;
import dev.sluice.capacity.ReadUnitSize;
import dev.sluice.scan.Segmentation;
import dev.sluice.schema.Discovered;
import dev.sluice.table.TableDescription.Index;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one way to read a table would take.
 *
 * @param kind {@link AccessPath#SCAN}, {@link AccessPath#QUERY} or {@link #EXPORT}
 * @param index that is read instead of the table; null: the table itself
 * @param parts segments of a Scan, or Queries; null: not known, or none
 * @param tasks that read them; null: likewise
 * @param readUnits in all, the sample included that every run takes first; null: not known
 * @param basis where they are from, or why they are not known
 * @param unitsPerSecond that the read may take; null: no limit, or none applies
 * @param taken whether a run reads this way
 * @param why it does, or does not
 */
public record Forecast(
    String kind,
    @Nullable String index,
    @Nullable Integer parts,
    @Nullable Integer tasks,
    @Nullable Double readUnits,
    String basis,
    @Nullable Double unitsPerSecond,
    boolean taken,
    String why) {
  /** DynamoDB's own export to S3, at a point in time. */
  public static final String EXPORT = "export";

  /** Where nothing is known that would do. */
  static final String NO_SIZE =
      "DynamoDB tells no size, and what was counted of the table says too little";

  private static final String BY_SHARE = "by the share of the sample's items that are asked for";
  private static final String UNCOUNTED =
      "a query reads only the items of its keys, and nothing tells how many they are";
  private static final String NO_QUERY = "there is no such query";
  private static final String BY_KEY = "the filter demands values of the partition key";

  /** Scan, query and export, in this order. */
  static List<Forecast> of(
      TableHandle handle,
      double lookedFor,
      Segmentation cut,
      AccessPath way,
      Optional<TableSize> size,
      boolean filtered) {
    Forecaster all = new Forecaster(handle, lookedFor, cut, way, size, filtered);
    return List.of(all.scan(), all.query(), all.export());
  }

  /**
   * The facts that all three are made of.
   *
   * @param lookedFor read units that a run spends before it reads
   */
  private record Forecaster(
      TableHandle handle,
      double lookedFor,
      Segmentation cut,
      AccessPath way,
      Optional<TableSize> size,
      boolean filtered) {
    Forecast scan() {
      boolean taken = way.kind().equals(AccessPath.SCAN);
      String index = taken ? way.index() : handle.options().index();
      int parts = taken ? way.parts() : cut.segments();
      return new Forecast(
          AccessPath.SCAN,
          index,
          parts,
          taken ? way.tasks() : cut.tasks(),
          size.map(known -> lookedFor + ofScan(known, parts)).orElse(null),
          size.map(TableSize::basis).orElse(NO_SIZE),
          pace(handle.limit()),
          taken,
          taken ? whyScan() : "the filter is answered by reading less");
    }

    private String whyScan() {
      return filtered ? "the filter demands no value of a partition key" : "all items are wanted";
    }

    private double ofScan(TableSize known, int parts) {
      if (parts == 0) {
        return 0;
      }
      Discovered sample = handle.discovered().orElseThrow();
      if (sample.whole() && parts == Discovered.SEGMENTS) {
        return sample.consumedReadUnits();
      }
      double pageBytes = handle.limit().unitsAPage() * ReadUnitSize.EVENTUAL_BYTES;
      double units = new ScanUnits(known, parts, pageBytes).expected();
      return handle.options().consistentRead() ? 2 * units : units;
    }

    Forecast query() {
      @Nullable
      Double units =
          handle.wayUnits().map(counted -> lookedFor + counted.queries()).orElse(null);
      if (way.kind().equals(AccessPath.QUERY)) {
        return query(way.index(), way.parts(), way.tasks(), units, UNCOUNTED, true, BY_KEY);
      }
      @Nullable Index asked = units == null ? null : askedIndex().orElse(null);
      if (asked == null) {
        return query(null, null, null, null, NO_QUERY, false, whyNoQuery());
      }
      int values = handle.options().indexNeeds().values().size();
      return query(asked.name(), values, 1, units, NO_QUERY, false, notAskedFor(asked));
    }

    /**
     * @param unknown why its read units are not known, where they are not
     */
    private Forecast query(
        @Nullable String index,
        @Nullable Integer parts,
        @Nullable Integer tasks,
        @Nullable Double units,
        String unknown,
        boolean taken,
        String why) {
      String basis = units == null ? unknown : BY_SHARE;
      ReadLimit limit = limitOf(index);
      return new Forecast(
          AccessPath.QUERY, index, parts, tasks, units, basis, pace(limit), taken, why);
    }

    /** A global index that has the attribute by whose values items are asked for, and every item whole. */
    private Optional<Index> askedIndex() {
      @Nullable String attribute = handle.options().indexNeeds().attribute();
      return handle.description().indexes().stream()
          .filter(index -> handle.options().index() == null
              && index.global()
              && index.complete()
              && index.projection().equals("ALL")
              && index.keys().partition().stream().allMatch(k -> k.name().equals(attribute))
              && handle.description().keys().containsAll(index.keys().sort()))
          .findFirst();
    }

    private String notAskedFor(Index index) {
      return handle.wayUnits().orElseThrow().inWords(index.name())
          + "; an index is read where it is named, since an item whose key changes meanwhile may be missed";
    }

    private String whyNoQuery() {
      return filtered
          ? "the filter demands no value of a partition key"
          : "no filter is set that would demand values of a key";
    }

    private ReadLimit limitOf(@Nullable String index) {
      return index == null || index.equals(handle.options().index())
          ? handle.limit()
          : handle.description().index(index).map(handle::limitOf).orElse(handle.limit());
    }

    private static @Nullable Double pace(ReadLimit limit) {
      return limit.equals(ReadLimit.NONE) ? null : limit.unitsPerSecond();
    }

    Forecast export() {
      return new Forecast(
          EXPORT,
          null,
          null,
          null,
          0.0,
          "an export takes nothing of the table's capacity",
          null,
          false,
          "Sluice does not read exports yet");
    }
  }
}
