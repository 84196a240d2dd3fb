package dev.sluice.access;

import dev.sluice.capacity.ReadLimit;
import dev.sluice.capacity.ReadUnitSize;
import dev.sluice.scan.Segmentation;
import dev.sluice.schema.Discovered;
import dev.sluice.table.TableDescription.Index;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The expected cost of one access path.
 *
 * @param index the index that is read instead of the table; null: the table itself
 * @param parts segments of a Scan, or Queries; null: not known, or none
 * @param tasks input partitions; null: not known, or none
 * @param readUnits read units in total, including the sample that every run takes first; null: not known
 * @param basis the source of the estimate, or the reason why there is none
 * @param unitsPerSecond the limit in read units a second; null: there is none, or none applies
 * @param taken whether a run chooses this path
 * @param why the reason why it does, or does not
 */
public record Forecast(
    AccessPath.Kind kind,
    @Nullable String index,
    @Nullable Integer parts,
    @Nullable Integer tasks,
    @Nullable Double readUnits,
    String basis,
    @Nullable Double unitsPerSecond,
    boolean taken,
    String why) {
  /** The basis if no size is known. */
  static final String NO_SIZE =
      "DynamoDB gives no size, and the counted part of the table is too small to estimate from";

  private static final String BY_SHARE =
      "by the share of the sample's items that the filter selects";
  private static final String UNCOUNTED =
      "a query reads only the items of its keys, and their number is not known";
  private static final String NO_UNITS = "an export uses none of the table's capacity";
  private static final String NAMED = "source.export-path names it";
  private static final String NOT_NAMED =
      "an export that is there is read only if source.export-path names it";
  private static final String NOT_REQUESTED =
      "an export is requested only if source.kind = pitr or auto, and source.export.bucket is set";
  private static final String NO_SNAPSHOT =
      "changes are no snapshot; only with dataset.format = iceberg, source.kind = stream scans the table once and"
          + " then follows its Stream";
  private static final String CHANGES_UNKNOWN =
      "a Stream's requests use none of the table's capacity; their number depends on what changes";
  private static final String NO_QUERY = "there is no such query";
  private static final String BY_KEY = "the filter requires values of the partition key";

  /**
   * Returns the forecasts of Scan, Query, an export that is there, one that is requested, and the Stream, in this order;
   * if an export that is there is read, of that alone. None is taken that would have to be requested: that is not decided here.
   *
   * @param unitsBefore read units that a run spends before it reads
   * @param cut segments and tasks of a Scan
   * @param chosen the path of a read of the table, or of the export
   * @param size empty: not known
   * @param filtered whether there is a filter
   */
  public static List<Forecast> of(
      TableProbe probe,
      double unitsBefore,
      Segmentation cut,
      AccessPath.Outline chosen,
      Optional<TableSize> size,
      boolean filtered) {
    Forecaster all = new Forecaster(probe, unitsBefore, cut, chosen, size, filtered);
    return switch (chosen.kind()) {
      case EXPORT -> List.of(all.takenExport());
      case SCAN, QUERY ->
        List.of(all.scan(), all.query(), all.export(), all.requestedExport(), all.stream());
      case PITR, STREAM, AUTO ->
        throw new IllegalArgumentException(chosen.kind() + " is no path of a read");
    };
  }

  /** Returns the same forecast of a path that a run takes, or does not, for this reason. */
  public Forecast decided(boolean chosen, String reason) {
    return new Forecast(
        kind, index, parts, tasks, readUnits, basis, unitsPerSecond, chosen, reason);
  }

  /** The facts from which all forecasts are made. */
  private record Forecaster(
      TableProbe probe,
      double unitsBefore,
      Segmentation cut,
      AccessPath.Outline chosen,
      Optional<TableSize> size,
      boolean filtered) {
    Forecast scan() {
      boolean taken = chosen.kind() == AccessPath.Kind.SCAN;
      String index = taken ? chosen.index() : probe.settings().index();
      int parts = taken ? chosen.parts() : cut.segments();
      return new Forecast(
          AccessPath.Kind.SCAN,
          index,
          parts,
          taken ? chosen.tasks() : cut.tasks(),
          size.map(known -> unitsBefore + ofScan(known, parts)).orElse(null),
          size.map(TableSize::basis).orElse(NO_SIZE),
          unitsPerSecond(probe.limit()),
          taken,
          taken ? whyScan() : "a query reads less for this filter");
    }

    private String whyScan() {
      return filtered ? "the filter requires no value of a partition key" : "all items are wanted";
    }

    private double ofScan(TableSize known, int parts) {
      if (parts == 0) {
        return 0;
      }
      Discovered sample = probe.discovered().orElseThrow();
      if (sample.whole() && parts == Discovered.SEGMENTS) {
        return sample.consumedReadUnits();
      }
      double pageBytes = probe.limit().unitsPerPage() * ReadUnitSize.EVENTUAL_BYTES;
      double units = new ScanUnits(known, parts, pageBytes).expected();
      return probe.settings().consistentRead() ? 2 * units : units;
    }

    Forecast query() {
      @Nullable
      Double units =
          probe.pathCost().map(counted -> unitsBefore + counted.queries()).orElse(null);
      if (chosen.kind() == AccessPath.Kind.QUERY) {
        return query(
            chosen.index(), chosen.parts(), chosen.tasks(), units, UNCOUNTED, true, BY_KEY);
      }
      @Nullable Index candidate = units == null ? null : candidateIndex().orElse(null);
      if (candidate == null) {
        return query(null, null, null, null, NO_QUERY, false, whyNoQuery());
      }
      int values = probe.settings().indexNeeds().values().size();
      return query(candidate.name(), values, 1, units, NO_QUERY, false, notNamed(candidate));
    }

    /** @param unknown the basis if the read units are not known */
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
          AccessPath.Kind.QUERY,
          index,
          parts,
          tasks,
          units,
          basis,
          unitsPerSecond(limit),
          taken,
          why);
    }

    /** Returns a global index keyed by the attribute whose values the filter selects, that projects every attribute. */
    private Optional<Index> candidateIndex() {
      @Nullable String attribute = probe.settings().indexNeeds().attribute();
      return probe.description().indexes().stream()
          .filter(index -> probe.settings().index() == null
              && index.global()
              && index.complete()
              && index.projection().equals("ALL")
              && index.keys().partition().stream().allMatch(k -> k.name().equals(attribute))
              && probe.description().keys().containsAll(index.keys().sort()))
          .findFirst();
    }

    private String notNamed(Index index) {
      return probe.pathCost().orElseThrow().text(index.name())
          + "; an index is read only if it is named, because an item whose key changes meanwhile may be missed";
    }

    private String whyNoQuery() {
      return filtered
          ? "the filter requires no value of a partition key"
          : "no filter requires values of a key";
    }

    private ReadLimit limitOf(@Nullable String index) {
      return index == null || index.equals(probe.settings().index())
          ? probe.limit()
          : probe.description().index(index).map(probe::limitOf).orElse(probe.limit());
    }

    private static @Nullable Double unitsPerSecond(ReadLimit limit) {
      return limit.equals(ReadLimit.NONE) ? null : limit.unitsPerSecond();
    }

    Forecast takenExport() {
      return export(AccessPath.Kind.EXPORT, chosen.parts(), chosen.tasks(), true, NAMED);
    }

    Forecast export() {
      return export(AccessPath.Kind.EXPORT, null, null, false, NOT_NAMED);
    }

    Forecast requestedExport() {
      return export(AccessPath.Kind.PITR, null, null, false, NOT_REQUESTED);
    }

    Forecast stream() {
      return new Forecast(
          AccessPath.Kind.STREAM, null, null, null, 0.0, CHANGES_UNKNOWN, null, false, NO_SNAPSHOT);
    }

    private static Forecast export(
        AccessPath.Kind kind,
        @Nullable Integer parts,
        @Nullable Integer tasks,
        boolean taken,
        String why) {
      return new Forecast(kind, null, parts, tasks, 0.0, NO_UNITS, null, taken, why);
    }
  }
}
