package dev.sluice.report;

import dev.sluice.report.chart.Ink;
import dev.sluice.report.chart.Layer;
import dev.sluice.report.chart.Plot;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** Labels against predictions as a heat map: the shade is the share of the row, the number is the count. */
final class ConfusionFigure {
  private static final int MAX_CLASSES = 20;
  private static final int MAX_WITH_COUNTS = 12;
  private static final int MAX_MISTAKES = 30;
  private static final int MAX_LABEL_LENGTH = 10;
  private static final double TEXT_SIZE = 5;
  private static final List<Ink> SHADES =
      List.of(Ink.HEAT0, Ink.HEAT1, Ink.HEAT2, Ink.HEAT3, Ink.HEAT4, Ink.HEAT5, Ink.HEAT6);

  /** Upper limits of the shades, as shares of a row; the first shade is for a share of 0. */
  private static final double[] STEPS = {0, 0.02, 0.05, 0.15, 0.4, 0.8, 1.01};

  private static final int FIRST_DARK = 4;

  private ConfusionFigure() {}

  static Figure of(ModelFigures model) {
    String id = model.anchor("confusion");
    return ConfusionTable.of(model)
        .map(confusion -> of(model, confusion, id))
        .orElseGet(() -> Figure.empty(
            id, "Confusion matrix", "No prediction of the last 28 days has a label yet."));
  }

  private static Figure of(ModelFigures model, ConfusionTable confusion, String id) {
    String title = title(confusion);
    List<String> classes = confusion.largest(MAX_CLASSES);
    int left = confusion.classes().size() - classes.size();
    String n = "n = " + Notation.count(confusion.total(), "label") + ", " + confusion.inWords();
    return new Figure(
        id,
        title,
        left == 0
            ? n
            : n + "; the " + MAX_CLASSES + " largest of "
                + Notation.count(confusion.classes().size()) + " classes",
        List.of(new Figure.Key(
            Ink.HEAT1, "box", "rows: label · columns: prediction · shade: share of the row")),
        Chart.of(id, model.name() + ": " + title, () -> plot(confusion, classes)),
        classes.size() == confusion.classes().size()
            ? matrix(model, confusion, classes)
            : mistakes(model, confusion));
  }

  private static String title(ConfusionTable confusion) {
    List<ConfusionTable.Mistake> mistakes = confusion.mistakes();
    if (mistakes.isEmpty()) {
      return "No mistake among the labelled";
    }
    ConfusionTable.Mistake worst = mistakes.get(0);
    return "Most often %s was taken for %s: %s of %s"
        .formatted(
            PlainText.brief(worst.label(), 2 * MAX_LABEL_LENGTH),
            PlainText.brief(worst.prediction(), 2 * MAX_LABEL_LENGTH),
            Notation.count(worst.items()),
            Notation.count(worst.of()));
  }

  private static Plot plot(ConfusionTable confusion, List<String> classes) {
    Map<String, String> names = names(classes);
    List<String> across = List.copyOf(names.values());
    List<String> down = new ArrayList<>(across);
    Collections.reverse(down);
    int height = Math.max(Sizes.HEIGHT, 30 + 15 * classes.size());
    Plot plot = Plot.framed(Sizes.WIDTH, height).names("x", across).names("y", down);
    shades(confusion, names, plot);
    if (classes.size() <= MAX_WITH_COUNTS) {
      counts(confusion, names, false, plot);
      counts(confusion, names, true, plot);
    }
    return plot;
  }

  /** Returns the classes' names on the axes: distinct even if their shortened names are equal. */
  private static Map<String, String> names(List<String> classes) {
    Map<String, String> names = new LinkedHashMap<>();
    for (String name : classes) {
      String brief = brief(name);
      int again = 2;
      String unique = brief;
      while (names.containsValue(unique)) {
        unique = brief + " " + again++;
      }
      names.put(name, unique);
    }
    return names;
  }

  /** Shortens a name to the length of an axis label, with room for a distinguishing suffix. */
  private static String brief(String name) {
    int longest = MAX_LABEL_LENGTH;
    String brief = PlainText.brief(name, longest);
    while (brief.length() > Plot.MAX_LABEL - 4) {
      brief = PlainText.brief(name, --longest);
    }
    return brief;
  }

  /** Adds one layer for all tiles: a tile's size is relative to the smallest distance within its layer. */
  private static void shades(ConfusionTable confusion, Map<String, String> names, Plot plot) {
    List<String> x = new ArrayList<>();
    List<String> y = new ArrayList<>();
    List<Ink> inks = new ArrayList<>();
    names.forEach((label, row) -> names.forEach((prediction, column) -> {
      x.add(column);
      y.add(row);
      inks.add(SHADES.get(shade(confusion.count(label, prediction), confusion.labels(label))));
    }));
    plot.fills(SHADES)
        .layer(Layer.of("tile")
            .column("x", x)
            .column("y", y)
            .fills(inks)
            .set("width", 0.97)
            .set("height", 0.95)
            .size(0));
  }

  private static void counts(
      ConfusionTable confusion, Map<String, String> names, boolean dark, Plot plot) {
    List<String> x = new ArrayList<>();
    List<String> y = new ArrayList<>();
    List<String> counts = new ArrayList<>();
    names.forEach((label, row) -> names.forEach((prediction, column) -> {
      long n = confusion.count(label, prediction);
      if (n > 0 && shade(n, confusion.labels(label)) >= FIRST_DARK == dark) {
        x.add(column);
        y.add(row);
        counts.add(Notation.count(n));
      }
    }));
    if (!x.isEmpty()) {
      plot.layer(Layer.of("text")
          .column("x", x)
          .column("y", y)
          .column("label", counts)
          .stroke(dark ? Ink.ON_DARK : Ink.ON_LIGHT)
          .size(TEXT_SIZE));
    }
  }

  private static int shade(long n, long of) {
    if (n == 0) {
      return 0;
    }
    double share = (double) n / of;
    int shade = 1;
    while (shade < STEPS.length - 1 && share >= STEPS[shade]) {
      shade++;
    }
    return shade;
  }

  private static DataTable matrix(
      ModelFigures model, ConfusionTable confusion, List<String> classes) {
    DataTable.Builder table = DataTable.of(
            model.name() + ": items by label (row) and prediction (column)")
        .words("Label")
        .numbers(classes.stream().map(PlainText::of).toArray(String[]::new))
        .numbers("All", "Recall", "F1");
    for (String label : classes) {
      List<Cell> cells = new ArrayList<>();
      classes.forEach(prediction -> cells.add(Cell.count(confusion.count(label, prediction))));
      cells.add(Cell.count(confusion.labels(label)));
      cells.add(share(confusion.recall(label), "no label is this class"));
      cells.add(share(confusion.f1(label), "neither a label nor a prediction is this class"));
      table.row(PlainText.of(label), cells);
    }
    table.row("Precision", precision(confusion, classes));
    return table.build();
  }

  private static List<Cell> precision(ConfusionTable confusion, List<String> classes) {
    List<Cell> cells = new ArrayList<>();
    classes.forEach(
        prediction -> cells.add(share(confusion.precision(prediction), "never predicted")));
    cells.add(Cell.count(confusion.total()));
    cells.add(Cell.none("of each class only"));
    cells.add(Cell.none("of each class only"));
    return cells;
  }

  private static Cell share(OptionalDouble share, String why) {
    return share.isPresent() ? Cell.number(Notation.percent(share.getAsDouble())) : Cell.none(why);
  }

  private static DataTable mistakes(ModelFigures model, ConfusionTable confusion) {
    DataTable.Builder table = DataTable.of(model.name() + ": the most frequent mistakes")
        .words("Label", "Prediction")
        .numbers("Items", "Of the label's");
    confusion.mistakes().stream()
        .limit(MAX_MISTAKES)
        .forEach(mistake -> table.row(
            PlainText.of(mistake.label()),
            Cell.text(PlainText.of(mistake.prediction())),
            Cell.count(mistake.items()),
            Cell.count(mistake.of())));
    return table.build();
  }
}
