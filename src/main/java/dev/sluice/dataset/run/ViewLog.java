package dev.sluice.dataset.run;

import dev.sluice.dataset.store.Documents;
import dev.sluice.dataset.store.Json;
import java.util.Optional;

/** What was made of a plan's tables, a document for each view, each created once. */
public record ViewLog(Documents documents, RunPlan plan) {
  /** What is recorded of a view. */
  public <T> Optional<T> find(String view, Class<T> type) {
    String path = path(view);
    return documents.read(path).map(json -> Json.read(json, type, documents.location(path)));
  }

  /** Records a view unless one is recorded; the one that counts. */
  public <T> T store(String view, T made, Class<T> type) {
    return Once.store(documents, path(view), made, type);
  }

  private String path(String view) {
    return RunPaths.view(plan.runId(), plan.planId(), view);
  }
}
