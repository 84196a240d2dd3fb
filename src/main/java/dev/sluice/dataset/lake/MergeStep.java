package dev.sluice.dataset.lake;

import dev.sluice.dataset.lake.LakeCommit.RunCommit;
import dev.sluice.sql.SqlCondition;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * Applies the changes of a window.
 *
 * @param changes as {@code source} reads them, with the columns of the table's items
 * @param filter see {@link NetChanges}
 * @param rejected the number of changes of the window that cannot be decoded, and are not among these
 */
record MergeStep(
    LakeTable lake,
    RunCommit run,
    ChangeWindow window,
    Dataset<Row> changes,
    DeletedItems deleted,
    @Nullable SqlCondition filter,
    long rejected)
    implements LakeStep {
  @Override
  public LakePosition end() {
    return window.end();
  }

  @Override
  public Optional<LakeCommit> made(LakeHistory history) {
    return window.made(history, run);
  }

  @Override
  public void mustFollow(LakeHistory history) {
    window.mustFollow(history.loaded(lake.name()).position());
  }

  @Override
  public boolean make(LakeHistory history, CommitWatch watch) {
    return new BranchMerge(lake, run, end(), rejected)
        .make(history, watch, table -> classified(table, history));
  }

  private ClassifiedChanges classified(Dataset<Row> table, LakeHistory history) {
    LakeCommit last = history.loaded(lake.name());
    ChangeRowNames names = ChangeRowNames.beside(changes.schema());
    Dataset<Row> all = new NetChanges(
            lake.layout(),
            deleted,
            filter,
            last.lasting(),
            last.misplacing() || window.isBehind(last.position()))
        .of(changes, names);
    Dataset<Row> net = TableRows.of(
        all, lake.schema(), names.action(), names.oldDay(), names.isDayKnown(), names.hadRow());
    return ClassifiedChanges.of(net, table, lake.layout(), names);
  }
}
