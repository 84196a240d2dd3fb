package dev.sluice.dataset.run;

import dev.sluice.dataset.store.Store;

/** What is left to do of a run that has its manifest, whoever made that and may have been killed before this. */
public final class Runs {
  private Runs() {}

  /** Removes what a run kept to be resumed. The plan stays, with the day and the start of the run. */
  public static void tidy(Store store, String runId) {
    store.deleteAll(RunPaths.scan(runId));
    store.deleteAll(RunPaths.views(runId));
  }
}
