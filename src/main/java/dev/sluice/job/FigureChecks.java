package dev.sluice.job;

import dev.sluice.analytics.Analysis.Inputs;
import dev.sluice.analytics.Figures;
import dev.sluice.analytics.UnitSuspicions;
import dev.sluice.dataset.layout.TableSchema;
import dev.sluice.dataset.run.Role;
import dev.sluice.dataset.snapshot.Snapshot;
import dev.sluice.dataset.store.Documents;
import dev.sluice.failure.Printable;
import dev.sluice.failure.SluiceException;
import dev.sluice.job.settings.Settings;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What is looked at before figures are kept: whether they are of next to nothing, and what is worth a warning. */
record FigureChecks(Settings settings, Documents documents, Warnings warnings) {
  private static final int MAX_SENTENCE = 300;

  /**
   * Warns of them, or refuses them.
   *
   * @throws dev.sluice.failure.DataGateException where most events lack what figures need
   */
  void check(Figures figures, Inputs inputs, Snapshot snapshot, Journal.Entry entry) {
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
    Figures before = before(snapshot, entry).orElse(null);
    warnings.add(UnitSuspicions.of(figures, before, settings.events()).stream()
        .map(sentence -> Printable.brief(sentence, MAX_SENTENCE)
            + ". See sluice.events.latency-unit, which can be stated to be ms too.")
        .toList());
  }

  /** The figures that this run had by other settings, or those of the snapshot before; empty where there are none to read. */
  private Optional<Figures> before(Snapshot snapshot, Journal.Entry entry) {
    String path = entry.figures() > 1
        ? AnalyzeStage.path(entry.runId(), entry.figures() - 1)
        : snapshot
            .tableOf(Role.SOURCE)
            .map(name -> snapshot.schemas().get(name))
            .map(TableSchema::drift)
            .map(drift -> AnalyzeStage.path(drift.since(), 1))
            .orElse("");
    try {
      return path.isEmpty()
          ? Optional.empty()
          : documents.read(path).map(json -> AnalyzeStage.read(json, documents.location(path)));
    } catch (SluiceException unreadable) {
      return Optional.empty();
    }
  }
}
