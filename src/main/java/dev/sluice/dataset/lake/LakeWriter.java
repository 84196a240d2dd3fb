package dev.sluice.dataset.lake;

import dev.sluice.dataset.lake.LakeCommit.RunCommit;
import dev.sluice.failure.ResourceUnavailableException;
import dev.sluice.sql.SqlCondition;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits loads and windows of changes to the Iceberg table of a DynamoDB table: each of them once, whatever other
 * holder of the run commits it, and however often the run is killed and started again.
 */
public final class LakeWriter {
  private static final Logger LOG = LoggerFactory.getLogger(LakeWriter.class);

  /** Others may commit while rows are written. Then they are written again, from where the table is now. */
  private static final int MAX_ATTEMPTS = 5;

  /** Spark's name for a null in a required column. */
  private static final String NULL_IN_REQUIRED = "NOT_NULL_ASSERT_VIOLATION";

  private final LakeTable lake;
  private final RunCommit run;
  private final CommitWatch watch;

  /** Creates a writer of one run to one table. */
  public LakeWriter(LakeTable lake, RunCommit run) {
    this(lake, run, point -> {});
  }

  LakeWriter(LakeTable lake, RunCommit run, CommitWatch watch) {
    this.lake = lake;
    this.run = run;
    this.watch = watch;
  }

  /** Returns the run's commit to a position; empty if it was not made yet. */
  public Optional<LakeCommit> find(LakePosition position) {
    return LakeHistory.of(lake.table()).find(run, position);
  }

  /**
   * Loads all items.
   *
   * @param items as {@code source} reads them, with type tags. The table gets their columns
   * @param position the point in time of which they are
   * @param afresh whether the rows that the table has are replaced
   * @throws ResourceUnavailableException if the table is loaded already, and is not to be loaded afresh
   */
  public LakeCommit load(Dataset<Row> items, LakePosition position, boolean afresh) {
    return commit(new LoadStep(lake, run, position, items, afresh));
  }

  /**
   * Applies all items of a point in time, as far as they differ from the table's rows.
   *
   * @param items with the columns {@link LakeTable#continued} returned
   * @throws ResourceUnavailableException if the table is not loaded yet, or at a later position
   * @throws dev.sluice.failure.DataGateException if the table has several rows of one item
   */
  LakeCommit bring(Dataset<Row> items, LakePosition position, TableDifference.Rules rules) {
    return commit(new DifferenceStep(lake, run, position, items, rules));
  }

  /**
   * Applies the changes of a window.
   *
   * @param changes as {@code source} reads them, with the columns {@link LakeTable#continued} returned
   * @param deleted decides what becomes of rows whose items DynamoDB has deleted
   * @param filter a condition on items; others are not in the table; null: all are
   * @param rejected the number of changes of the window that cannot be decoded, and are not among these
   * @throws ResourceUnavailableException if the window does not follow the table's position
   * @throws dev.sluice.failure.DataGateException if the table has several rows of one item
   */
  LakeCommit apply(
      Dataset<Row> changes,
      ChangeWindow window,
      DeletedItems deleted,
      @Nullable SqlCondition filter,
      long rejected) {
    return commit(new MergeStep(lake, run, window, changes, deleted, filter, rejected));
  }

  /**
   * Commits that the run leaves the table as it is, unless it has made a commit.
   *
   * @param position the table's
   */
  LakeCommit stand(LakePosition position) {
    return commit(new StandStep(lake, run, position));
  }

  private LakeCommit commit(LakeStep step) {
    for (int attempt = 1; attempt <= MAX_ATTEMPTS + 1; attempt++) {
      LakeHistory history = LakeHistory.of(lake.table());
      Optional<LakeCommit> made = step.made(history);
      if (made.isPresent()) {
        return made.get();
      }
      step.mustFollow(history);
      if (!attempt(step, history)) {
        LOG.info("Run {}: {} has moved on meanwhile", run.runId(), lake.name());
      }
    }
    throw new ResourceUnavailableException(
        "others commit to Iceberg table " + lake.name() + " faster than the changes can be applied",
        "Start the run again when they do not.");
  }

  private boolean attempt(LakeStep step, LakeHistory history) {
    try {
      return step.make(history, watch);
    } catch (RuntimeException e) {
      if (step.made(LakeHistory.of(lake.table())).isEmpty()) {
        throw isOfNull(e) ? LakeTable.misfitKey(lake.layout().keys()) : e;
      }
      LOG.info("Run {}: another holder has committed {}", run.runId(), step.end());
      return true;
    }
  }

  /** Returns whether Spark has found no value in a required column: only those of the key are. */
  private static boolean isOfNull(Throwable thrown) {
    return Stream.iterate(thrown, Objects::nonNull, Throwable::getCause)
        .anyMatch(cause -> String.valueOf(cause.getMessage()).contains(NULL_IN_REQUIRED));
  }
}
