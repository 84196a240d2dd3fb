package dev.sluice.job.settings;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Section {@code sluice.dataset}.
 *
 * @param root null only for commands that do not use a snapshot
 * @param targetFileBytes approximate size at which a Parquet file is closed
 * @param keep number of snapshots to keep; null: all
 * @param entityBy attribute that separates the source table's entity types; null: they are not separated
 * @param entitySeparator ends the entity type in an attribute of the key
 * @param stripShards text attributes of the source table whose values end with a write shard
 * @param afresh whether columns are discovered from the sample only, without the previous snapshot
 */
public record SnapshotSettings(
    @Nullable URI root,
    PartitionBy partitionBy,
    long targetFileBytes,
    Compression compression,
    @Nullable Integer keep,
    @Nullable String entityBy,
    String entitySeparator,
    List<String> stripShards,
    boolean afresh) {
  /** Returns the same settings with another root. */
  SnapshotSettings at(@Nullable URI otherRoot) {
    return new SnapshotSettings(
        otherRoot,
        partitionBy,
        targetFileBytes,
        compression,
        keep,
        entityBy,
        entitySeparator,
        stripShards,
        afresh);
  }

  /** Partitions within the table of events. */
  public enum PartitionBy {
    NONE,
    DAY
  }

  /** Parquet's codecs. */
  public enum Compression {
    ZSTD,
    SNAPPY,
    GZIP,
    LZ4_RAW,
    UNCOMPRESSED
  }
}
