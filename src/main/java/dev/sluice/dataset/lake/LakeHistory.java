package dev.sluice.dataset.lake;

import dev.sluice.dataset.lake.LakeCommit.RunCommit;
import dev.sluice.failure.ResourceUnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.iceberg.DataOperations;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.jspecify.annotations.Nullable;

/**
 * The commits of runs among the ancestors of a table's head, newest first. Commits of others, such as compactions, may
 * lie between.
 *
 * @param head the id of the snapshot that {@code main} is at; null: the table has none
 * @param sameRows the id of the newest one that is no compaction, and so has the head's rows; null: there is none
 * @param isWhole whether the first snapshot was reached: expiry may have removed ancestors
 */
record LakeHistory(
    @Nullable Long head, @Nullable Long sameRows, List<LakeCommit> commits, boolean isWhole) {
  static LakeHistory of(Table table) {
    table.refresh();
    @Nullable Snapshot head = table.currentSnapshot();
    List<LakeCommit> commits = new ArrayList<>();
    @Nullable Snapshot at = head;
    @Nullable Long sameRows = null;
    @Nullable Long parent = null;
    while (at != null) {
      LakeCommit.of(at).ifPresent(commits::add);
      if (sameRows == null && !DataOperations.REPLACE.equals(at.operation())) {
        sameRows = at.snapshotId();
      }
      parent = at.parentId();
      at = parent == null ? null : table.snapshot(parent);
    }
    return new LakeHistory(
        head == null ? null : head.snapshotId(), sameRows, commits, parent == null);
  }

  /** Returns the commit of a run to a position; empty if there is none. */
  Optional<LakeCommit> find(RunCommit run, LakePosition position) {
    return commits.stream()
        .filter(commit -> run.has(commit) && commit.position().equals(position))
        .findFirst();
  }

  /** Returns the commits of a run, the newest first. */
  List<LakeCommit> of(RunCommit run) {
    return commits.stream().filter(run::has).toList();
  }

  /** Returns the number of changes that could not be decoded in the windows of a run. */
  long rejected(RunCommit run) {
    return of(run).stream().mapToLong(LakeCommit::rejected).sum();
  }

  /** Returns the commit of any run before this one; empty if it is the first, or the one before has expired. */
  Optional<LakeCommit> before(LakeCommit commit) {
    return commits.stream().dropWhile(other -> !other.equals(commit)).skip(1).findFirst();
  }

  /**
   * Returns the newest commit of any run, whose position is the table's; empty if the table was not loaded yet.
   *
   * @throws ResourceUnavailableException if it cannot be found because snapshots have expired
   */
  Optional<LakeCommit> last() {
    if (commits.isEmpty() && !isWhole) {
      throw new ResourceUnavailableException(
          "the Iceberg table's position is not known any more: between its head and the last snapshot of a run,"
              + " snapshots have expired",
          "Expire with a larger retain_last, and load the table anew with --reload.");
    }
    return commits.stream().findFirst();
  }

  /**
   * Returns the newest commit of any run to a table that must have one.
   *
   * @throws ResourceUnavailableException if the table was not loaded yet, or the commit cannot be found any more
   */
  LakeCommit loaded(LakeName name) {
    return last()
        .orElseThrow(() -> new ResourceUnavailableException(
            "Iceberg table " + name + " was not loaded yet, and there are changes only",
            "Begin with a full export of the table."));
  }

  /** Returns the rows that the table has, if a run was the last to change them; empty if somebody else was. */
  Optional<Long> rows() {
    return commits.stream()
        .filter(commit -> sameRows != null && commit.snapshotId() == sameRows)
        .map(LakeCommit::rows)
        .findFirst();
  }
}
