package dev.sluice.analytics;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Figures without dated items, kinds of target, summed-up models or flaws of events. */
public final class PlainFigures {
  private PlainFigures() {}

  public static Figures of(
      String runId,
      Instant asOf,
      LocalDate date,
      String zone,
      long undated,
      long unmodelled,
      @Nullable Double sloTarget,
      List<LatencyFigures> latency,
      List<AccuracyFigures> accuracy,
      List<ExperimentFigures> experiments,
      List<Headline> headlines) {
    return new Figures(
        runId,
        asOf,
        date,
        zone,
        undated,
        unmodelled,
        sloTarget,
        latency,
        accuracy,
        experiments,
        headlines,
        null,
        null,
        null,
        null,
        null);
  }
}
