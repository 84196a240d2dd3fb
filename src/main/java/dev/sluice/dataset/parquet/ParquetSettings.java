package dev.sluice.dataset.parquet;

import java.io.Serializable;

/**
 * The settings of Parquet files.
 *
 * @param targetFileBytes a file is closed once it is about this large
 * @param compression codec: snappy, zstd, gzip, lz4_raw, uncompressed
 */
public record ParquetSettings(long targetFileBytes, String compression) implements Serializable {}
