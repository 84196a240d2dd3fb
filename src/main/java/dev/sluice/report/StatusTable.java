package dev.sluice.report;

import static dev.sluice.analytics.AccuracyStatistic.ACCURACY;
import static dev.sluice.analytics.AccuracyStatistic.ACCURACY_HIGH;
import static dev.sluice.analytics.AccuracyStatistic.ACCURACY_LOW;
import static dev.sluice.analytics.AccuracyStatistic.MAE;
import static dev.sluice.analytics.LatencyStatistic.ERROR_RATE;
import static dev.sluice.analytics.LatencyStatistic.P50;
import static dev.sluice.analytics.LatencyStatistic.P95;
import static dev.sluice.analytics.LatencyStatistic.P99;
import static dev.sluice.analytics.LatencyStatistic.SLO_COMPLIANCE;

import dev.sluice.analytics.AccuracyFigures;
import dev.sluice.analytics.Figures;
import dev.sluice.analytics.Headline;
import dev.sluice.analytics.LatencyFigures;
import dev.sluice.analytics.LatencyStatistic;
import dev.sluice.analytics.TargetKind;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** All models in one table: the last day's traffic and latency, the last seven days' accuracy. */
final class StatusTable {
  private static final String FEW = "fewer than 100 latencies on this day, or none usable";

  private static final int COLUMNS = 12;

  /** Limit of models with small charts. */
  private static final int MAX_CHARTED = 60;

  private static final int MAX_BYTES = 160_000;

  private final LocalDate date;
  private final Period period;
  private final @Nullable Double sloTarget;

  private final ModelParts parts;
  private final Set<Integer> charted = new HashSet<>();

  StatusTable(Figures figures, Period period, ModelParts parts) {
    this.parts = parts;
    this.date = figures.date();
    this.period = period;
    this.sloTarget = figures.sloTarget();
  }

  /**
   * Returns the table, by name.
   *
   * @param models the models, the most notable first
   */
  DataTable of(List<ModelFigures> models) {
    models.stream().limit(MAX_CHARTED).map(ModelFigures::number).forEach(charted::add);
    DataTable.Builder table = DataTable.of("On "
            + Notation.day(date)
            + " where no other day is named; accuracy over the 7 days that end with it. Small charts: "
            + period.inWords()
            + ", each on its own scale")
        .words("Model")
        .numbers("Requests")
        .words("by day")
        .numbers("Errors", "p50", "p95", "p99")
        .words("by day")
        .numbers("In objective", "Accuracy", "95 % interval", "Labels")
        .words("7 days")
        .upTo(MAX_BYTES);
    models.stream()
        .sorted(Comparator.comparing(ModelFigures::number))
        .forEach(model -> table.row(
            Cell.text(model.name()).linked(parts.link(model)),
            Fallback.of("status of " + model.name(), () -> cells(model), StatusTable::none)));
    return table.build();
  }

  private List<Cell> cells(ModelFigures model) {
    Headline headline = model.headline();
    if (headline == null) {
      return none("no requests in this period");
    }
    List<Cell> cells = new ArrayList<>();
    traffic(model, headline, cells);
    judgement(model, headline, cells);
    return cells;
  }

  private static List<Cell> none(String why) {
    return Collections.nCopies(COLUMNS, Cell.none(why));
  }

  private <T> Cell spark(
      ModelFigures model,
      String part,
      String what,
      List<T> rows,
      Function<T, LocalDate> day,
      Function<T, @Nullable Double> figure) {
    return charted.contains(model.number())
        ? Fallback.of(
            what + " of " + model.name(),
            () -> Sparkline.of(model, model.anchor(part), what, rows, day, figure),
            Cell::none)
        : Cell.none("left out to keep the page small");
  }

  private void traffic(ModelFigures model, Headline headline, List<Cell> cells) {
    Map<String, String> absent = model.lastLatency().map(LatencyFigures::absent).orElse(Map.of());
    LocalDate day = Period.day(headline.day());
    String requests = Notation.count(headline.requests());
    cells.add(Cell.number(day.equals(date) ? requests : requests + " (" + Notation.day(day) + ")"));
    cells.add(spark(
        model, "s-requests", "Requests", model.latency(), row -> Period.day(row.window()), row ->
            (double) row.requests()));
    cells.add(Cell.number(Notation.percent(headline.value(ERROR_RATE))));
    cells.add(latency(headline, P50, absent));
    boolean slower = Objects.equals(headline.slower(), true);
    Cell p95 = latency(headline, P95, absent);
    cells.add(slower && p95.why() == null ? p95.marked("▲").styled("bad") : p95);
    cells.add(latency(headline, P99, absent));
    cells.add(spark(
        model,
        "s-p99",
        "p99 in milliseconds",
        model.latency(),
        row -> Period.day(row.window()),
        row -> row.value(P99)));
    cells.add(compliance(headline));
  }

  private static Cell latency(
      Headline headline, LatencyStatistic quantile, Map<String, String> absent) {
    Double value = headline.value(quantile);
    return value == null
        ? Cell.none(absent.getOrDefault(quantile.attribute(), FEW))
        : Cell.number(Notation.duration(value));
  }

  private Cell compliance(Headline headline) {
    Double compliance = headline.value(SLO_COMPLIANCE);
    if (compliance == null) {
      return Cell.none("no objective, or no usable latency");
    }
    Cell cell = Cell.number(Notation.percent(compliance));
    return sloTarget != null && compliance < sloTarget ? cell.marked("▼").styled("bad") : cell;
  }

  private void judgement(ModelFigures model, Headline headline, List<Cell> cells) {
    if (headline.target() == TargetKind.NUMERIC) {
      cells.add(
          headline.value(MAE) == null
              ? Cell.none("no labels in these days")
              : Cell.number("MAE " + Notation.number(headline.value(MAE))));
      cells.add(Cell.none("given for classes only"));
      cells.add(Cell.count(headline.labelled()));
      cells.add(accuracySpark(model, "MAE of 7 days", row -> row.rolling7().value(MAE)));
      return;
    }
    Double accuracy = headline.value(ACCURACY);
    boolean fell = new AccuracyNarrative(model).worse()
        || Comparison.of(model.accuracy()).map(Comparison::fell).orElse(false);
    if (accuracy == null) {
      cells.add(Cell.none("no labels in these days"));
    } else {
      Cell cell = Cell.number(Notation.percent(accuracy));
      cells.add(fell ? cell.marked("▼").styled("bad") : cell);
    }
    String interval =
        Notation.interval(headline.value(ACCURACY_LOW), headline.value(ACCURACY_HIGH));
    cells.add(Cell.number(interval, Map.of("", "no labels in these days"), ""));
    cells.add(Cell.count(headline.labelled()));
    cells.add(accuracySpark(model, "Accuracy of 7 days", row -> row.rolling7().value(ACCURACY)));
  }

  private Cell accuracySpark(
      ModelFigures model, String what, Function<AccuracyFigures, @Nullable Double> figure) {
    return spark(
        model, "s-accuracy", what, model.accuracy(), row -> Period.day(row.window()), figure);
  }
}
