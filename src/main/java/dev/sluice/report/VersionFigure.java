package dev.sluice.report;

import static dev.sluice.analytics.AccuracyStatistic.ACCURACY;
import static dev.sluice.analytics.AccuracyStatistic.ACCURACY_HIGH;
import static dev.sluice.analytics.AccuracyStatistic.CORRECT;

import dev.sluice.analytics.AccuracyFigures;
import dev.sluice.report.chart.Axis;
import dev.sluice.report.chart.Ink;
import dev.sluice.report.chart.Layer;
import dev.sluice.report.chart.Plot;
import dev.sluice.report.chart.Series;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Each version's accuracy by day, to compare versions that ran side by side. */
final class VersionFigure {
  private static final Ink[] INKS = {Ink.A, Ink.B, Ink.C, Ink.D, Ink.E};

  private VersionFigure() {}

  /** Returns whether at least two versions have labels. */
  static boolean isWorthwhile(ModelFigures model) {
    return judged(model).limit(2).count() == 2;
  }

  private static Stream<ModelFigures.Version> judged(ModelFigures model) {
    return model.versions().stream().filter(version -> version.accuracy().stream()
        .anyMatch(row -> row.value(ACCURACY) != null));
  }

  /**
   * Creates the figure of a model for which it {@linkplain #isWorthwhile is worthwhile}; if there are many versions, of
   * the newest.
   */
  static Figure of(ModelFigures model) {
    List<ModelFigures.Version> judged = judged(model).toList();
    List<ModelFigures.Version> newest =
        judged.subList(Math.max(0, judged.size() - INKS.length), judged.size());
    String id = model.anchor("versions");
    long n = newest.stream()
        .flatMap(version -> version.accuracy().stream())
        .mapToLong(AccuracyFigures::labelled)
        .sum();
    AccuracyNarrative signals = new AccuracyNarrative(model);
    String title = signals.newest().map(signals::inWords).orElseGet(() -> title(newest));
    return new Figure(
        id,
        title,
        "n = " + Notation.count(n, "label") + ", " + model.period().inWords(),
        keys(newest),
        Chart.of(id, model.name() + ": " + title, () -> plot(model, newest)),
        table(model, newest));
  }

  /**
   * Returns the comparison of the last two versions on the days on which both have labels, else the accuracy of each.
   */
  private static String title(List<ModelFigures.Version> versions) {
    ModelFigures.Version old = versions.get(versions.size() - 2);
    ModelFigures.Version recent = versions.get(versions.size() - 1);
    SortedSet<LocalDate> shared = labelled(old);
    shared.retainAll(labelled(recent));
    if (shared.isEmpty()) {
      return "Each by itself: %s; %s"
          .formatted(inWords(recent, labelled(recent)), inWords(old, labelled(old)));
    }
    String days = shared.size() == 1
        ? Notation.day(shared.first())
        : Notation.count(shared.size(), "day") + " until " + Notation.day(shared.last());
    return "Side by side on %s: %s; %s"
        .formatted(days, inWords(recent, shared), inWords(old, shared));
  }

  private static SortedSet<LocalDate> labelled(ModelFigures.Version version) {
    return version.accuracy().stream()
        .filter(row -> row.value(ACCURACY) != null)
        .map(row -> Period.day(row.window()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String inWords(ModelFigures.Version version, Set<LocalDate> days) {
    long correct = 0;
    long labels = 0;
    for (AccuracyFigures row : version.accuracy()) {
      Double right = row.value(CORRECT);
      if (right != null && days.contains(Period.day(row.window()))) {
        correct += right.longValue();
        labels += row.labelled();
      }
    }
    return "version %s %s (n = %s)"
        .formatted(
            PlainText.brief(version.name(), 20),
            Notation.percent((double) correct / labels),
            Notation.count(labels));
  }

  private static List<Figure.Key> keys(List<ModelFigures.Version> versions) {
    List<Figure.Key> keys = new ArrayList<>();
    for (int i = 0; i < versions.size(); i++) {
      keys.add(new Figure.Key(
          INKS[i], "line", "version " + PlainText.brief(versions.get(i).name(), 20)));
    }
    return keys;
  }

  private static Plot plot(ModelFigures model, List<ModelFigures.Version> versions) {
    double lowest = versions.stream()
        .flatMap(version -> version.accuracy().stream())
        .mapToDouble(row -> Objects.requireNonNullElse(row.value(ACCURACY), 1.0))
        .min()
        .orElse(0);
    Axis y = AccuracyFigure.share(Math.max(0, lowest - 0.04), AccuracyFigure.TOP);
    Plot plot =
        Plot.framed(Sizes.WIDTH, Sizes.HEIGHT).axis(model.period().axis()).axis(y);
    for (int i = 0; i < versions.size(); i++) {
      Series.Builder series = new Series.Builder();
      versions
          .get(i)
          .accuracy()
          .forEach(row -> series.add(AccuracyFigure.at(row), row.value(ACCURACY), 1));
      Series points = series.build();
      plot.layer(Layer.line(points, INKS[i], 0.9)).layer(Layer.dots(points, INKS[i], 1.6));
    }
    return plot;
  }

  private static DataTable table(ModelFigures model, List<ModelFigures.Version> versions) {
    DataTable.Builder table = DataTable.of(model.name() + ": accuracy by version and day")
        .words("Day", "Version")
        .numbers("Labelled", "Accuracy", "95 % interval");
    for (ModelFigures.Version version : versions) {
      for (AccuracyFigures row : version.accuracy()) {
        table.row(
            row.window().label(),
            Cell.text(PlainText.of(version.name())),
            Cell.count(row.labelled()),
            Cell.statistic(row, ACCURACY),
            Cell.statistic(row, ACCURACY_HIGH));
      }
    }
    return table.build();
  }
}
