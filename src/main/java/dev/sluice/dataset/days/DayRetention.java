package dev.sluice.dataset.days;

import dev.sluice.dataset.run.RunPaths;
import dev.sluice.dataset.run.RunPlan;
import dev.sluice.dataset.run.RunState;
import dev.sluice.dataset.run.RunStatus;
import dev.sluice.dataset.store.Store;
import dev.sluice.failure.SluiceException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Deletes rows by day of runs that retention has removed, once no run needs them any more. Needed are those of
 *
 * <ul>
 *   <li>runs that are not removed, finished or not
 *   <li>runs before these, as far back as plans tell: a run that has no rows yet, or no use for its own, continues them
 *   <li>runs that were removed, or whose rows were written, less than a day ago: somebody may be reading them
 *   <li>runs to whose rows any of these refer
 * </ul>
 *
 * <p>A run that misses rows computes them again: figures never depend on what is deleted here.
 *
 * @param before the time before which a run must have been removed
 */
public record DayRetention(Store store, Instant before) {
  /** Of the second result of a run, and later ones. */
  private static final Pattern NUMBERED = Pattern.compile("(.+)-\\d+");

  /**
   * The rows by day that were deleted.
   *
   * @param figures the number of figures that had computed them
   * @param files the number of their files
   */
  public record Deleted(int figures, int files) {
    /** Nothing was deleted. */
    public static final Deleted NONE = new Deleted(0, 0);
  }

  /**
   * Deletes what nobody needs.
   *
   * @throws dev.sluice.failure.ResourceUnavailableException if days are damaged that tell what is needed; nothing is deleted
   *     then
   */
  public Deleted delete() {
    DayDocuments documents = new DayDocuments(store);
    List<String> names = documents.names();
    Set<String> old = old(names);
    if (!old.isEmpty()) {
      Set<String> continued = runsBefore();
      names.stream()
          .filter(
              name -> !old.contains(name) || owners(name).stream().anyMatch(continued::contains))
          .toList()
          .forEach(name -> keep(name, documents, old));
    }
    int files = old.stream().mapToInt(documents::delete).sum();
    return new Deleted(old.size(), files);
  }

  private Set<String> old(List<String> names) {
    Set<String> runs = new HashSet<>(store.folders(RunPaths.SNAPSHOTS));
    return names.stream()
        .filter(name -> isRemoved(name, runs) && isQuiet(name))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private boolean isQuiet(String name) {
    return store.lastChanged(DayDocuments.home(name)).filter(before::isBefore).isEmpty();
  }

  /** Takes away from what is old what some figures have, and what they refer to. */
  private static void keep(String name, DayDocuments documents, Set<String> old) {
    old.remove(name);
    documents.find(name).ifPresent(days -> old.removeAll(days.files().keySet()));
  }

  /** Returns whether some figures are of a run that was removed long enough ago, whichever run of this name. */
  private boolean isRemoved(String name, Set<String> runs) {
    List<String> known = owners(name).stream().filter(runs::contains).toList();
    return !known.isEmpty() && known.stream().allMatch(this::isRemoved);
  }

  private boolean isRemoved(String run) {
    try {
      return RunState.read(store, run)
          .filter(state -> state.state() == RunStatus.REMOVED)
          .map(RunState::removedAt)
          .filter(at -> at.isBefore(before))
          .isPresent();
    } catch (SluiceException damaged) {
      return false;
    }
  }

  /**
   * Returns the ids of the runs that may have computed figures of this name: {@code a-2} is the second result of {@code
   * a}, or the first of {@code a-2}.
   */
  private static List<String> owners(String name) {
    Matcher numbered = NUMBERED.matcher(name);
    return numbered.matches() ? List.of(name, numbered.group(1)) : List.of(name);
  }

  /** Returns the runs before those that have a plan, which removed ones have not. */
  private Set<String> runsBefore() {
    Set<String> all = new HashSet<>();
    for (String run : store.folders(RunPaths.RUNS)) {
      plan(run).map(RunPlan::before).ifPresent(all::add);
    }
    return all;
  }

  private Optional<RunPlan> plan(String run) {
    try {
      return RunPlan.find(store, run);
    } catch (SluiceException damaged) {
      // it finds no run before it either
      return Optional.empty();
    }
  }
}
