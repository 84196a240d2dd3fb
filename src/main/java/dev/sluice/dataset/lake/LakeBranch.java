package dev.sluice.dataset.lake;

import dev.sluice.dataset.lake.LakeCommit.RunCommit;
import dev.sluice.item.Sha256;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotRef;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.spark.CommitMetadata;
import org.jspecify.annotations.Nullable;

/**
 * A branch of an Iceberg table on which one attempt of a run makes one snapshot. {@code main} then takes it over if it
 * is still where the branch began.
 *
 * @param base the id of the snapshot at which it began; null: the table had none
 */
record LakeBranch(
    Table table, RunCommit run, String name, @Nullable Long base) {
  private static final String PREFIX = "sluice-";
  private static final int DIGITS = 12;
  private static final Pattern OF_ATTEMPT =
      Pattern.compile(PREFIX + "[0-9a-f]{" + DIGITS + "}-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  /** Creates a branch at a snapshot. */
  static LakeBranch begin(Table table, RunCommit run, @Nullable Long base) {
    LakeBranch branch =
        new LakeBranch(table, run, prefix(run) + UUID.randomUUID().toString(), base);
    if (base == null) {
      // without a snapshot there is nothing to refer to
      table.newAppend().toBranch(branch.name).commit();
    } else {
      SnapshotRef ref = SnapshotRef.branchBuilder(base).build();
      TableRefs.change(
          table,
          now ->
              Optional.of(TableMetadata.buildFrom(now).setRef(branch.name, ref).build()));
    }
    return branch;
  }

  /** Returns the tag of a run's last commit. */
  static String tag(String runId) {
    return PREFIX + runId;
  }

  /** Returns whether this is the name of an attempt's branch. */
  static boolean isOfAttempt(String branch) {
    return OF_ATTEMPT.matcher(branch).matches();
  }

  private static String prefix(RunCommit run) {
    String id = Sha256.of(run.runId() + "\n" + run.planId());
    return PREFIX + id.substring(0, DIGITS) + "-";
  }

  /**
   * Makes the branch's snapshot.
   *
   * @param properties what its summary says
   * @param write writes to the branch; a snapshot without rows is made if it makes none
   */
  Snapshot commit(Map<String, String> properties, Runnable write) {
    Callable<Boolean> written = () -> {
      write.run();
      return true;
    };
    long before = head().snapshotId();
    CommitMetadata.withCommitProperties(properties, written, RuntimeException.class);
    if (head().snapshotId() == before || LakeCommit.of(head()).isEmpty()) {
      var empty = table.newAppend().toBranch(name);
      properties.forEach(empty::set);
      empty.commit();
    }
    return head();
  }

  private Snapshot head() {
    table.refresh();
    return Objects.requireNonNull(table.snapshot(name), "the branch is gone");
  }

  /**
   * Makes {@code main} the branch, tags the snapshot so that it does not expire, and removes all branches of the run.
   *
   * @return whether it did; otherwise {@code main} is not where the branch began
   */
  boolean publish() {
    return TableRefs.change(table, now -> {
      @Nullable SnapshotRef made = now.ref(name);
      // another holder of the run, who was first, has removed the branch
      return made != null && isAtBase(now) ? published(now, made.snapshotId()) : Optional.empty();
    });
  }

  private boolean isAtBase(TableMetadata now) {
    @Nullable Snapshot current = now.currentSnapshot();
    return Objects.equals(current == null ? null : current.snapshotId(), base);
  }

  private Optional<TableMetadata> published(TableMetadata now, long made) {
    @Nullable SnapshotRef main = now.ref(SnapshotRef.MAIN_BRANCH);
    SnapshotRef moved = main == null
        ? SnapshotRef.branchBuilder(made).build()
        : SnapshotRef.builderFrom(main, made).build();
    TableMetadata.Builder next = TableMetadata.buildFrom(now)
        .setRef(SnapshotRef.MAIN_BRANCH, moved)
        .setRef(tag(run.runId()), SnapshotRef.tagBuilder(made).build());
    now.refs().keySet().stream()
        .filter(ref -> ref.startsWith(prefix(run)) && !ref.equals(tag(run.runId())))
        .forEach(next::removeRef);
    return Optional.of(next.build());
  }

  /** Removes the branch. Its snapshot and files stay until housekeeping expires them. */
  void drop() {
    TableRefs.change(
        table,
        now -> now.refs().containsKey(name)
            ? Optional.of(TableMetadata.buildFrom(now).removeRef(name).build())
            : Optional.empty());
  }
}
