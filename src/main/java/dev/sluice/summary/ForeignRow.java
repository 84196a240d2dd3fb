package dev.sluice.summary;

/**
 * A row under a key of this run's that no run of Sluice's left as it was.
 *
 * @param reason by what that is told
 * @param replaced whether this run's row took its place
 */
public record ForeignRow(RowKey key, String reason, boolean replaced) {}
