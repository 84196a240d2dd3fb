package dev.sluice.job;

import dev.sluice.analytics.Analysis.Inputs;
import dev.sluice.analytics.Figures;
import dev.sluice.analytics.UnitSuspicions;
import dev.sluice.failure.Printable;
import dev.sluice.job.settings.Settings;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Checks figures before they are stored: whether enough events have the required attributes, and whether there are
 * warnings.
 */
record FigureChecks(Settings settings, Warnings warnings) {
  private static final int MAX_SENTENCE = 300;

  /**
   * Adds warnings, or refuses the figures.
   *
   * @param earlier the previous figures, if there are any
   * @throws dev.sluice.failure.DataGateException if most events lack a required attribute
   */
  void check(Figures figures, Inputs inputs, Supplier<Optional<Figures>> earlier) {
    Dataset<Row> events = inputs.events();
    if (events == null) {
      return;
    }
    EventGate gate = new EventGate(
        events,
        settings.events(),
        settings.analytics().zone(),
        settings.analytics().gates());
    gate.check(figures);
    warnings.add(gate.warnings(figures));
    Figures before = earlier.get().orElse(null);
    warnings.add(UnitSuspicions.of(figures, before, settings.events()).stream()
        .map(sentence -> Printable.brief(sentence, MAX_SENTENCE)
            + ". See sluice.events.latency-unit, which can be stated to be ms too.")
        .toList());
  }
}
