package dev.sluice.report;

import dev.sluice.analytics.AccuracyFigures;
import dev.sluice.analytics.Figures;
import dev.sluice.analytics.Headline;
import dev.sluice.analytics.LatencyFigures;
import dev.sluice.analytics.TargetKind;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** All models at a glance: the last day's traffic and latency, the last seven days' accuracy. */
final class StatusTable {
  private static final String FEW = "fewer than 100 latencies on this day, or none usable";

  private static final int COLUMNS = 12;

  /** More rows than this would make the page too long. */
  private static final int MOST_ROWS = 1000;

  private final LocalDate date;
  private final Period period;
  private final @Nullable Double sloTarget;

  StatusTable(Figures figures, Period period) {
    this.date = figures.date();
    this.period = period;
    this.sloTarget = figures.sloTarget();
  }

  DataTable of(List<ModelFigures> models) {
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
        .words("7 days");
    models.stream().limit(MOST_ROWS).forEach(model -> row(table, model));
    if (models.size() > MOST_ROWS) {
      table.row(Notation.count(models.size() - MOST_ROWS) + " more models", List.of());
    }
    return table.build();
  }

  private void row(DataTable.Builder table, ModelFigures model) {
    List<Cell> cells = new ArrayList<>();
    Headline headline = model.headline();
    if (headline == null) {
      for (int i = 0; i < COLUMNS; i++) {
        cells.add(Cell.none("no requests in this period"));
      }
    } else {
      traffic(model, headline, cells);
      judgement(model, headline, cells);
    }
    table.row(Cell.text(model.name()).linked("#" + model.anchor("model")), cells);
  }

  private void traffic(ModelFigures model, Headline headline, List<Cell> cells) {
    Map<String, String> absent = model.lastLatency().map(LatencyFigures::absent).orElse(Map.of());
    LocalDate day = Period.day(headline.day());
    String requests = Notation.count(headline.requests());
    cells.add(Cell.number(day.equals(date) ? requests : requests + " (" + Notation.day(day) + ")"));
    cells.add(Sparkline.of(
        model,
        model.anchor("s-requests"),
        "Requests",
        model.latency(),
        row -> Period.day(row.window()),
        row -> (double) row.requests()));
    cells.add(Cell.number(Notation.percent(headline.errorRate())));
    cells.add(latency(headline.p50(), absent, "p50"));
    boolean slower = Objects.equals(headline.slower(), true);
    Cell p95 = latency(headline.p95(), absent, "p95");
    cells.add(slower && p95.why() == null ? p95.marked("▲").styled("bad") : p95);
    cells.add(latency(headline.p99(), absent, "p99"));
    cells.add(Sparkline.of(
        model,
        model.anchor("s-p99"),
        "p99 in milliseconds",
        model.latency(),
        row -> Period.day(row.window()),
        LatencyFigures::p99));
    cells.add(compliance(headline));
  }

  private static Cell latency(@Nullable Double value, Map<String, String> absent, String figure) {
    return value == null
        ? Cell.none(absent.getOrDefault(figure, FEW))
        : Cell.number(Notation.duration(value));
  }

  private Cell compliance(Headline headline) {
    Double compliance = headline.sloCompliance();
    if (compliance == null) {
      return Cell.none("no objective, or no usable latency");
    }
    Cell cell = Cell.number(Notation.percent(compliance));
    return sloTarget != null && compliance < sloTarget ? cell.marked("▼").styled("bad") : cell;
  }

  private static void judgement(ModelFigures model, Headline headline, List<Cell> cells) {
    if (headline.target() == TargetKind.NUMERIC) {
      cells.add(
          headline.mae() == null
              ? Cell.none("no labels in these days")
              : Cell.number("MAE " + Notation.number(headline.mae())));
      cells.add(Cell.none("given for classes only"));
      cells.add(Cell.count(headline.labelled()));
      cells.add(accuracySpark(model, "MAE of 7 days", row -> row.rolling7().mae()));
      return;
    }
    Double accuracy = headline.accuracy();
    boolean fell = new SignalWords(model).worse()
        || Comparison.of(model.accuracy()).map(Comparison::fell).orElse(false);
    if (accuracy == null) {
      cells.add(Cell.none("no labels in these days"));
    } else {
      Cell cell = Cell.number(Notation.percent(accuracy));
      cells.add(fell ? cell.marked("▼").styled("bad") : cell);
    }
    String interval = Notation.interval(headline.accuracyLow(), headline.accuracyHigh());
    cells.add(Cell.number(interval, Map.of("", "no labels in these days"), ""));
    cells.add(Cell.count(headline.labelled()));
    cells.add(accuracySpark(model, "Accuracy of 7 days", row -> row.rolling7().accuracy()));
  }

  private static Cell accuracySpark(
      ModelFigures model,
      String what,
      java.util.function.Function<AccuracyFigures, @Nullable Double> figure) {
    return Sparkline.of(
        model,
        model.anchor("s-accuracy"),
        what,
        model.accuracy(),
        row -> Period.day(row.window()),
        figure);
  }
}
