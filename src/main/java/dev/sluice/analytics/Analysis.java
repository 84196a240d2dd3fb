package dev.sluice.analytics;

import dev.sluice.analytics.accuracy.AccuracyDays;
import dev.sluice.analytics.experiments.Experiments;
import dev.sluice.analytics.latency.LatencyWindows;
import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Computes all figures of a run. */
public final class Analysis {
  private final String runId;
  private final Instant asOf;
  private final AnalyticsSettings settings;

  /**
   * @param asOf what the figures are ordered by, and what a day's labels are mature at: the scan's start, or {@code
   *     labels.as-of} if earlier
   */
  public Analysis(String runId, Instant asOf, AnalyticsSettings settings) {
    this.runId = runId;
    this.asOf = asOf;
    this.settings = settings;
  }

  /** The figures. The same input gives the same figures in the same order. */
  public Figures figures(Inputs inputs) {
    LatencyWindows latency = latency(inputs);
    AccuracyDays accuracy = accuracy(inputs);
    List<LatencyFigures> latencyFigures = latency.figures();
    List<AccuracyFigures> accuracyFigures = accuracy.figures(asOf);
    return new Figures(
        runId,
        asOf,
        settings.date(),
        settings.zone().getId(),
        latency.undated(),
        latency.unmodelled(),
        settings.sloTarget(),
        latencyFigures,
        accuracyFigures,
        experiments(inputs),
        Headlines.of(latencyFigures, accuracy, accuracyFigures));
  }

  private LatencyWindows latency(Inputs inputs) {
    Dataset<Row> table = inputs.events();
    return table == null
        ? LatencyWindows.none(settings)
        : LatencyWindows.of(
            Events.of(table, inputs.eventAttributes(), settings.zone()),
            inputs.eventAttributes().unit(),
            settings);
  }

  private AccuracyDays accuracy(Inputs inputs) {
    Dataset<Row> table = inputs.events();
    LabelAttributes names = inputs.labelAttributes();
    return table == null || names == null
        ? AccuracyDays.none(settings)
        : AccuracyDays.of(table, inputs.eventAttributes(), inputs.labels(), names, settings);
  }

  private List<ExperimentFigures> experiments(Inputs inputs) {
    Dataset<Row> table = inputs.experiments();
    ExperimentAttributes names = inputs.experimentAttributes();
    return table == null || names == null
        ? List.of()
        : Experiments.figures(table, names, settings.zone());
  }
}
