package dev.sluice.report;

import dev.sluice.analytics.AccuracySignals.Verdict;
import dev.sluice.analytics.Figures;
import dev.sluice.analytics.Headline;
import dev.sluice.analytics.LatencyFigures;
import dev.sluice.dataset.Manifest;
import java.util.ArrayList;
import java.util.List;

/** What to look at first, by rules that the page states. */
final class Findings {
  /** Fewer failures in a day than this are not called more. */
  static final int FEWEST_FAILURES = 10;

  /** Today's error rate is called high from this multiple of that of the days before. */
  static final double MORE = 2;

  /** Of models whose kind of target is in doubt so many are told. */
  private static final int MOST_CHANGES = 20;

  private Findings() {}

  /**
   * One thing to look at.
   *
   * @param link where it is in the page
   * @param subject the model or table
   */
  record Finding(String link, String subject, String text) {}

  static List<Finding> of(Figures figures, Manifest manifest, List<ModelFigures> models) {
    List<Finding> findings = new ArrayList<>();
    for (ModelFigures model : models) {
      accuracy(model, findings);
      SlowDownWords.slowDowns(model)
          .forEach(slower -> findings.add(new Finding(
              "#" + model.anchor("latency"), model.name(), SlowDownWords.inWords(slower))));
      objective(model, figures, findings);
      errors(model, findings);
    }
    manifest.tables().forEach((name, entry) -> {
      if (entry.rejected() > 0) {
        findings.add(new Finding(
            "#quality",
            PlainText.brief(name),
            Notation.count(entry.rejected(), "item") + " could not be read"));
      }
    });
    outside(figures, findings);
    figures.kindChanges().stream()
        .limit(MOST_CHANGES)
        .forEach(change -> findings.add(
            new Finding("#quality", PlainText.brief(change.model()), change.inWords())));
    return findings;
  }

  private static void accuracy(ModelFigures model, List<Finding> findings) {
    SignalWords signals = new SignalWords(model);
    String link = "#" + model.anchor(model.numeric() ? "error" : "accuracy");
    signals
        .changeInWords()
        .filter(words -> signals.worse())
        .or(() -> Comparison.of(model.accuracy()).filter(Comparison::fell).map(Comparison::inWords))
        .ifPresent(words -> findings.add(new Finding(link, model.name(), words)));
    signals.comparisons().stream()
        .filter(comparison -> comparison.verdict() == Verdict.WORSE)
        .forEach(worse -> findings.add(new Finding(link, model.name(), signals.inWords(worse))));
  }

  private static void objective(ModelFigures model, Figures figures, List<Finding> findings) {
    Headline headline = model.headline();
    if (headline == null || headline.sloCompliance() == null || figures.sloTarget() == null) {
      return;
    }
    if (headline.sloCompliance() < figures.sloTarget()) {
      findings.add(new Finding(
          "#" + model.anchor("latency"),
          model.name(),
          "%s of requests within the latency objective, below the target of %s, on %s"
              .formatted(
                  Notation.percent(headline.sloCompliance()),
                  Notation.percent(figures.sloTarget()),
                  Notation.day(Period.day(headline.day())))));
    }
  }

  private static void errors(ModelFigures model, List<Finding> findings) {
    List<LatencyFigures> days = model.latency();
    if (days.size() < 2) {
      return;
    }
    LatencyFigures last = days.get(days.size() - 1);
    long requests = model.requests() - last.requests();
    long failed = model.failed() - last.failed();
    if (last.failed() >= FEWEST_FAILURES
        && requests > 0
        && last.errorRate() >= MORE * failed / requests) {
      findings.add(new Finding(
          "#" + model.anchor("requests"),
          model.name(),
          "%s of requests failed on %s, %s on the days before"
              .formatted(
                  Notation.percent(last.errorRate()),
                  Notation.day(Period.day(last.window())),
                  Notation.percent((double) failed / requests))));
    }
  }

  private static void outside(Figures figures, List<Finding> findings) {
    long items = figures.undated() + figures.unmodelled();
    if (items > 0) {
      findings.add(new Finding(
          "#quality",
          "Data",
          Notation.count(items, "item") + " in no window: without a readable time or a model"));
    }
  }
}
