package dev.sluice.summary;

/**
 * Rows of this run's names that another table's run, or one by another configuration, had written, whatever became of them.
 *
 * @param origin what those were made of
 * @param rows how many
 * @param runId the last by name of the runs that wrote them
 */
public record OthersRows(Origin origin, int rows, String runId) {}
