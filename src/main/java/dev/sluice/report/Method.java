package dev.sluice.report;

import dev.sluice.analytics.Figures;
import dev.sluice.analytics.LatencyComparison;
import dev.sluice.analytics.LatencyFigures;
import java.time.Duration;
import java.util.List;

/** The definitions of the page's terms, and the rules of its statements. */
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
            "Interval of p95 and p99",
            "Order statistics: the two values of the sample between whose ranks the percentile lies in at least"
                + " 95 % of samples, by the binomial distribution of the ranks; none where there are too few"
                + " values for both ends."),
        new PageView.Fact(
            "Objective and error budget",
            "The share of usable latencies at or below the objective, counted exactly. The budget spent is"
                + " (1 − that share) ÷ (1 − the target): at 100 % just what the target leaves. A failed request"
                + " counts by its latency."),
        new PageView.Fact("Slower", slower()),
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
            "Change point",
            "Of the 28 days up to the last one the day from which on accuracy, or the error, was different: the"
                + " likeliest cut of the days into two, with its p-value times the number of cuts that were"
                + " possible (Bonferroni). It is stated from p ≤ 0.001 on and with 100 labels on both sides: for a"
                + " model that does not change, in at most 1 of 1,000 runs."),
        new PageView.Fact(
            "Trend",
            "Theil–Sen: the median of the slopes of all pairs of mature days; p by Mann–Kendall, two-sided,"
                + " corrected for ties. None under 14 mature days."),
        new PageView.Fact(
            "Version against version",
            "The difference of the two accuracies with Newcombe's hybrid score interval, of errors with Welch's,"
                + " 95 %: better or worse where the interval leaves 0 out, which without a difference happens in"
                + " about 5 of 100 comparisons. On the days that both have labels of, where these are enough, else"
                + " on the last 7 days of each; nothing is said with fewer than 100 labels of either."),
        new PageView.Fact(
            "Majority class",
            "What always answering the most frequent label of the period would have got right."),
        new PageView.Fact(
            "Calibration",
            "Ten bins of confidence of equal width. Expected calibration error: Σ |confidences − right ones| over"
                + " the bins ÷ n. Brier score: the mean of (confidence − right)², right being 1 or 0; 0 at best."),
        new PageView.Fact(
            "Label delay",
            "From the prediction to the label that counts. While a day is provisional its late labels are not"
                + " there yet, and the delay is too small."),
        new PageView.Fact(
            "Precision, recall, F1",
            "Of what was predicted to be a class the share that is; of what is the class the share that was"
                + " predicted so; 2 · right ÷ (labels + predictions)."),
        new PageView.Fact(
            "Fell, rose, below, above",
            "Said, where there is no change point, of the last 7 days against each of the three 7 days before them where both have at least "
                + Comparison.MIN_VALUES
                + " labels and their 95 % intervals are disjoint: for a model that does not change, falsely in"
                + " about 2 of 100 runs. Where nothing is said, nothing was told"
                + " apart; that is not the same as equal."),
        new PageView.Fact(
            "What to look at",
            "A change point for the worse, or accuracy that fell; a version that is worse than its baseline; a"
                + " slow-down; a last day below the objective's target; a last day with at least "
                + Findings.MIN_FAILURES
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

  private static String slower() {
    return "The daily p50 of the last 7 days against those of the 7 before, or of the version before, by Wilcoxon's"
        + " rank-sum test, one-sided and exact, and the daily p95 likewise. Slower: p ≤ "
        + Notation.number(LatencyComparison.LEVEL)
        + " of one of the two, and that percentile of all the days at least "
        + Notation.number(LatencyComparison.MIN_RATIO)
        + " times the other's; where nothing but chance moves the days, in at most "
        + Notation.percent(LatencyComparison.FALSE_ALARM_RATE)
        + " of all comparisons.";
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
