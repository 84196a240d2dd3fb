package dev.sluice.job;

import dev.sluice.analytics.Figures;
import dev.sluice.analytics.FiguresJson;
import dev.sluice.analytics.TargetKind;
import dev.sluice.dataset.run.RunPlan;
import dev.sluice.failure.Printable;
import dev.sluice.failure.SluiceException;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds figures that were computed before those of a run. Damaged ones are logged and skipped. */
record EarlierFigures(FigureFiles files) {
  private static final Logger LOG = LoggerFactory.getLogger(EarlierFigures.class);

  /** Limit of skipped runs without figures, such as exports. */
  private static final int MAX_RUNS = 30;

  /** A component of stored figures. */
  private interface Part<T> {
    T read(byte[] json) throws IOException;
  }

  /** Returns each model's target kind in the last run before this one that has figures; empty if there is none. */
  Map<String, TargetKind> targets(String runId) {
    return ofRunBefore(runId, FiguresJson::targets).orElse(Map.of());
  }

  /**
   * Returns the figures of this run with other settings, or else those of the last run before it that has any.
   *
   * @param number number of the result that is being computed
   */
  Optional<Figures> before(String runId, int number) {
    return number > 1
        ? part(runId, number - 1, FiguresJson::read)
        : ofRunBefore(runId, FiguresJson::read);
  }

  private <T> Optional<T> ofRunBefore(String runId, Part<T> part) {
    Optional<String> run = predecessor(runId);
    for (int passed = 0; run.isPresent() && passed < MAX_RUNS; passed++) {
      String one = run.get();
      Optional<T> found = files.newest(one).flatMap(number -> part(one, number, part));
      if (found.isPresent()) {
        return found;
      }
      run = predecessor(one);
    }
    return Optional.empty();
  }

  private Optional<String> predecessor(String runId) {
    try {
      return RunPlan.find(files.documents(), runId).map(RunPlan::before);
    } catch (SluiceException damaged) {
      LOG.warn(
          "The run before {} could not be found: {}",
          Printable.brief(runId),
          Printable.message(damaged.inOneLine()));
      return Optional.empty();
    }
  }

  private <T> Optional<T> part(String runId, int number, Part<T> part) {
    try {
      Optional<byte[]> json = files.find(runId, number);
      return json.isEmpty() ? Optional.empty() : Optional.of(part.read(json.get()));
    } catch (IOException damaged) {
      LOG.warn(
          "{} is damaged: the run continues without the target kinds and units of those figures",
          files.location(runId, number));
      return Optional.empty();
    }
  }
}
