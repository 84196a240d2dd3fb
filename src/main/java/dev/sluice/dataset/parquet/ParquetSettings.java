package dev.sluice.dataset.parquet;

import java.io.Serializable;

/**
 * The settings of Parquet files.
 *
 * @param targetFileBytes the approximate size at which a file is closed
 * @param compression the codec: snappy, zstd, gzip, lz4_raw, uncompressed
 */
public record ParquetSettings(long targetFileBytes, String compression) implements Serializable {}
