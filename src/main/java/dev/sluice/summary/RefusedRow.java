package dev.sluice.summary;

/**
 * A row that is not in the table because of what it holds: the others are.
 *
 * @param reason in DynamoDB's words, or why it was not asked
 */
public record RefusedRow(RowKey key, String reason) {}
