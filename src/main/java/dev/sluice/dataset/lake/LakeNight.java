package dev.sluice.dataset.lake;

import dev.sluice.dataset.lake.LakeCommit.RunCommit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The commits of one run to a table.
 *
 * @param commits oldest first, at least one
 * @param from the time from which changes were applied; null: items were loaded, and no changes applied
 */
public record LakeNight(List<LakeCommit> commits, @Nullable Instant from) {
  public LakeNight {
    commits = List.copyOf(commits);
  }

  /** Reads the commits of a run among the ancestors of a table's head. */
  static LakeNight of(LakeHistory history, RunCommit run) {
    List<LakeCommit> own = new ArrayList<>(history.of(run));
    Collections.reverse(own);
    LakeCommit first = own.get(0);
    return new LakeNight(
        own,
        first.isLoad()
            ? (own.size() == 1 ? null : first.position().until())
            : history.before(first).orElse(first).position().until());
  }

  /** Returns the last commit, whose snapshot has the run's rows. */
  public LakeCommit last() {
    return commits.get(commits.size() - 1);
  }

  /** Returns the effect of all commits. */
  public ChangeCounts counts() {
    return commits.stream().map(LakeCommit::counts).reduce(ChangeCounts.NONE, ChangeCounts::plus);
  }
}
