package dev.sluice.job.settings;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Section {@code sluice.dataset}.
 *
 * @param root null only for commands that touch no snapshot
 * @param targetFileBytes a Parquet file is closed once it is about this large
 */
public record SnapshotSettings(@Nullable URI root, long targetFileBytes, Compression compression) {
  /** Parquet's codecs. */
  public enum Compression {
    ZSTD,
    SNAPPY,
    GZIP,
    LZ4_RAW,
    UNCOMPRESSED
  }
}
