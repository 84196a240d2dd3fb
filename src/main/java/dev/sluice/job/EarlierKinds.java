package dev.sluice.job;

import dev.sluice.analytics.FiguresJson;
import dev.sluice.analytics.TargetKind;
import dev.sluice.dataset.run.Results;
import dev.sluice.dataset.run.RunPlan;
import dev.sluice.dataset.store.Documents;
import dev.sluice.failure.Printable;
import dev.sluice.failure.SluiceException;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What models predicted in the figures of earlier runs. */
final class EarlierKinds {
  private static final Logger LOG = LoggerFactory.getLogger(EarlierKinds.class);

  /** Runs without figures, exports alone say, that are passed over. */
  private static final int MAX_RUNS = 30;

  private final Documents documents;

  EarlierKinds(Documents documents) {
    this.documents = documents;
  }

  /** By model, of the last run before this one that has figures; empty where none has. Figures that are damaged are told. */
  Map<String, TargetKind> before(String runId) {
    Optional<String> run = predecessor(runId);
    for (int passed = 0; run.isPresent() && passed < MAX_RUNS; passed++) {
      Optional<Map<String, TargetKind>> kinds = run.flatMap(this::kinds);
      if (kinds.isPresent()) {
        return kinds.get();
      }
      run = run.flatMap(this::predecessor);
    }
    return Map.of();
  }

  private Optional<String> predecessor(String runId) {
    try {
      return RunPlan.find(documents, runId).map(RunPlan::before);
    } catch (SluiceException damaged) {
      LOG.warn("Run {}: {}", Printable.brief(runId), Printable.message(damaged.inOneLine()));
      return Optional.empty();
    }
  }

  private Optional<Map<String, TargetKind>> kinds(String runId) {
    for (int number = Math.max(1, new Results(documents, runId).last()); number > 0; number--) {
      String path = AnalyzeStage.path(runId, number);
      Optional<byte[]> json = documents.read(path);
      if (json.isPresent()) {
        return json.flatMap(figures -> kinds(path, figures));
      }
    }
    return Optional.empty();
  }

  private Optional<Map<String, TargetKind>> kinds(String path, byte[] figures) {
    try {
      return Optional.of(FiguresJson.targets(figures));
    } catch (IOException damaged) {
      LOG.warn(
          "{} holds no figures: what models predicted is not known from it",
          documents.location(path));
      return Optional.empty();
    }
  }
}
