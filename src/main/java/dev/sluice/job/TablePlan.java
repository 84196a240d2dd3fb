package dev.sluice.job;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sluice.access.AccessPath;
import dev.sluice.access.TableSize;
import dev.sluice.dataset.export.TableRead;
import dev.sluice.dataset.layout.Drift;
import dev.sluice.dataset.run.Role;
import dev.sluice.failure.Printable;
import dev.sluice.job.settings.Settings;
import dev.sluice.schema.Discovered;
import dev.sluice.source.TableSource;
import dev.sluice.table.Recovery;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The plan of reading one table.
 *
 * @param way the access path that {@code run} takes: {@code scan}, {@code query} if the filter gives key conditions, or
 *     an export that is there, or that the run requests
 * @param index the index that is read instead of the table; null: the table itself
 * @param segments number of segments of a scan, of queries, or of an export's files; 0: an export that is not there yet
 * @param itemCount DynamoDB's count, up to six hours old; 0 for a young table
 * @param sizeBytes DynamoDB's size, up to six hours old; 0 for a young table
 * @param sampledItems number of items that the columns were derived from
 * @param sampleReadUnits read units of the sample, and of counting a part of the table if DynamoDB reports no size
 * @param readUnits read units of the chosen access path, the run's sample included; null: unknown
 * @param basis the source of {@code readUnits}, or the reason for its absence
 * @param unitsPerSecond the limit of the run; null: no limit, on emulators only
 * @param minutes null: unknown
 * @param kinds the entity types in the sample, if they are separated: each becomes a dataset of its own
 * @param ways all access paths
 * @param drift changes since the latest snapshot; null: there is none
 */
record TablePlan(
    String table,
    Role role,
    AccessPath.Kind way,
    @Nullable String index,
    int segments,
    int tasks,
    long itemCount,
    long sizeBytes,
    long sampledItems,
    double sampleReadUnits,
    List<String> columns,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Kind> kinds,
    @Nullable Double readUnits,
    String basis,
    @Nullable Double unitsPerSecond,
    @Nullable Double minutes,
    Recovery pointInTimeRecovery,
    Costing prices,
    List<AccessPathEstimate> ways,
    List<String> warnings,
    @Nullable Drift drift) {
  /** One entity type. */
  record Kind(long sampledItems, List<String> columns) {
    static Map<String, Kind> of(Discovered found) {
      Map<String, Kind> types = new TreeMap<>();
      found
          .entities()
          .forEach((name, entity) ->
              types.put(name, new Kind(entity.sampled(), List.of(entity.schema().fieldNames()))));
      return types;
    }
  }

  static TablePlan of(
      TableRead read,
      TableSource source,
      AccessPath.Outline scanned,
      Settings settings,
      Warnings ofItems,
      @Nullable Drift drift) {
    Optional<TableSize> size = source.size();
    PathEstimates estimates = PathEstimates.of(read, source, scanned, size, settings);
    AccessPathEstimate taken = estimates.taken();
    AccessPath.Outline path = taken.kind() == AccessPath.Kind.PITR
        ? new AccessPath.Outline(AccessPath.Kind.PITR, null, 0, 0)
        : scanned;
    Recovery recovery = estimates.costing().recovery();
    return new TablePlan(
        source.description().name(),
        read.role(),
        path.kind(),
        path.index(),
        path.parts(),
        path.tasks(),
        source.itemCount(),
        source.sizeBytes(),
        source.discovered().map(Discovered::sampled).orElse(0L),
        source.consumedReadUnits() + size.map(TableSize::consumedReadUnits).orElse(0.0),
        read.columns().isEmpty() ? Arrays.asList(source.schema().fieldNames()) : read.columns(),
        source.discovered().map(Kind::of).orElseGet(Map::of),
        taken.forecast().readUnits(),
        taken.forecast().basis(),
        taken.forecast().unitsPerSecond(),
        taken.minutes(),
        recovery,
        estimates.costing(),
        estimates.paths(),
        warnings(source, taken, recovery, settings, ofItems),
        drift);
  }

  private static List<String> warnings(
      TableSource source,
      AccessPathEstimate taken,
      Recovery recovery,
      Settings settings,
      Warnings ofItems) {
    List<String> all = new ArrayList<>(
        new PlanWarnings(source, taken, settings.source().capacity(), recovery).all());
    all.addAll(ofItems.all());
    return all;
  }

  AccessPathEstimate taken() {
    return AccessPathEstimate.taken(ways);
  }

  void say(Outcome outcome) {
    outcome.line(table + " (" + role.name().toLowerCase(Locale.ROOT) + "): " + way + pathInWords());
    AccessPathEstimate.lines(ways).forEach(line -> outcome.line("  " + line));
    ways.forEach(one -> outcome.line(one.forecast().taken() ? "because" : "", one.whyInWords()));
    outcome.line("read units", unitsInWords());
    outcome.line("duration", durationInWords());
    outcome.line("dollars", prices.inWords());
    outcome.line(
        "sample",
        String.format(
            Locale.ROOT,
            "%,d items, %,.1f read units, %,d columns",
            sampledItems,
            sampleReadUnits,
            columns.size()));
    kinds.forEach((name, kind) -> outcome.line("entity", kind(name, kind)));
    warnings.forEach(warning -> outcome.line("warning", warning));
    if (drift == null) {
      outcome.line("drift", "no snapshot to compare with");
    } else {
      drift(drift, outcome);
    }
  }

  private String pathInWords() {
    return way == AccessPath.Kind.PITR
        ? ", an export that DynamoDB writes first"
        : String.format(
            Locale.ROOT,
            "%s, %,d %s in %,d tasks",
            index == null ? "" : " of index " + index,
            segments,
            way.parts(),
            tasks);
  }

  private String unitsInWords() {
    return readUnits == null
        ? "not known: " + basis
        : String.format(
            Locale.ROOT, "about %,.1f, the run's own sample included: %s", readUnits, basis);
  }

  private String durationInWords() {
    if (way == AccessPath.Kind.EXPORT) {
      return "not limited: an export uses no capacity";
    }
    if (way == AccessPath.Kind.PITR) {
      return "not known: DynamoDB writes the export first, which takes ten minutes or more";
    }
    if (unitsPerSecond == null) {
      return "not limited: the endpoint is local";
    }
    String pace = String.format(Locale.ROOT, "%,.1f read units a second", unitsPerSecond);
    return minutes == null
        ? "not known; at most " + pace
        : minutes < 1
            ? String.format(Locale.ROOT, "about %s seconds at %s", Amounts.of(minutes * 60), pace)
            : String.format(Locale.ROOT, "about %,.1f minutes at %s", minutes, pace);
  }

  private static String kind(String name, Kind kind) {
    return String.format(
        Locale.ROOT,
        "%s: %,d items of the sample, %,d columns",
        name.isEmpty() ? "(no entity type)" : Printable.brief(name),
        kind.sampledItems(),
        kind.columns().size());
  }

  private static void drift(Drift drift, Outcome outcome) {
    outcome.line("drift", (drift.none() ? "none since run " : "since run ") + drift.since());
    drift.added().forEach(path -> outcome.line("", "new      " + Printable.brief(path)));
    drift.gone().forEach(path -> outcome.line("", "gone     " + Printable.brief(path)));
    drift.retyped().forEach(change -> outcome.line("", "retyped  " + change(change)));
    drift.mixed().forEach(change -> outcome.line("", "seen as  " + change(change)));
  }

  private static String change(Drift.Retyped change) {
    return Printable.brief(change.column()) + ": " + Printable.brief(change.was()) + " → "
        + Printable.brief(change.is());
  }
}
