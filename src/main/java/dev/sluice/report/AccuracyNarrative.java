package dev.sluice.report;

import dev.sluice.analytics.AccuracyFigures;
import dev.sluice.analytics.AccuracySignals.Change;
import dev.sluice.analytics.AccuracySignals.Comparison;
import dev.sluice.analytics.AccuracySignals.Span;
import dev.sluice.analytics.AccuracySignals.Trend;
import dev.sluice.analytics.AccuracySignals.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A model's accuracy, or its error, in words: change points, trends, and versions against each other. */
final class AccuracyNarrative {
  private static final int MAX_NAME_LENGTH = 20;
  private static final int MAX_ROWS = 50;
  private static final long MIN_LABELS = 100;

  private final ModelFigures model;

  AccuracyNarrative(ModelFigures model) {
    this.model = model;
  }

  /** The change point of all versions together, as of the last day. */
  Optional<Change> change() {
    return model.lastAccuracy().flatMap(row -> Optional.ofNullable(row.signals().changePoint()));
  }

  /** Returns whether the change point is one for the worse. */
  boolean worse() {
    return change().map(change -> change.size() < 0 != model.numeric()).orElse(false);
  }

  /** {@code Accuracy fell from 98.5 % to 85.3 % on 19 Oct}. */
  Optional<String> changeInWords() {
    return change().map(change -> "%s %s from %s to %s on %s%s"
        .formatted(
            model.numeric() ? "Mean absolute error" : "Accuracy",
            change.size() < 0 ? "fell" : "rose",
            figure(change.before()),
            figure(change.after()),
            Notation.day(change.day()),
            change.provisional() ? ", by the labels so far" : ""));
  }

  /** Returns the sentences on the last 28 days, and the reasons for those that are missing. */
  List<String> notes() {
    return model.lastAccuracy().map(this::notes).orElse(List.of());
  }

  private List<String> notes(AccuracyFigures last) {
    List<String> notes = new ArrayList<>();
    Change change = last.signals().changePoint();
    notes.add(
        change == null
            ? "No change point: " + last.absent().getOrDefault("changePoint", "not computed") + "."
            : "Change point %s: p %s, n = %s before and %s after."
                .formatted(
                    Notation.day(change.day()),
                    equal(change.p()),
                    Notation.count(change.labelledBefore()),
                    Notation.count(change.labelledAfter())));
    Trend trend = last.signals().trend();
    notes.add(
        trend == null
            ? "No trend: " + last.absent().getOrDefault("trendSlope", "not computed") + "."
            : "Trend over %d mature days: %s a day, p %s."
                .formatted(trend.days(), difference(trend.slope()), equal(trend.p())));
    return notes;
  }

  private static String equal(double p) {
    String text = Notation.probability(p);
    return text.startsWith("<") ? text : "= " + text;
  }

  /** The newest version that is compared with another. */
  Optional<Comparison> newest() {
    List<Comparison> comparisons = comparisons();
    return comparisons.isEmpty()
        ? Optional.empty()
        : Optional.of(comparisons.get(comparisons.size() - 1));
  }

  /** Each version against its baseline, on its last day, by first day. */
  List<Comparison> comparisons() {
    return model.versions().stream()
        .filter(version -> !version.accuracy().isEmpty())
        .map(version -> version.accuracy().get(version.accuracy().size() - 1))
        .flatMap(row -> Stream.ofNullable(row.signals().regression()))
        .toList();
  }

  /** {@code Version 2 is better than version 1: 89 % against 76 %, +13 points (95 % interval +5.6 to +20)}. */
  String inWords(Comparison comparison) {
    String candidate = PlainText.brief(comparison.candidate(), MAX_NAME_LENGTH);
    String baseline = PlainText.brief(comparison.baseline(), MAX_NAME_LENGTH);
    if (comparison.verdict() == Verdict.TOO_FEW_LABELS) {
      return "Version %s and version %s cannot be compared yet: %s and %s, %d needed of each"
          .formatted(
              candidate,
              baseline,
              Notation.count(comparison.candidateLabelled(), "label"),
              Notation.count(comparison.baselineLabelled()),
              MIN_LABELS);
    }
    String verdict =
        switch (comparison.verdict()) {
          case BETTER -> "Version %s is better than version %s";
          case WORSE -> "Version %s is worse than version %s";
          default -> "Version %s is not shown to differ from version %s";
        };
    return verdict.formatted(candidate, baseline)
        + ": %s against %s, %s (95 %% interval %s to %s)%s"
            .formatted(
                figure(comparison.candidateFigure()),
                figure(comparison.baselineFigure()),
                difference(comparison.difference()),
                bound(comparison.low()),
                bound(comparison.high()),
                comparison.span() == Span.SAME_DAYS ? ", on the same days" : "");
  }

  private String figure(@Nullable Double value) {
    return model.numeric() ? Notation.number(value) : Notation.percent(value);
  }

  private String difference(@Nullable Double value) {
    if (value == null) {
      return Notation.NONE;
    }
    return model.numeric() ? Notation.signed(value) : Notation.points(value);
  }

  private String bound(@Nullable Double value) {
    return value == null ? Notation.NONE : Notation.signed(model.numeric() ? value : value * 100);
  }

  /** The comparisons, first those that tell something bad; empty where there are none. */
  Optional<DataTable> table() {
    DataTable.Builder table = DataTable.of(model.name() + ": versions against their baseline, "
            + (model.numeric() ? "mean absolute error" : "accuracy, difference in points"))
        .words("Version", "Days", "Baseline", "Its days")
        .numbers("Labels", "Its labels", "Figure", "Its figure", "Difference", "95 % interval")
        .words("Verdict");
    List<Comparison> comparisons = comparisons();
    comparisons.stream()
        .sorted(Comparator.comparing(comparison -> comparison.verdict() != Verdict.WORSE))
        .limit(MAX_ROWS)
        .forEach(comparison -> row(table, comparison));
    table.without(Math.max(0, comparisons.size() - MAX_ROWS));
    return comparisons.isEmpty() ? Optional.empty() : Optional.of(table.build());
  }

  private void row(DataTable.Builder table, Comparison comparison) {
    boolean few = comparison.difference() == null;
    table.row(
        PlainText.of(comparison.candidate()),
        Cell.text(Notation.days(comparison.candidateFrom(), comparison.candidateTo())),
        Cell.text(PlainText.of(comparison.baseline())),
        Cell.text(Notation.days(comparison.baselineFrom(), comparison.baselineTo())),
        Cell.count(comparison.candidateLabelled()),
        Cell.count(comparison.baselineLabelled()),
        value(figure(comparison.candidateFigure()), "no labels"),
        value(figure(comparison.baselineFigure()), "no labels"),
        value(difference(comparison.difference()), "too few labels"),
        few
            ? Cell.none("too few labels")
            : Cell.number(bound(comparison.low()) + " to " + bound(comparison.high())),
        verdict(comparison.verdict()));
  }

  private static Cell value(String text, String why) {
    return text.equals(Notation.NONE) ? Cell.none(why) : Cell.number(text);
  }

  private static Cell verdict(Verdict verdict) {
    return switch (verdict) {
      case BETTER -> Cell.text("▲ better");
      case WORSE -> Cell.text("▼ worse").styled("bad");
      case NO_DIFFERENCE_SHOWN -> Cell.text("no difference shown");
      case TOO_FEW_LABELS -> Cell.text("too few labels");
    };
  }
}
