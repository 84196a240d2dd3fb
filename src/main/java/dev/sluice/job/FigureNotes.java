package dev.sluice.job;

import dev.sluice.analytics.Figures;
import dev.sluice.analytics.Figures.DatedItems;
import dev.sluice.analytics.KindChange;
import dev.sluice.analytics.Others;
import dev.sluice.failure.Printable;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Notes about a run's figures: items in no window, doubtful target kinds, models and versions that are summed up. */
final class FigureNotes {
  private static final int MAX_TOLD = 20;

  private final Outcome outcome;
  private final Warnings warnings;

  FigureNotes(Outcome outcome, Warnings warnings) {
    this.outcome = outcome;
    this.warnings = warnings;
  }

  void tell(Figures figures) {
    items(figures);
    targetKinds(figures);
    others(figures.others());
  }

  private void items(Figures figures) {
    DatedItems dated = figures.dated();
    outcome.field(
        "events",
        Map.of(
            "analysed", dated.analysed(),
            "undated", figures.undated(),
            "unmodelled", figures.unmodelled(),
            "earlier", dated.earlier(),
            "later", dated.later()));
    long outside = figures.undated() + figures.unmodelled() + dated.earlier() + dated.later();
    if (outside > 0) {
      outcome.line(
          "outside",
          text(
              "in no window: %,d undated, %,d without a model, %,d before the days covered, %,d after %s",
              figures.undated(),
              figures.unmodelled(),
              dated.earlier(),
              dated.later(),
              figures.date()));
    }
  }

  private void targetKinds(Figures figures) {
    figures.kindChanges().stream().limit(MAX_TOLD).forEach(change -> warn("target", named(change)));
    int more = figures.kindChanges().size() - MAX_TOLD;
    if (more > 0) {
      warn("target", text("and %,d more models, see the report", more));
    }
  }

  private static String named(KindChange change) {
    return Printable.brief(change.model()) + ": " + change.inWords();
  }

  private void others(Others others) {
    if (others.models() > 0) {
      warn(
          "models",
          text(
              "%,d models with %,d items are summed up as %s, the report lists the first; analytics.max-models allows more",
              others.models(), others.modelItems(), Others.NAME));
    }
    if (others.versions() > 0) {
      warn(
          "versions",
          text(
              "%,d versions with %,d items are summed up as %s of their models, the report lists the first; analytics.max-versions allows more",
              others.versions(), others.versionItems(), Others.NAME));
    }
  }

  private void warn(String subject, String text) {
    warnings.add(List.of(Printable.message(subject + ": " + text)));
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
