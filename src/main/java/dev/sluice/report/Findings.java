package dev.sluice.report;

import dev.sluice.analytics.AccuracySignals.Verdict;
import dev.sluice.analytics.Figures;
import dev.sluice.analytics.Headline;
import dev.sluice.analytics.LatencyFigures;
import dev.sluice.analytics.LatencyStatistic;
import dev.sluice.dataset.run.Manifest;
import java.util.ArrayList;
import java.util.List;

/** The findings to look at first, by rules that the page explains. */
final class Findings {
  /** The fewest failures in a day for a finding. */
  static final int MIN_FAILURES = 10;

  /** A day's error rate is high from this multiple of the rate of the days before. */
  static final double MORE = 2;

  /** Findings of one model before those of the next. */
  private static final int FIRST = 3;

  /** Limit of listed models whose target kind is in doubt. */
  private static final int MAX_CHANGES = 20;

  private Findings() {}

  /**
   * One finding.
   *
   * @param link the anchor of the details
   * @param subject the model or table
   * @param model the model's number; 0: none
   */
  record Finding(String link, String subject, String text, int model) {
    static Finding of(ModelFigures model, String part, String text) {
      return new Finding("#" + model.anchor(part), model.name(), text, model.number());
    }
  }

  /** Returns the findings in an order in which many findings of one model do not precede all findings of the next. */
  static List<Finding> of(Figures figures, Manifest manifest, List<ModelFigures> models) {
    List<Finding> findings = new ArrayList<>();
    List<Finding> more = new ArrayList<>();
    for (ModelFigures model : models) {
      List<Finding> own = of(model, figures);
      int first = Math.min(FIRST, own.size());
      findings.addAll(own.subList(0, first));
      more.addAll(own.subList(first, own.size()));
    }
    manifest.tables().forEach((name, entry) -> {
      if (entry.rejected() > 0) {
        findings.add(new Finding(
            "#quality",
            PlainText.brief(name),
            Notation.count(entry.rejected(), "item") + " could not be read",
            0));
      }
    });
    outside(figures, findings);
    figures.kindChanges().stream()
        .limit(MAX_CHANGES)
        .forEach(change -> findings.add(
            new Finding("#quality", PlainText.brief(change.model()), change.inWords(), 0)));
    findings.addAll(more);
    return findings;
  }

  private static List<Finding> of(ModelFigures model, Figures figures) {
    return Fallback.of(
        "findings of " + model.name(),
        () -> {
          List<Finding> own = new ArrayList<>();
          accuracy(model, own);
          LatencyNarrative.regressions(model)
              .forEach(slower ->
                  own.add(Finding.of(model, "latency", LatencyNarrative.inWords(slower))));
          objective(model, figures, own);
          errors(model, own);
          return own;
        },
        reason -> List.of(Finding.of(model, "model", "what stands out " + reason)));
  }

  private static void accuracy(ModelFigures model, List<Finding> findings) {
    AccuracyNarrative signals = new AccuracyNarrative(model);
    String part = model.numeric() ? "error" : "accuracy";
    signals
        .changeInWords()
        .filter(words -> signals.worse())
        .or(() -> Comparison.of(model.accuracy()).filter(Comparison::fell).map(Comparison::inWords))
        .ifPresent(words -> findings.add(Finding.of(model, part, words)));
    signals.comparisons().stream()
        .filter(comparison -> comparison.verdict() == Verdict.WORSE)
        .forEach(worse -> findings.add(Finding.of(model, part, signals.inWords(worse))));
  }

  private static void objective(ModelFigures model, Figures figures, List<Finding> findings) {
    Headline headline = model.headline();
    Double compliance = headline == null ? null : headline.value(LatencyStatistic.SLO_COMPLIANCE);
    if (headline == null || compliance == null || figures.sloTarget() == null) {
      return;
    }
    if (compliance < figures.sloTarget()) {
      findings.add(Finding.of(
          model,
          "latency",
          "%s of requests within the latency objective, below the target of %s, on %s"
              .formatted(
                  Notation.percent(compliance),
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
    Double rate = last.value(LatencyStatistic.ERROR_RATE);
    if (last.failed() >= MIN_FAILURES
        && requests > 0
        && rate != null
        && rate >= MORE * failed / requests) {
      findings.add(Finding.of(
          model,
          "requests",
          "%s of requests failed on %s, %s on the days before"
              .formatted(
                  Notation.percent(rate),
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
          Notation.count(items, "item") + " in no window: without a readable time or a model",
          0));
    }
  }
}
