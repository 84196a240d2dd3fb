package dev.sluice.report;

import dev.sluice.analytics.Figures;
import dev.sluice.analytics.LatencyFigures;
import java.time.Duration;
import java.util.List;

/** What the page's words mean, and by which rules it says what it says. */
final class Method {
  private Method() {}

  static List<PageView.Fact> of(Figures figures, RunInfo run) {
    return List.of(
        new PageView.Fact(
            "Windows",
            "Days begin and end in "
                + figures.zone()
                + ". An item counts for the day of its own time; a label for the day of the prediction"
                + " that it judges. Figures are as of the instant above: what came later is not in them."),
        new PageView.Fact(
            "Requests and failures",
            "Requests are all items of the day; failed are those with the error attribute; the error rate"
                + " is failed ÷ requests."),
        new PageView.Fact("Percentiles", percentiles(figures)),
        new PageView.Fact(
            "Objective",
            "The share of usable latencies at or below the objective, counted exactly."),
        new PageView.Fact(
            "Accuracy",
            "Correct ÷ labelled. Prediction and label are compared as text, numbers without their trailing"
                + " zeros. Of several labels the newest counts."),
        new PageView.Fact(
            "95 % interval",
            "Wilson score interval, z = 1.959964, from the counts of the days in question."),
        new PageView.Fact(
            "7 days",
            "The day and the six before it, from their counts added up; not a mean of daily rates."),
        new PageView.Fact(
            "Fell, rose, below, above",
            "Said of the last 7 days against each of the three 7 days before them where both have at least "
                + Comparison.FEWEST
                + " labels and their 95 % intervals are disjoint: for a model that does not change, falsely in"
                + " about 2 of 100 runs. Where nothing is said, nothing was told"
                + " apart; that is not the same as equal."),
        new PageView.Fact(
            "What to look at",
            "Accuracy that fell; a last day below the objective's target; a last day with at least "
                + Findings.FEWEST_FAILURES
                + " failures and twice the error rate of the days before; items that could not be read or"
                + " are in no window."),
        new PageView.Fact(
            "Provisional",
            "A day is provisional until "
                + inWords(run.maturity())
                + " after its end: labels may still come and change it."),
        new PageView.Fact(
            "Numeric targets",
            "MAE is the mean of |prediction − label|, RMSE the root of the mean square, bias the mean of"
                + " prediction − label, all in the target's unit; R² is 1 − residual ÷ total sum of squares."),
        new PageView.Fact(
            "Experiments",
            "A run is best so far if its metric was better than that of all completed runs before it; of equal"
                + " values the earliest stays best."),
        new PageView.Fact(
            "Dashes",
            "A dash is a figure that is not defined; its reason is the cell's tooltip and is read out. It is"
                + " never zero in disguise."));
  }

  private static String percentiles(Figures figures) {
    double error = figures.latency().stream()
        .mapToDouble(LatencyFigures::relativeError)
        .max()
        .orElse(0);
    String exact = error == 0
        ? "exact here"
        : "exact where few values are distinct, else within "
            + Notation.percent(error)
            + " of it (DDSketch)";
    return "The percentile at q is the sorted value at index ⌊q·(n−1)⌋: "
        + exact
        + ". p99 needs 100 usable latencies. Text that is a number is used; missing, NULL, other text,"
        + " infinities and negatives are left out and counted under data quality.";
  }

  private static String inWords(Duration maturity) {
    return maturity.toHours() % 24 == 0
        ? Notation.count(maturity.toDays(), "day")
        : Notation.count(maturity.toHours(), "hour");
  }
}
