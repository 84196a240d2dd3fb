package dev.sluice.dataset.lake;

import dev.sluice.failure.ResourceUnavailableException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotSummary;

/**
 * A commit of a run: a snapshot of the Iceberg table, and what its summary says of it.
 *
 * @param snapshotId Iceberg's id
 * @param planId tells runs of one id apart that other roots have
 * @param rows the rows that the table has, those of deleted items included
 * @param lasting whether the table may have rows of items that DynamoDB has deleted
 * @param misplacing whether the table may have rows on other days than later changes name, because changes could not be
 *     decoded
 * @param rejected the changes of the window that could not be decoded
 */
public record LakeCommit(
    long snapshotId,
    String runId,
    String planId,
    LakePosition position,
    ChangeCounts counts,
    long rows,
    boolean lasting,
    boolean misplacing,
    long rejected) {
  private static final String FORMAT = "sluice.format";
  private static final String FORMAT_NUMBER = "1";
  private static final String RUN_ID = "sluice.run-id";
  private static final String PLAN_ID = "sluice.plan-id";
  private static final String ROWS = "sluice.rows";
  private static final String LASTING = "sluice.lasting";
  private static final String MISPLACING = "sluice.misplacing";
  private static final String REJECTED = "sluice.rejected";

  /** Returns the properties for the summary of a load, which counts its rows itself. */
  static Map<String, String> properties(RunCommit run, LakePosition position) {
    Map<String, String> all = new LinkedHashMap<>(position.properties());
    all.put(FORMAT, FORMAT_NUMBER);
    all.put(RUN_ID, run.runId());
    all.put(PLAN_ID, run.planId());
    return all;
  }

  /** Returns the properties for the summary of a window. */
  static Map<String, String> properties(
      RunCommit run, LakePosition position, ChangeCounts counts, long rows, boolean lasting) {
    Map<String, String> all = properties(run, position);
    all.putAll(counts.properties());
    all.put(ROWS, Long.toString(rows));
    all.put(LASTING, Boolean.toString(lasting));
    return all;
  }

  /** Returns the properties for the summary of a window of which some changes cannot be decoded, or one after it. */
  static Map<String, String> rejecting(long rejected, boolean misplacing) {
    Map<String, String> all = new LinkedHashMap<>();
    if (misplacing) {
      all.put(MISPLACING, Boolean.toString(true));
    }
    if (rejected > 0) {
      all.put(REJECTED, Long.toString(rejected));
    }
    return all;
  }

  /**
   * The run that commits.
   *
   * @param planId see {@link LakeCommit}
   */
  public record RunCommit(String runId, String planId) {
    boolean has(LakeCommit commit) {
      return commit.runId.equals(runId) && commit.planId.equals(planId);
    }
  }

  /** Returns the commit of a snapshot; empty if it is of somebody else, such as a compaction. */
  static Optional<LakeCommit> of(Snapshot snapshot) {
    Map<String, String> summary = snapshot.summary();
    String format = summary.get(FORMAT);
    return format == null ? Optional.empty() : Optional.of(read(snapshot.snapshotId(), summary));
  }

  private static LakeCommit read(long snapshotId, Map<String, String> summary) {
    if (!FORMAT_NUMBER.equals(summary.get(FORMAT))) {
      throw new ResourceUnavailableException(
          "snapshot " + snapshotId + " of the Iceberg table was committed by another release: "
              + FORMAT + " is " + summary.get(FORMAT),
          "Use the release that has written it.");
    }
    boolean isLoad = !summary.containsKey(ROWS);
    long rows = isLoad ? loaded(summary) : SummaryValues.number(summary, ROWS);
    return new LakeCommit(
        snapshotId,
        SummaryValues.text(summary, RUN_ID),
        SummaryValues.text(summary, PLAN_ID),
        LakePosition.of(summary),
        isLoad ? ChangeCounts.loaded(rows) : ChangeCounts.of(summary),
        rows,
        !isLoad && Boolean.parseBoolean(SummaryValues.text(summary, LASTING)),
        Boolean.parseBoolean(summary.getOrDefault(MISPLACING, "false")),
        summary.containsKey(REJECTED) ? SummaryValues.number(summary, REJECTED) : 0);
  }

  /** Iceberg leaves out counts of 0. */
  private static long loaded(Map<String, String> summary) {
    return summary.containsKey(SnapshotSummary.ADDED_RECORDS_PROP)
        ? SummaryValues.number(summary, SnapshotSummary.ADDED_RECORDS_PROP)
        : 0;
  }
}
