package dev.sluice.report;

import static dev.sluice.analytics.AccuracyStatistic.ACCURACY;
import static dev.sluice.analytics.AccuracyStatistic.ACCURACY_HIGH;
import static dev.sluice.analytics.AccuracyStatistic.ACCURACY_LOW;
import static dev.sluice.analytics.AccuracyStatistic.BIAS;
import static dev.sluice.analytics.AccuracyStatistic.CORRECT;
import static dev.sluice.analytics.AccuracyStatistic.COVERAGE;
import static dev.sluice.analytics.AccuracyStatistic.MACRO_F1;
import static dev.sluice.analytics.AccuracyStatistic.MAE;
import static dev.sluice.analytics.AccuracyStatistic.R2;
import static dev.sluice.analytics.AccuracyStatistic.RMSE;

import dev.sluice.analytics.AccuracyFigures;
import dev.sluice.analytics.AccuracyFigures.LabelDelay;
import dev.sluice.analytics.AccuracyFigures.Majority;
import dev.sluice.analytics.AccuracyFigures.Rolling;
import dev.sluice.analytics.AccuracyFigures.Status;
import dev.sluice.analytics.AccuracySignals;
import dev.sluice.analytics.AccuracySignals.Change;
import dev.sluice.analytics.AccuracySignals.Comparison;
import dev.sluice.analytics.AccuracySignals.Span;
import dev.sluice.analytics.AccuracySignals.Trend;
import dev.sluice.analytics.AccuracySignals.Verdict;
import dev.sluice.analytics.AccuracyStatistic;
import dev.sluice.analytics.AccuracyStatistics;
import dev.sluice.analytics.Calibration;
import dev.sluice.analytics.Calibration.Bin;
import dev.sluice.analytics.ClassFigures;
import dev.sluice.analytics.TargetKind;
import dev.sluice.analytics.statistics.Wilson;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Accuracy made up from a seed, with all that is told of it: the model that has two versions gets worse, then better. */
final class SampleAccuracy {
  private static final Map<String, String> UNTOLD = Map.of(
      "changePoint", "no change at p ≤ 0.001",
      "trendSlope", "13 mature days with labels, 14 needed",
      "regression", "no other version was there before it in these 28 days");

  private SampleAccuracy() {}

  static AccuracyFigures of(
      SampleFigures.Model model,
      LocalDate day,
      long predicted,
      double share,
      List<AccuracyFigures> before,
      Random random) {
    long late = SampleFigures.LAST.toEpochDay() - day.toEpochDay();
    long labelled = Math.round(predicted * 0.7 * Math.min(1, (late + 1) / 6.0));
    List<String> classes = model.classes();
    Day row = new Day(model.name(), day, predicted, labelled);
    if (classes.isEmpty()) {
      return row.figures("*", null, Map.of(), 41 + 5 * random.nextDouble(), before, null);
    }
    Map<String, Map<String, Long>> confusion = new TreeMap<>();
    long correct = 0;
    for (long i = 0; i < labelled; i++) {
      int label = random.nextInt(classes.size());
      boolean right = random.nextDouble() < share;
      int other = (label + 1 + random.nextInt(classes.size() - 1)) % classes.size();
      correct += right ? 1 : 0;
      confusion
          .computeIfAbsent(classes.get(label), unseen -> new TreeMap<>())
          .merge(classes.get(right ? label : other), 1L, Long::sum);
    }
    Change change = model.newVersion() == null || !day.equals(SampleFigures.LAST)
        ? null
        : new Change(
            model.newVersion().minusDays(3), 0.985, 0.87, -0.115, 0.00002, 2500, 1800, true);
    return row.figures("*", correct, confusion, null, before, change);
  }

  /** The same of one version; a second one is compared with the first. */
  static AccuracyFigures renamed(
      AccuracyFigures row, String version, List<AccuracyFigures> before) {
    Day day = new Day(
        row.model(), LocalDate.parse(row.window().label()), row.predicted(), row.labelled());
    return day.figures(version, correct(row), row.confusion(), row.value(MAE), before, null);
  }

  /** The same of a version that is worse than the first. */
  static AccuracyFigures compared(AccuracyFigures row, String version) {
    Comparison like = Objects.requireNonNull(row.signals().regression());
    Comparison worse = new Comparison(
        like.baseline(),
        version,
        like.span(),
        like.baselineFrom(),
        like.baselineTo(),
        like.candidateFrom(),
        like.candidateTo(),
        like.baselineLabelled(),
        like.candidateLabelled(),
        /* baselineFigure= */ like.candidateFigure(),
        /* candidateFigure= */ like.baselineFigure(),
        -0.13,
        -0.203,
        -0.056,
        Verdict.WORSE);
    AccuracyFigures named = renamed(row, version, List.of());
    return new AccuracyFigures(
        named.model(),
        version,
        named.window(),
        named.target(),
        named.predicted(),
        named.labelled(),
        named.accuracyStatistics(),
        named.averages(),
        named.majority(),
        named.perClass(),
        named.confusion(),
        named.excluded(),
        named.calibration(),
        named.calibration28(),
        named.labelDelay(),
        named.rolling7(),
        named.rolling28(),
        new AccuracySignals(null, null, worse),
        named.status(),
        named.absent());
  }

  private record Day(String model, LocalDate day, long predicted, long labelled) {
    AccuracyFigures figures(
        String version,
        @Nullable Long correct,
        Map<String, Map<String, Long>> confusion,
        @Nullable Double mae,
        List<AccuracyFigures> before,
        @Nullable Change change) {
      Rolling own = rolling(1, predicted, labelled, correct, mae);
      boolean classes = mae == null;
      Calibration calibration = classes ? calibration() : null;
      boolean last = day.equals(SampleFigures.LAST);
      return new AccuracyFigures(
          model,
          version,
          SampleFigures.day(day),
          classes ? TargetKind.CLASS : TargetKind.NUMERIC,
          predicted,
          labelled,
          statistics(own),
          null,
          classes ? new Majority("1", labelled / 3, 1.0 / 3) : null,
          perClass(confusion),
          confusion,
          classes ? null : new AccuracyFigures.Excluded(1, 2, 0, 1),
          calibration,
          calibration,
          new LabelDelay(labelled, 90_000.0, 260_000.0 + 1000 * day.getDayOfMonth(), 0, 0, 1),
          over(7, before, own),
          over(28, before, own),
          last ? signals(version, change, classes) : AccuracySignals.NONE,
          day.isAfter(SampleFigures.LAST.minusDays(7)) ? Status.PROVISIONAL : Status.FINAL,
          UNTOLD);
    }

    private Map<AccuracyStatistic, Double> statistics(Rolling own) {
      Map<AccuracyStatistic, Double> statistics = new EnumMap<>(AccuracyStatistic.class);
      statistics.putAll(own.accuracyStatistics());
      if (predicted > 0) {
        statistics.put(COVERAGE, (double) labelled / predicted);
      }
      Double accuracy = own.value(ACCURACY);
      if (accuracy != null) {
        statistics.put(MACRO_F1, accuracy);
      }
      Double mae = own.value(MAE);
      if (mae != null) {
        statistics.putAll(Map.of(RMSE, mae * 1.25, BIAS, -1.7, R2, 0.42));
      }
      return statistics;
    }

    private AccuracySignals signals(String version, @Nullable Change change, boolean classes) {
      LocalDate first = day.minusDays(20);
      Trend trend = classes ? new Trend(-0.0002, 0.43, 21, first, 0.96, day, 0.956) : null;
      Comparison comparison = version.equals("2")
          ? new Comparison(
              "1",
              version,
              Span.SAME_DAYS,
              day.minusDays(7),
              day.minusDays(7),
              day.minusDays(7),
              day.minusDays(7),
              200,
              204,
              0.76,
              0.89,
              0.13,
              0.056,
              0.203,
              Verdict.BETTER)
          : null;
      return new AccuracySignals(trend, change, comparison);
    }

    private static Calibration calibration() {
      List<Bin> bins = new ArrayList<>();
      for (int i = 4; i < 10; i++) {
        long count = 30L * (i - 3) * (i - 3);
        long correct = Math.round(count * (0.08 + 0.085 * i));
        double confidence = i / 10.0 + 0.06;
        bins.add(new Bin(
            i / 10.0, (i + 1) / 10.0, count, correct, confidence, (double) correct / count));
      }
      long count = bins.stream().mapToLong(Bin::count).sum();
      return new Calibration(count, 0.083, 0.071, bins, new Calibration.Excluded(3, 1, 2));
    }
  }

  private static Map<String, ClassFigures> perClass(Map<String, Map<String, Long>> confusion) {
    Map<String, ClassFigures> classes = new TreeMap<>();
    confusion.forEach((label, predictions) -> {
      long support = predictions.values().stream().mapToLong(n -> n).sum();
      long correct = predictions.getOrDefault(label, 0L);
      double recall = (double) correct / support;
      classes.put(label, new ClassFigures(support, support, correct, recall, recall, recall));
    });
    return classes;
  }

  private static Rolling over(int days, List<AccuracyFigures> before, Rolling own) {
    List<AccuracyFigures> others =
        before.subList(Math.max(0, before.size() - days + 1), before.size());
    long predicted =
        own.predicted() + others.stream().mapToLong(AccuracyFigures::predicted).sum();
    long labelled =
        own.labelled() + others.stream().mapToLong(AccuracyFigures::labelled).sum();
    Long right = correct(own);
    if (right == null) {
      return rolling(others.size() + 1, predicted, labelled, null, own.value(MAE));
    }
    long correct = right
        + others.stream()
            .map(SampleAccuracy::correct)
            .mapToLong(count -> count == null ? 0 : count)
            .sum();
    return rolling(others.size() + 1, predicted, labelled, correct, null);
  }

  private static @Nullable Long correct(AccuracyStatistics row) {
    Double correct = row.value(CORRECT);
    return correct == null ? null : (Long) correct.longValue();
  }

  private static Rolling rolling(
      int days, long predicted, long n, @Nullable Long correct, @Nullable Double mae) {
    Map<AccuracyStatistic, Double> statistics = new EnumMap<>(AccuracyStatistic.class);
    if (mae != null) {
      statistics.put(MAE, mae);
    }
    if (correct != null) {
      statistics.put(CORRECT, (double) correct);
    }
    if (correct != null && n > 0) {
      Wilson interval = Wilson.of(correct, n);
      statistics.put(ACCURACY, (double) correct / n);
      statistics.put(ACCURACY_LOW, interval.low());
      statistics.put(ACCURACY_HIGH, interval.high());
    }
    return new Rolling(days, predicted, n, statistics);
  }
}
