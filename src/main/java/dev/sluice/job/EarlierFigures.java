package dev.sluice.job;

import dev.sluice.analytics.Figures;
import dev.sluice.analytics.FiguresJson;
import dev.sluice.analytics.TargetKind;
import dev.sluice.dataset.run.RunPlan;
import dev.sluice.failure.Printable;
import dev.sluice.failure.SluiceException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds figures that were computed before those of a run. Damaged ones are logged and skipped. */
final class EarlierFigures {
  private static final Logger LOG = LoggerFactory.getLogger(EarlierFigures.class);

  /** Limit of skipped runs without figures, such as exports. */
  private static final int MAX_RUNS = 30;

  private final FigureFiles files;
  /** Figures take long to read, and two stages want the same. */
  private final Map<String, Optional<Figures>> whole = new HashMap<>();

  EarlierFigures(FigureFiles files) {
    this.files = files;
  }

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
        ? named(FigureFiles.name(runId, number - 1))
        : inRunBefore(
            runId,
            one -> files.newest(one).flatMap(newest -> named(FigureFiles.name(one, newest))));
  }

  /** Returns the figures of a name; empty if there are none, or they are damaged. */
  Optional<Figures> named(String name) {
    Optional<Figures> known = whole.get(name);
    if (known == null) {
      known = files.find(name).flatMap(json -> part(name, json, FiguresJson::read));
      whole.put(name, known);
    }
    return known;
  }

  private <T> Optional<T> ofRunBefore(String runId, Part<T> part) {
    return inRunBefore(runId, one -> files
        .newest(one)
        .map(number -> FigureFiles.name(one, number))
        .flatMap(name -> files.find(name).flatMap(json -> part(name, json, part))));
  }

  /**
   * Finds something that figures were stored with: those of this run with other settings, or else of runs before it.
   *
   * @param number number of the result that is being computed
   * @param find returns what was stored with the figures of this name, if it is usable
   */
  <T> Optional<T> first(String runId, int number, Function<String, Optional<T>> find) {
    for (int other = number - 1; other > 0; other--) {
      Optional<T> own = find.apply(FigureFiles.name(runId, other));
      if (own.isPresent()) {
        return own;
      }
    }
    return inRunBefore(
        runId,
        one -> files.newest(one).flatMap(newest -> find.apply(FigureFiles.name(one, newest))));
  }

  private <T> Optional<T> inRunBefore(String runId, Function<String, Optional<T>> find) {
    Optional<String> run = predecessor(runId);
    for (int passed = 0; run.isPresent() && passed < MAX_RUNS; passed++) {
      Optional<T> found = find.apply(run.get());
      if (found.isPresent()) {
        return found;
      }
      run = predecessor(run.get());
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

  private <T> Optional<T> part(String name, byte[] json, Part<T> part) {
    try {
      return Optional.of(part.read(json));
    } catch (IOException damaged) {
      LOG.warn(
          "{} is damaged: the run continues without the target kinds and units of those figures",
          files.location(name));
      return Optional.empty();
    }
  }
}
