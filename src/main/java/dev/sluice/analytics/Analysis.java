package dev.sluice.analytics;

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
    Dataset<Row> table = inputs.events();
    if (table == null) {
      return figures(0, 0, List.of());
    }
    Dataset<Row> events = Events.of(table, inputs.eventAttributes(), settings.zone());
    LatencyWindows latency = LatencyWindows.of(events, settings);
    return figures(latency.undated(), latency.unmodelled(), latency.figures());
  }

  private Figures figures(long undated, long unmodelled, List<LatencyFigures> latency) {
    return new Figures(
        runId,
        asOf,
        settings.date(),
        settings.zone().getId(),
        undated,
        unmodelled,
        settings.sloTarget(),
        latency,
        List.of(),
        List.of(),
        List.of());
  }
}
