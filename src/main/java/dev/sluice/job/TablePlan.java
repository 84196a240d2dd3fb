package dev.sluice.job;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.sluice.dataset.Drift;
import dev.sluice.dataset.Role;
import dev.sluice.dataset.TableRead;
import dev.sluice.schema.Discovered;
import dev.sluice.source.ReadWay;
import dev.sluice.source.TableSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How one table would be read.
 *
 * @param way that {@code run} takes: {@code scan}, or {@code query} where the filter gives key conditions
 * @param index that is read instead of the table; null: the table itself
 * @param why that way was chosen; null: there was no choice
 * @param segments of the scan, or queries
 * @param itemCount as DynamoDB tells it, up to six hours old; 0 on a young table
 * @param sizeBytes likewise
 * @param sampledItems looked at for the columns
 * @param sampleReadUnits that this took
 * @param kinds of item that the sample saw, where they are told apart: each becomes a dataset of its own
 * @param drift since the latest snapshot; null: there is none
 */
record TablePlan(
    String table,
    Role role,
    String way,
    @Nullable String index,
    @Nullable String why,
    int segments,
    int tasks,
    long itemCount,
    long sizeBytes,
    long sampledItems,
    double sampleReadUnits,
    List<String> columns,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Kind> kinds,
    @JsonUnwrapped ReadEstimate estimate,
    @Nullable Drift drift) {
  /** One kind of item. */
  record Kind(long sampledItems, List<String> columns) {
    static Map<String, Kind> of(Discovered found) {
      Map<String, Kind> kinds = new TreeMap<>();
      found
          .entities()
          .forEach((name, entity) ->
              kinds.put(name, new Kind(entity.sampled(), List.of(entity.schema().fieldNames()))));
      return kinds;
    }
  }

  static TablePlan of(TableRead read, TableSource source, ReadWay way, @Nullable Drift drift) {
    return new TablePlan(
        source.description().name(),
        read.role(),
        way.kind(),
        way.index(),
        way.why(),
        way.parts(),
        way.tasks(),
        source.itemCount(),
        source.sizeBytes(),
        source.discovered().map(Discovered::sampled).orElse(0L),
        source.discovered().map(Discovered::consumedReadUnits).orElse(0.0),
        read.columns().isEmpty() ? Arrays.asList(source.schema().fieldNames()) : read.columns(),
        source.discovered().map(Kind::of).orElseGet(Map::of),
        ReadEstimate.of(source, way),
        drift);
  }

  void say(Outcome outcome) {
    outcome.line(String.format(
        Locale.ROOT,
        "%s (%s): %s%s, %,d %s in %,d tasks",
        table,
        role.name().toLowerCase(Locale.ROOT),
        way,
        index == null ? "" : " of index " + index,
        segments,
        way.equals(ReadWay.QUERY) ? "queries" : "segments",
        tasks));
    if (why != null) {
      outcome.line("because", why);
    }
    outcome.line("read units", estimate.unitsInWords());
    outcome.line("duration", estimate.durationInWords());
    outcome.line(
        "sample",
        String.format(
            Locale.ROOT,
            "%,d items, %,.1f read units, %,d columns",
            sampledItems,
            sampleReadUnits,
            columns.size()));
    kinds.forEach((name, kind) -> outcome.line("kind", kind(name, kind)));
    if (drift == null) {
      outcome.line("drift", "no snapshot to compare with");
    } else {
      drift(drift, outcome);
    }
  }

  private static String kind(String name, Kind kind) {
    return String.format(
        Locale.ROOT,
        "%s: %,d items of the sample, %,d columns",
        name.isEmpty() ? "(no kind)" : name,
        kind.sampledItems(),
        kind.columns().size());
  }

  private static void drift(Drift drift, Outcome outcome) {
    outcome.line("drift", (drift.none() ? "none since run " : "since run ") + drift.since());
    drift.added().forEach(place -> outcome.line("", "new      " + place));
    drift.gone().forEach(place -> outcome.line("", "gone     " + place));
    drift.retyped().forEach(change -> outcome.line("", "retyped  " + change(change)));
    drift.mixed().forEach(change -> outcome.line("", "seen as  " + change(change)));
  }

  private static String change(Drift.Retyped change) {
    return change.column() + ": " + change.was() + " → " + change.is();
  }
}
