package dev.sluice.summary;

/**
 * A row that a restating run replaced after a newer run had found fewer items than it had then, and left it alone: the newer
 * run's figures are gone, and the restated ones may stand in their place until the next run.
 *
 * @param runId the newest such run
 * @param asOf that run's, as in its rows: ISO-8601 in UTC with nine decimals of the second
 */
public record LateRestatement(RowKey key, String runId, String asOf) {}
