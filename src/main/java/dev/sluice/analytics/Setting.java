package dev.sluice.analytics;

/**
 * A value of an experiment's configuration, exactly as the table has it.
 *
 * @param type DynamoDB's name of its type
 * @param text of S the text, of N the number without needless zeros or exponent, of BOOL {@code true} or {@code false}, of
 *     NULL {@code null}, of B Base64; of all others the content of its DynamoDB JSON, sets in order
 */
public record Setting(String type, String text) {}
