package dev.sluice.dataset.lake;

import static org.apache.spark.sql.functions.col;

import dev.sluice.source.UndecodableChangeException;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits the changes of a window. Where some cannot be decoded, they are kept beside the table, and the others are
 * committed; the table says then that rows may not be where later changes look for them.
 *
 * @param rejected keeps those that cannot be decoded
 */
record WindowCommit(LakeTable lake, LakeWriter writer, LakeRead read, RejectedChanges rejected) {
  private static final Logger LOG = LoggerFactory.getLogger(WindowCommit.class);

  /** Changes as {@code source} reads them, with the columns {@link LakeTable#continued} returned. */
  interface Changes {
    /** Returns them. Those that cannot be decoded fail the query. */
    Dataset<Row> all();

    /** Returns them, with a column that has the text of those that cannot be decoded, and nothing of others. */
    Dataset<Row> keeping(String unreadable);
  }

  /**
   * Commits a window.
   *
   * @param wanted selects those that belong to it
   * @param earlier the number of changes that could not be decoded in windows that the run has committed
   * @throws dev.sluice.failure.DataGateException if too many cannot be decoded
   */
  LakeCommit of(
      ChangeWindow window, Changes changes, UnaryOperator<Dataset<Row>> wanted, long earlier) {
    try {
      return commit(window, wanted.apply(changes.all()), 0);
    } catch (Exception e) {
      // Spark throws checked exceptions without declaring them
      if (!UndecodableChangeException.isCauseOf(e)) {
        throw e;
      }
      LOG.warn("{}: some changes up to {} cannot be decoded", lake.name(), window.end());
    }
    String unreadable = new FreeNames(changes.all().schema()).of("unreadable");
    Dataset<Row> all = changes.keeping(unreadable);
    List<String> found = all.filter(col(unreadable).isNotNull())
        .select(unreadable)
        .limit((int) Math.min(Integer.MAX_VALUE, Math.max(0, rejected.limit() - earlier) + 1))
        .as(Encoders.STRING())
        .collectAsList();
    rejected.keep(window.end(), found, earlier);
    Dataset<Row> others = all.filter(col(unreadable).isNull()).drop(unreadable);
    return commit(window, wanted.apply(others), found.size());
  }

  private LakeCommit commit(ChangeWindow window, Dataset<Row> changes, long left) {
    read.checkFilter(changes.sparkSession(), changes.schema());
    return writer.apply(changes, window, read.deleted(), read.filter(), left);
  }
}
