package dev.sluice.report;

import dev.sluice.analytics.AccuracyFigures;
import dev.sluice.analytics.AccuracyFigures.Excluded;
import dev.sluice.analytics.LatencyFigures;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.ToLongFunction;

/**
 * The numbers of values that each model's figures rest on; the models with the most excluded values first, the rest
 * summed up.
 */
final class ModelQuality {
  private static final int MAX_ROWS = 100;

  private ModelQuality() {}

  static DataTable latencies(List<ModelFigures> models) {
    DataTable.Builder table = DataTable.of("Latencies: how many were used, and why others were not")
        .words("Model")
        .numbers(
            "Requests",
            "Used",
            "of these text",
            "Missing",
            "NULL",
            "Not a number",
            "Not finite",
            "Negative");
    return rows(
        table,
        models,
        List.of(
            latency(LatencyFigures::requests),
            latency(LatencyFigures::count),
            latency(LatencyFigures::numericStrings),
            latency(row -> row.excluded().missing()),
            latency(row -> row.excluded().nulls()),
            latency(row -> row.excluded().nonNumeric()),
            latency(row -> row.excluded().notFinite()),
            latency(row -> row.excluded().negative())));
  }

  /** Creates the table of numeric targets. */
  static DataTable values(List<ModelFigures> models) {
    DataTable.Builder table = DataTable.of(
            "Numeric predictions and labels: how many were used, and why others were not")
        .words("Model")
        .numbers(
            "Predicted",
            "Used",
            "Prediction not a number",
            "Prediction not finite",
            "Label not a number",
            "Label not finite");
    return rows(
        table,
        models.stream().filter(ModelFigures::numeric).toList(),
        List.of(
            accuracy(AccuracyFigures::predicted),
            accuracy(AccuracyFigures::labelled),
            left(Excluded::nonNumericPredictions),
            left(Excluded::notFinitePredictions),
            left(Excluded::nonNumericLabels),
            left(Excluded::notFiniteLabels)));
  }

  private static ToLongFunction<ModelFigures> latency(ToLongFunction<LatencyFigures> figure) {
    return model -> model.latency().stream().mapToLong(figure).sum();
  }

  private static ToLongFunction<ModelFigures> accuracy(ToLongFunction<AccuracyFigures> figure) {
    return model -> model.accuracy().stream().mapToLong(figure).sum();
  }

  private static ToLongFunction<ModelFigures> left(ToLongFunction<Excluded> reason) {
    return model -> model.accuracy().stream()
        .map(AccuracyFigures::excluded)
        .filter(Objects::nonNull)
        .mapToLong(reason)
        .sum();
  }

  /** Adds the rows. The first two figures are all values and the used ones. */
  private static DataTable rows(
      DataTable.Builder table,
      List<ModelFigures> models,
      List<ToLongFunction<ModelFigures>> figures) {
    ToLongFunction<ModelFigures> unused =
        model -> figures.get(0).applyAsLong(model) - figures.get(1).applyAsLong(model);
    List<ModelFigures> ranked =
        models.stream().sorted(Comparator.comparingLong(unused).reversed()).toList();
    ranked.stream()
        .limit(MAX_ROWS)
        .sorted(Comparator.comparing(ModelFigures::number))
        .forEach(model -> table.row(PlainText.brief(model.model()), sums(List.of(model), figures)));
    if (ranked.size() > MAX_ROWS) {
      List<ModelFigures> others = ranked.subList(MAX_ROWS, ranked.size());
      table.others(Notation.count(others.size(), "other model"), sums(others, figures));
    }
    return table.build();
  }

  private static List<Cell> sums(
      List<ModelFigures> models, List<ToLongFunction<ModelFigures>> figures) {
    return figures.stream()
        .map(figure -> Cell.count(models.stream().mapToLong(figure).sum()))
        .toList();
  }
}
