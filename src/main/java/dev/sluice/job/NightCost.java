package dev.sluice.job;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.job.console.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Costs of a run of the demo; an element of its field {@code nights}.
 *
 * @param date the logical day
 * @param readUnits read units consumed
 * @param exportBytes bytes of the export's data files; 0: none was read
 * @param changed changes read; of a full run, items
 * @param summaryRows summary rows written, those that stayed the same left out
 * @param seconds from the run's start to its last summary row
 */
record NightCost(
    String date,
    double readUnits,
    long exportBytes,
    long changed,
    long summaryRows,
    double seconds) {
  /** Reads the costs of a run from its result. */
  static NightCost of(String date, JsonNode result, long exportBytes, double seconds) {
    return new NightCost(
        date,
        result.path("consumedReadUnits").asDouble(),
        exportBytes,
        result.path("items").path("scanned").asLong(),
        result.path("summaryWritten").asLong(),
        seconds);
  }

  private record Line(String name, NightCost cost) {}

  /** Returns a table of the nights, and of the full run that they are compared with. */
  static String table(List<NightCost> nights, NightCost full) {
    List<Line> lines = new ArrayList<>();
    nights.forEach(night -> lines.add(new Line(night.date(), night)));
    lines.add(new Line("a full run", full));
    return new TextTable<Line>()
        .left("night", Line::name)
        .right("changed", line -> whole(line.cost().changed()))
        .right(
            "read units",
            line -> String.format(Locale.ROOT, "%,.1f", line.cost().readUnits()))
        .right("export bytes", line -> whole(line.cost().exportBytes()))
        .right("summary rows", line -> whole(line.cost().summaryRows()))
        .right("seconds", line -> String.format(Locale.ROOT, "%.1f", line.cost().seconds()))
        .print(lines);
  }

  private static String whole(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }
}
