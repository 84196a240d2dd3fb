package dev.sluice.dataset.lake;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotRef;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.util.SnapshotUtil;
import org.jspecify.annotations.Nullable;

/**
 * The references of an Iceberg table that runs have made and nobody needs: tags of removed runs, and branches of
 * attempts that were killed, once {@code main} has left the place where they began. References of others are never
 * among them, nor the tag of a run that another root has.
 *
 * @param before the time before which {@code main} must have moved on; an attempt may still be at work otherwise
 */
record StaleRefs(TableMetadata table, RemovedRuns removed, Instant before) {
  List<String> names() {
    return table.refs().entrySet().stream()
        .filter(ref -> ref.getValue().isTag() ? isOfRemoved(ref) : isOfAttempt(ref))
        .map(Map.Entry::getKey)
        .toList();
  }

  private boolean isOfRemoved(Map.Entry<String, SnapshotRef> tag) {
    @Nullable Snapshot tagged = table.snapshot(tag.getValue().snapshotId());
    return tagged != null
        && LakeCommit.of(tagged)
            .map(LakeCommit::runId)
            .filter(run -> LakeBranch.tag(run).equals(tag.getKey()))
            .flatMap(removed::removedAt)
            .filter(at -> Instant.ofEpochMilli(tagged.timestampMillis()).isBefore(at))
            .isPresent();
  }

  private boolean isOfAttempt(Map.Entry<String, SnapshotRef> branch) {
    return LakeBranch.isOfAttempt(branch.getKey()) && isLeftBehind(branch.getValue());
  }

  /** A branch is published only while {@code main} is where it began. */
  private boolean isLeftBehind(SnapshotRef branch) {
    List<Long> main = ancestors(table.ref(SnapshotRef.MAIN_BRANCH));
    int began = ancestors(branch).stream()
        .mapToInt(main::indexOf)
        .filter(index -> index >= 0)
        .findFirst()
        // it began at one that has expired
        .orElse(main.size());
    return began > 0 && isOld(main.get(began - 1)) && isOld(branch.snapshotId());
  }

  private List<Long> ancestors(@Nullable SnapshotRef ref) {
    List<Long> ids = new ArrayList<>();
    if (ref != null) {
      SnapshotUtil.ancestorsOf(ref.snapshotId(), table::snapshot)
          .forEach(snapshot -> ids.add(snapshot.snapshotId()));
    }
    return ids;
  }

  private boolean isOld(long snapshotId) {
    @Nullable Snapshot snapshot = table.snapshot(snapshotId);
    return snapshot == null
        || Instant.ofEpochMilli(snapshot.timestampMillis()).isBefore(before);
  }
}
