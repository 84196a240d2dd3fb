package dev.sluice.summary;

import dev.sluice.analytics.AccuracyFigures;
import dev.sluice.analytics.Figures;
import dev.sluice.analytics.LatencyFigures;
import dev.sluice.analytics.Window;
import dev.sluice.write.ItemSize;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Estimates what it takes to publish figures such as those of a run: into an empty table, a night later, and a night later
 * if nothing has changed. A night is taken to change the rows of its day, and those of all windows whose labels can still
 * come.
 *
 * @param models that have figures
 * @param versions of all models together
 * @param days that have figures
 * @param rows of the run
 * @param first all rows, none of which is there
 * @param night those that change
 * @param idle the board, the run's own row, and those that become final
 */
public record PublicationEstimate(
    int models, int versions, int days, long rows, Writes first, Writes night, Writes idle) {
  private static final int KB = 1024;

  /** Of a run's own row: as it begins, claims rows and ends, of which the last two find it there. */
  private static final Writes OF_RUN = new Writes(3, 5);

  /**
   * Rows that are written.
   *
   * @param writeUnits the index and refused first requests included
   */
  public record Writes(long rows, long writeUnits) {
    private Writes plus(Writes other) {
      return new Writes(rows + other.rows, writeUnits + other.writeUnits);
    }

    /** Returns what a row takes that is not there. */
    private static Writes added(Row row) {
      return new Writes(1, units(row) * (isIndexed(row) ? 2 : 1));
    }

    /** Returns what a row takes that replaces another: the first request expects none. */
    private static Writes replaced(Row row) {
      return added(row).plus(new Writes(0, units(row)));
    }

    private static long units(Row row) {
      return (ItemSize.bytes(row.item()) + KB - 1) / KB;
    }

    private static boolean isIndexed(Row row) {
      return row.item().containsKey(RowNames.WINDOW_KEY);
    }

    private static Writes sum(Stream<Writes> all) {
      return all.reduce(new Writes(0, 0), Writes::plus);
    }
  }

  /**
   * Estimates by the figures of a run.
   *
   * @param origin of the figures
   * @param maturity the time after a day's end until its labels are complete
   */
  public static PublicationEstimate of(
      Figures figures, Origin origin, SummarySettings settings, Duration maturity) {
    RowFactory factory =
        new RowFactory(figures.asOf(), figures.asOf(), figures.runId(), 1, origin, settings.ttl());
    PublicationRows rows = PublicationRows.of(figures, new Keys(settings.namespace()), factory);
    List<Row> built = rows.figures().stream().map(PlannedRow::row).toList();
    List<Row> board = rows.board().stream().map(PlannedRow::row).toList();
    ZoneId zone = ZoneId.of(figures.zone());
    Instant lastDay = figures.date().atStartOfDay(zone).toInstant();
    Instant open = figures.date().plusDays(1).atStartOfDay(zone).toInstant().minus(maturity);
    Writes settled = Writes.sum(board.stream().map(Writes::replaced)).plus(OF_RUN);
    Writes matured = Writes.sum(built.stream()
        .filter(row -> row.key().pk().contains(Keys.ACCURACY + "#"))
        .filter(row -> isAfter(row, "windowEnd", open.minus(Duration.ofDays(1))))
        .filter(row -> !isAfter(row, "windowEnd", open))
        .map(Writes::replaced));
    Writes first = Writes.sum(Stream.concat(built.stream(), board.stream()).map(Writes::added))
        .plus(OF_RUN);
    Writes changed = Writes.sum(built.stream()
        .filter(row -> isAfter(row, "windowEnd", open))
        .map(row -> isAfter(row, "windowStart", lastDay.minusSeconds(1))
            ? Writes.added(row)
            : Writes.replaced(row)));
    return new PublicationEstimate(
        models(figures),
        versions(figures),
        days(figures),
        (long) rows.figures().size() + rows.board().size(),
        first,
        settled.plus(matured).plus(changed),
        settled.plus(matured));
  }

  private static boolean isAfter(Row row, String attribute, Instant time) {
    String text = Position.text(row.item(), attribute);
    return !text.isEmpty() && Instant.parse(text).isAfter(time);
  }

  private static int models(Figures figures) {
    return (int)
        figures.latency().stream().map(LatencyFigures::model).distinct().count();
  }

  private static int versions(Figures figures) {
    Set<List<String>> versions = new HashSet<>();
    figures.latency().forEach(one -> versions.add(List.of(one.model(), one.version())));
    versions.removeIf(one -> one.get(1).equals("*"));
    return versions.size();
  }

  private static int days(Figures figures) {
    return (int) Stream.concat(
            figures.latency().stream().map(LatencyFigures::window),
            figures.accuracy().stream().map(AccuracyFigures::window))
        .filter(window -> window.grain() == Window.Grain.DAY)
        .distinct()
        .count();
  }
}
