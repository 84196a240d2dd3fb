package dev.sluice.job.settings;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Section {@code sluice.dataset}.
 *
 * @param root null only for commands that touch no snapshot
 * @param targetFileBytes a Parquet file is closed once it is about this large
 * @param keep how many snapshots stay; null: all
 * @param entityBy attribute by which the source table's entity types are told apart; null: they are not
 * @param entitySeparator ends the entity type in an attribute of the key
 * @param stripShards text attributes of the source table whose values have a write shard behind them
 * @param afresh whether columns are found from the sample alone, whatever the snapshot before has
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
  /** Folders within the table of events. */
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
