package dev.sluice.dataset.lake;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * All items of a DynamoDB table at a point in time, of a scan or of a full export.
 *
 * @param tableArn the table's ARN
 * @param tableId DynamoDB's id of it; empty if it is not known
 * @param rows the items with type tags, filtered or not. They may be read several times
 * @param at the point in time; of a scan when its run first started: later changes may be among the rows or not
 * @param ttl the attribute with the time at which items expire, in epoch seconds; null: none expires
 */
public record AllItems(
    String tableArn,
    String tableId,
    Dataset<Row> rows,
    LakePosition at,
    @Nullable String ttl) {}
