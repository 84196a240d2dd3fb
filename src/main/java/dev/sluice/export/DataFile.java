package dev.sluice.export;

import java.io.Serializable;

/**
 * A data file of an export.
 *
 * @param path relative to the export's folder; of an incremental export in the folder that it shares with others
 * @param bytes its compressed size
 * @param items the number of its items, as the manifest states it
 * @param md5 the MD5 of its compressed bytes in base64, as the manifest states it
 */
public record DataFile(String path, long bytes, long items, String md5) implements Serializable {}
