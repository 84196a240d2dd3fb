package dev.sluice.dataset;

import dev.sluice.dataset.export.RowLayout;
import dev.sluice.dataset.lake.LakeSettings;
import dev.sluice.dataset.layout.DayColumn;
import dev.sluice.dataset.parquet.ParquetSettings;
import dev.sluice.dataset.run.LeaseTimes;
import dev.sluice.dataset.run.Retention;
import java.io.Serializable;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The root of the snapshots, and the format of their files.
 *
 * @param root a {@code file:}, {@code s3a:} or {@code s3:} folder
 * @param targetFileBytes the approximate size at which a file is closed
 * @param compression the Parquet codec: snappy, zstd, gzip, lz4_raw, uncompressed
 * @param days the column of days by which the table of events is divided into folders; null: no such folders
 * @param keep the number of snapshots that retention keeps; null: all
 * @param lease the times of the lease on a run
 * @param afresh whether columns are found from the sample alone; otherwise they continue those of the previous snapshot
 * @param lake how tables are kept in Iceberg; null: they are Parquet files
 * @param quiet the time without changes after which retention removes a run
 */
public record DatasetSettings(
    URI root,
    long targetFileBytes,
    String compression,
    @Nullable DayColumn days,
    @Nullable Integer keep,
    boolean afresh,
    LeaseTimes lease,
    Duration quiet,
    @Nullable LakeSettings lake)
    implements Serializable {
  /** Settings with the default times of lease and retention. */
  public DatasetSettings(
      URI root,
      long targetFileBytes,
      String compression,
      @Nullable DayColumn days,
      @Nullable Integer keep) {
    this(
        root,
        targetFileBytes,
        compression,
        days,
        keep,
        false,
        LeaseTimes.USUAL,
        Retention.QUIET,
        null);
  }

  /** Returns the settings with other times of lease and retention. */
  public DatasetSettings with(LeaseTimes beats, Duration unchanged) {
    return new DatasetSettings(
        root, targetFileBytes, compression, days, keep, afresh, beats, unchanged, lake);
  }

  /** Returns the settings with columns found from the sample alone. */
  public DatasetSettings startingAfresh() {
    return new DatasetSettings(
        root, targetFileBytes, compression, days, keep, true, lease, quiet, lake);
  }

  /** Returns the settings with tables in Iceberg. */
  public DatasetSettings in(LakeSettings iceberg) {
    return new DatasetSettings(
        root, targetFileBytes, compression, days, keep, afresh, lease, quiet, iceberg);
  }

  /** Returns the settings of Parquet files. */
  ParquetSettings parquet() {
    return new ParquetSettings(targetFileBytes, compression);
  }

  /** Returns the layout of tables in files. */
  RowLayout layout() {
    return new RowLayout(days, afresh);
  }
}
