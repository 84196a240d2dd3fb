package dev.sluice.table;

import java.time.Instant;

/**
 * A table's Stream, as DynamoDB describes it.
 *
 * @param table the table's name
 * @param arn the latest stream's ARN, which is another one each time that it is turned on; empty: there was none yet
 * @param isOn whether changes go into it
 * @param view what its records have, DynamoDB's StreamViewType; empty if it is off
 * @param describedAt by DynamoDB's clock, to the second
 */
public record TableStream(
    String table, String arn, boolean isOn, String view, Instant describedAt) {}
