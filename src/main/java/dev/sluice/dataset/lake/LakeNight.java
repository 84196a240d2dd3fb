package dev.sluice.dataset.lake;

import dev.sluice.dataset.lake.LakeCommit.RunCommit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The commits of one run that applies changes to a table; the first one may have loaded it.
 *
 * @param commits oldest first, at least one
 * @param from the time from which changes were applied
 */
public record LakeNight(List<LakeCommit> commits, Instant from) {
  public LakeNight {
    commits = List.copyOf(commits);
  }

  /** Reads the commits of a run among the ancestors of a table's head. */
  static LakeNight of(LakeHistory history, RunCommit run) {
    List<LakeCommit> own = new ArrayList<>(history.of(run));
    Collections.reverse(own);
    LakeCommit first = own.get(0);
    boolean isLoad = first.position().isBehindRows();
    LakeCommit before = isLoad ? first : history.before(first).orElse(first);
    return new LakeNight(own, before.position().until());
  }

  /** Returns the last commit, whose snapshot has the run's rows. */
  public LakeCommit last() {
    return commits.get(commits.size() - 1);
  }

  /** Returns the effect of all commits but one, that of the load before them. */
  public ChangeCounts countsAfter(LakeCommit load) {
    return commits.stream()
        .filter(commit -> !commit.equals(load))
        .map(LakeCommit::counts)
        .reduce(ChangeCounts.NONE, ChangeCounts::plus);
  }

  /** Returns the number of changes that could not be decoded. */
  public long rejected() {
    return commits.stream().mapToLong(LakeCommit::rejected).sum();
  }

  /** Returns the effect of all commits. */
  public ChangeCounts counts() {
    return commits.stream().map(LakeCommit::counts).reduce(ChangeCounts.NONE, ChangeCounts::plus);
  }
}
