package dev.sluice.summary;

/**
 * A row for which the newer of two runs found fewer items (deleted or expired at the source meanwhile); the row of the
 * older one stays.
 *
 * @param kept on how many items the row that stays rests
 * @param found how many the newer run found
 */
public record Eroded(RowKey key, long kept, long found) {}
