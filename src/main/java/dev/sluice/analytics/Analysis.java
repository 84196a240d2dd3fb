package dev.sluice.analytics;

import dev.sluice.analytics.accuracy.AccuracyDays;
import dev.sluice.analytics.days.DayStates;
import dev.sluice.analytics.days.EventTables;
import dev.sluice.analytics.experiments.Experiments;
import dev.sluice.analytics.latency.EventTally;
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
    EventTables tables = new EventTables(
        inputs.events(), inputs.eventAttributes(), inputs.labels(), inputs.labelAttributes());
    return figures(tables.daysRead(settings), StandingRows.NONE, inputs);
  }

  /**
   * Returns the figures of events that have been computed by day.
   *
   * @param states those of at least the days that the settings read
   * @param standing rows that need not be computed
   * @param inputs of which only the experiments are read
   */
  public Figures figures(DayStates states, StandingRows standing, Inputs inputs) {
    Latency found = latency(states.latency(), standing);
    LatencyWindows latency = found.windows();
    EventTally items = latency.items();
    AccuracyDays accuracy = accuracy(states.accuracy(), found.kept(), standing);
    List<LatencyFigures> latencyFigures = latency.figures();
    List<AccuracyFigures> accuracyFigures = accuracy.figures(asOf);
    return new Figures(
        runId,
        asOf,
        settings.date(),
        settings.zone().getId(),
        items.undated(),
        items.unmodelled(),
        settings.sloTarget(),
        latencyFigures,
        accuracyFigures,
        experiments(inputs),
        Headlines.of(latencyFigures, accuracy, accuracyFigures),
        items.dated(),
        accuracy.targets(),
        accuracy.kindChanges(),
        found.kept().others(),
        new EventQuality(
            items.undatedModelled(),
            items.unusablePredictions(),
            accuracy.unusableLabels(),
            items.unusableVersions(),
            items.unusableModels(),
            accuracy.conflictingLabels(),
            accuracy.undatedLabels()));
  }

  private record Latency(LatencyWindows windows, Kept kept) {}

  private Latency latency(@Nullable Dataset<Row> states, StandingRows standing) {
    if (states == null) {
      return new Latency(LatencyWindows.none(settings), Kept.ALL);
    }
    return LatencyWindows.of(states, settings, standing)
        .map(windows -> new Latency(windows, Kept.ALL))
        .orElseGet(() -> summedUp(states));
  }

  private Latency summedUp(Dataset<Row> states) {
    Kept kept = Ranking.of(states, settings);
    return new Latency(
        LatencyWindows.of(kept.rename(states), settings, StandingRows.NONE).orElseThrow(), kept);
  }

  private AccuracyDays accuracy(@Nullable Dataset<Row> states, Kept kept, StandingRows standing) {
    return states == null
        ? AccuracyDays.none(settings)
        : AccuracyDays.of(states, kept, settings, kept.isAll() ? standing : StandingRows.NONE);
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
