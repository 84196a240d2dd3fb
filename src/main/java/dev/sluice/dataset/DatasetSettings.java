package dev.sluice.dataset;

import java.io.Serializable;
import java.net.URI;

/**
 * Where snapshots lie, and how their files are written.
 *
 * @param root {@code file:}, {@code s3a:} or {@code s3:} folder
 * @param targetFileBytes a file is closed once it is about this large
 * @param compression Parquet codec: snappy, zstd, gzip, lz4_raw, uncompressed
 */
public record DatasetSettings(URI root, long targetFileBytes, String compression)
    implements Serializable {}
