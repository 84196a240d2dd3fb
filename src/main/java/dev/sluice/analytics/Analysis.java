package dev.sluice.analytics;

import dev.sluice.analytics.accuracy.AccuracyDays;
import dev.sluice.analytics.experiments.Experiments;
import dev.sluice.analytics.latency.LatencyWindows;
import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** Computes all figures of a run. */
public final class Analysis {
  private final String runId;
  private final Instant asOf;
  private final AnalyticsSettings settings;

  /**
   * @param asOf the instant that orders the figures and decides which days' labels are mature: the scan's start, or
   *     {@code labels.as-of} if earlier
   */
  public Analysis(String runId, Instant asOf, AnalyticsSettings settings) {
    this.runId = runId;
    this.asOf = asOf;
    this.settings = settings;
  }

  /** Returns the figures. The same input gives the same figures in the same order. */
  public Figures figures(Inputs inputs) {
    Latency found = latency(inputs);
    LatencyWindows latency = found.windows();
    AccuracyDays accuracy = accuracy(inputs, found.kept());
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
        Headlines.of(latencyFigures, accuracy, accuracyFigures),
        latency.dated(),
        accuracy.targets(),
        accuracy.kindChanges(),
        found.kept().others(),
        new EventQuality(
            latency.undatedModelled(),
            latency.unusablePredictions(),
            accuracy.unusableLabels(),
            latency.unusableVersions(),
            latency.unusableModels(),
            accuracy.conflictingLabels(),
            accuracy.undatedLabels()));
  }

  private record Latency(LatencyWindows windows, Kept kept) {}

  private Latency latency(Inputs inputs) {
    Dataset<Row> table = inputs.events();
    if (table == null) {
      return new Latency(LatencyWindows.none(settings), Kept.ALL);
    }
    Dataset<Row> events = Events.of(table, inputs.eventAttributes(), settings.zone());
    return LatencyWindows.of(events, settings)
        .map(windows -> new Latency(windows, Kept.ALL))
        .orElseGet(() -> summedUp(events));
  }

  private Latency summedUp(Dataset<Row> events) {
    Kept kept = Ranking.of(events, settings);
    return new Latency(LatencyWindows.of(kept.rename(events), settings).orElseThrow(), kept);
  }

  private AccuracyDays accuracy(Inputs inputs, Kept kept) {
    Dataset<Row> table = inputs.events();
    LabelAttributes names = inputs.labelAttributes();
    return table == null || names == null
        ? AccuracyDays.none(settings)
        : AccuracyDays.of(table, inputs.eventAttributes(), inputs.labels(), names, kept, settings);
  }

  private List<ExperimentFigures> experiments(Inputs inputs) {
    Dataset<Row> table = inputs.experiments();
    ExperimentAttributes names = inputs.experimentAttributes();
    return table == null || names == null
        ? List.of()
        : Experiments.figures(table, names, settings.zone());
  }

  /**
   * The tables that figures are computed from, as {@code dataset.Snapshot.table} gives them, and the paths of their
   * attributes. A component that is null is not computed.
   *
   * @param events the log; null: none, and then no labels either
   * @param labels the table of late labels; null if {@code labelAttributes} are attributes of the event
   * @param labelAttributes null: labels are not configured, and accuracy is not computed
   */
  public record Inputs(
      @Nullable Dataset<Row> events,
      EventAttributes eventAttributes,
      @Nullable Dataset<Row> labels,
      @Nullable LabelAttributes labelAttributes,
      @Nullable Dataset<Row> experiments,
      @Nullable ExperimentAttributes experimentAttributes) {}
}
