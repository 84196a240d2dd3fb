package dev.sluice.job;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.sluice.analytics.Figures;
import dev.sluice.dataset.Snapshots;
import dev.sluice.dataset.run.Manifest;
import dev.sluice.failure.SluiceException;
import dev.sluice.job.settings.Settings;
import dev.sluice.price.ListPrice;
import dev.sluice.summary.Origin;
import dev.sluice.summary.PublicationEstimate;
import dev.sluice.summary.PublicationEstimate.Writes;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The plan of publishing, by the figures of the last run.
 *
 * @param of the run
 */
record PublishingPlan(
    String of, int models, int versions, int days, long rows, Cost first, Cost night, Cost idle) {
  /** @param dollars on demand; null: no price is on record */
  record Cost(@JsonUnwrapped Writes writes, @Nullable Double dollars) {
    static Cost of(Writes writes, @Nullable ListPrice price) {
      return new Cost(
          writes, price == null ? null : price.ofWriteUnits((double) writes.writeUnits()));
    }

    String inWords() {
      return String.format(
          Locale.ROOT,
          "%,d rows, about %,d write units, %s dollars",
          writes.rows(),
          writes.writeUnits(),
          Amounts.of(dollars));
    }
  }

  /**
   * Plans by the last run whose figures are stored; empty if there is none.
   *
   * @param price null: not on record
   */
  static Optional<PublishingPlan> of(
      Snapshots snapshots, Settings settings, @Nullable ListPrice price) {
    FigureFiles files = new FigureFiles(snapshots.documents());
    try {
      Manifest manifest = new SnapshotChoice(snapshots, settings).of(null).manifest();
      String runId = manifest.runId();
      return files
          .newest(runId)
          .map(number -> of(
              files.read(runId, number), RunRecords.origin(settings, manifest), settings, price));
    } catch (SluiceException none) {
      return Optional.empty();
    }
  }

  private static PublishingPlan of(
      Figures figures, Origin origin, Settings settings, @Nullable ListPrice price) {
    PublicationEstimate estimate = PublicationEstimate.of(
        figures, origin, settings.summary(), settings.analytics().maturity());
    return new PublishingPlan(
        figures.runId(),
        estimate.models(),
        estimate.versions(),
        estimate.days(),
        estimate.rows(),
        Cost.of(estimate.first(), price),
        Cost.of(estimate.night(), price),
        Cost.of(estimate.idle(), price));
  }

  void say(Outcome outcome) {
    outcome.line(
        "publishing",
        String.format(
            Locale.ROOT,
            "by the figures of run %s: %,d models, %,d versions, %,d days",
            of,
            models,
            versions,
            days));
    outcome.line("  first", first.inWords());
    outcome.line("  night", night.inWords());
    outcome.line("  idle", idle.inWords());
  }
}
