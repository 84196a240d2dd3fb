package dev.sluice.dataset.lake;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotRef;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.util.SnapshotUtil;
import org.jspecify.annotations.Nullable;

/**
 * The snapshots of an Iceberg table that may expire, after the tags of removed runs were dropped:
 *
 * <ul>
 *   <li>ancestors of {@code main} before the oldest commit of a run that has its tag. From that commit to the head all
 *       stay, so that a run finds its commit, and the table's position is never hidden
 *   <li>commits of runs that no reference leads to: attempts that were given up, and what was before a table was loaded
 *       anew
 * </ul>
 *
 * <p>What a reference names stays, and what {@code main} has left less than a day ago, since somebody may be reading it.
 * If no run's commit with a tag is among the ancestors, or {@code main} has a retention of its own, none may expire.
 *
 * @param before the time before which {@code main} must have left a snapshot
 */
record ExpirableSnapshots(TableMetadata table, Instant before) {
  Set<Long> ids() {
    @Nullable SnapshotRef main = table.ref(SnapshotRef.MAIN_BRANCH);
    if (main == null || main.maxSnapshotAgeMs() != null || main.minSnapshotsToKeep() != null) {
      // with a retention of its own, Iceberg would expire more than it is asked to
      return Set.of();
    }
    Set<Long> ids = new TreeSet<>(ancestors(main));
    ids.addAll(givenUp());
    table.refs().values().forEach(ref -> ids.remove(ref.snapshotId()));
    return ids;
  }

  private List<Long> ancestors(SnapshotRef main) {
    List<Snapshot> all = new ArrayList<>();
    SnapshotUtil.ancestorsOf(main.snapshotId(), table::snapshot).forEach(all::add);
    int needed = all.size();
    for (int i = 0; i < all.size(); i++) {
      if (isOfTaggedRun(all.get(i))) {
        needed = i;
      }
    }
    List<Long> expirable = new ArrayList<>();
    for (int i = needed + 1; i < all.size(); i++) {
      if (isOld(all.get(i - 1))) {
        expirable.add(all.get(i).snapshotId());
      }
    }
    return expirable;
  }

  private boolean isOfTaggedRun(Snapshot snapshot) {
    return LakeCommit.of(snapshot)
        .map(commit -> table.ref(LakeBranch.tag(commit.runId())))
        .isPresent();
  }

  private List<Long> givenUp() {
    Set<Long> reachable = new HashSet<>();
    table
        .refs()
        .values()
        .forEach(ref -> SnapshotUtil.ancestorsOf(ref.snapshotId(), table::snapshot)
            .forEach(snapshot -> reachable.add(snapshot.snapshotId())));
    return table.snapshots().stream()
        .filter(snapshot -> !reachable.contains(snapshot.snapshotId()))
        .filter(snapshot -> isOld(snapshot) && isOfRun(snapshot))
        .map(Snapshot::snapshotId)
        .toList();
  }

  private static boolean isOfRun(Snapshot snapshot) {
    return LakeCommit.of(snapshot).isPresent() || Compaction.isOfRun(snapshot);
  }

  private boolean isOld(Snapshot snapshot) {
    return Instant.ofEpochMilli(snapshot.timestampMillis()).isBefore(before);
  }
}
