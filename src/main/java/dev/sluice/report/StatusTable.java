package dev.sluice.report;

import dev.sluice.analytics.AccuracyFigures;
import dev.sluice.analytics.Headline;
import dev.sluice.analytics.LatencyFigures;
import dev.sluice.analytics.TargetKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All models at a glance: the last day's traffic and latency, the last seven days' accuracy. */
final class StatusTable {
  private static final String FEW = "fewer than 100 latencies on this day, or none usable";

  private final @Nullable Double sloTarget;

  StatusTable(@Nullable Double sloTarget) {
    this.sloTarget = sloTarget;
  }

  DataTable of(List<ModelFigures> models) {
    DataTable.Builder table = DataTable.of(
            "Status by model: last day with requests; accuracy of the 7 days that end with it")
        .words("Model", "Day")
        .numbers("Requests")
        .words("by day")
        .numbers("Error rate", "p50", "p95", "p99")
        .words("p99 by day")
        .numbers("In objective", "Accuracy, 7 days", "95 % interval", "n")
        .words("7 days, by day");
    models.forEach(model -> row(table, model));
    return table.build();
  }

  private void row(DataTable.Builder table, ModelFigures model) {
    List<Cell> cells = new ArrayList<>();
    Headline headline = model.headline();
    if (headline == null) {
      for (int i = 0; i < 13; i++) {
        cells.add(Cell.none("no requests in this period"));
      }
    } else {
      traffic(model, headline, cells);
      judgement(model, headline, cells);
    }
    table.row(Cell.text(PlainText.of(model.model())).linked("#" + model.anchor("model")), cells);
  }

  private void traffic(ModelFigures model, Headline headline, List<Cell> cells) {
    Map<String, String> absent = model.lastLatency().map(LatencyFigures::absent).orElse(Map.of());
    cells.add(Cell.text(Notation.day(Period.day(headline.day()))));
    cells.add(Cell.count(headline.requests()));
    cells.add(Sparkline.of(
        model,
        model.anchor("s-requests"),
        "Requests",
        model.latency(),
        row -> Period.day(row.window()),
        row -> (double) row.requests()));
    cells.add(Cell.number(Notation.percent(headline.errorRate())));
    cells.add(latency(headline.p50(), absent, "p50"));
    cells.add(latency(headline.p95(), absent, "p95"));
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
    return sloTarget != null && compliance < sloTarget
        ? Cell.number("▼ " + Notation.percent(compliance)).styled("bad")
        : cell;
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
    boolean fell = Comparison.of(model.accuracy()).map(Comparison::fell).orElse(false);
    if (accuracy == null) {
      cells.add(Cell.none("no labels in these days"));
    } else {
      Cell cell = Cell.number((fell ? "▼ " : "") + Notation.percent(accuracy));
      cells.add(fell ? cell.styled("bad") : cell);
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
