package dev.sluice.dataset.run;

import dev.sluice.dataset.store.Store;
import dev.sluice.failure.Printable;
import dev.sluice.failure.SluiceException;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The settings that decide what a snapshot keeps of its tables. Several configurations of the same tables may share a
 * root, and none uses another's snapshot. A run's plan records the settings for as long as its snapshot exists.
 */
public final class KeptSettings {
  /**
   * Settings of a run that do not count here, nor do {@link RunSettings#OF_EXPORTS}: how it reads, how its files are
   * divided, how many rejects it allows, and the names of tables, which are compared by ARN.
   */
  private static final Set<String> OTHERS = Set.of(
      "aws.region",
      "source.table",
      "labels.table",
      "experiments.table",
      "source.consistent-read",
      "source.schema.sample-items",
      "source.max-rejects",
      "dataset.afresh",
      "dataset.compression",
      "dataset.target-file-bytes");

  private static final Logger LOG = LoggerFactory.getLogger(KeptSettings.class);

  private final Store store;
  private final RunSettings mine;

  /**
   * Takes the settings of one configuration.
   *
   * @param settings the settings that decide what a snapshot contains
   */
  public KeptSettings(Store store, RunSettings settings) {
    this.store = store;
    this.mine = settings;
  }

  /** Returns whether a run was begun with the same settings; false if they are not recorded. */
  public boolean areThoseOf(String runId) {
    return differing(runId).filter(Set::isEmpty).isPresent();
  }

  /** Returns the keys of settings that differ from those of a run; empty if they are not recorded. */
  public Optional<SortedSet<String>> differing(String runId) {
    return plan(runId).map(plan -> {
      SortedSet<String> keys = plan.differing(mine);
      keys.removeAll(OTHERS);
      keys.removeAll(RunSettings.OF_EXPORTS);
      return keys;
    });
  }

  private Optional<RunPlan> plan(String runId) {
    try {
      return RunPlan.find(store, runId);
    } catch (SluiceException e) {
      LOG.warn("The settings of run {} cannot be read: {}", Printable.brief(runId), e.problem());
      return Optional.empty();
    }
  }
}
