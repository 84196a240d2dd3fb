package dev.sluice.dataset;

import java.io.Serializable;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Where snapshots lie, and how their files are written.
 *
 * @param root {@code file:}, {@code s3a:} or {@code s3:} folder
 * @param targetFileBytes a file is closed once it is about this large
 * @param compression Parquet codec: snappy, zstd, gzip, lz4_raw, uncompressed
 * @param days by which the table of events is laid out in folders; null: it is not
 * @param keep how many snapshots stay when one is added; null: all
 */
public record DatasetSettings(
    URI root,
    long targetFileBytes,
    String compression,
    @Nullable DayColumn days,
    @Nullable Integer keep)
    implements Serializable {
  /** Of files in one folder, and all kept. */
  public DatasetSettings(URI root, long targetFileBytes, String compression) {
    this(root, targetFileBytes, compression, null, null);
  }
}
