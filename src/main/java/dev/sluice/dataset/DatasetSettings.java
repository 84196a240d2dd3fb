package dev.sluice.dataset;

import dev.sluice.dataset.run.LeaseTimes;
import dev.sluice.dataset.run.Retention;
import java.io.Serializable;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where snapshots lie, and how their files are written.
 *
 * @param root {@code file:}, {@code s3a:} or {@code s3:} folder
 * @param targetFileBytes a file is closed once it is about this large
 * @param compression Parquet codec: snappy, zstd, gzip, lz4_raw, uncompressed
 * @param days by which the table of events is laid out in folders; null: it is not
 * @param keep how many snapshots stay when one is added; null: all
 * @param lease how a holder of a run shows that it lives
 * @param afresh whether columns are found from the sample alone; else they go on from the snapshot before
 * @param quiet how long nothing of a run has changed before retention takes it
 */
public record DatasetSettings(
    URI root,
    long targetFileBytes,
    String compression,
    @Nullable DayColumn days,
    @Nullable Integer keep,
    boolean afresh,
    LeaseTimes lease,
    Duration quiet)
    implements Serializable {
  /** With the usual times of a lease and of retention. */
  public DatasetSettings(
      URI root,
      long targetFileBytes,
      String compression,
      @Nullable DayColumn days,
      @Nullable Integer keep) {
    this(root, targetFileBytes, compression, days, keep, false, LeaseTimes.USUAL, Retention.QUIET);
  }

  /** Of files in one folder, and all kept. */
  public DatasetSettings(URI root, long targetFileBytes, String compression) {
    this(root, targetFileBytes, compression, null, null);
  }

  /** The same with other times, for what cannot wait for minutes and days. */
  public DatasetSettings with(LeaseTimes beats, Duration unchanged) {
    return new DatasetSettings(
        root, targetFileBytes, compression, days, keep, afresh, beats, unchanged);
  }

  /** The same, whatever columns the snapshot before has. */
  public DatasetSettings startingAfresh() {
    return new DatasetSettings(root, targetFileBytes, compression, days, keep, true, lease, quiet);
  }
}
