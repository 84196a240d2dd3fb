package dev.sluice.scan;

import dev.sluice.wire.Wire;

/**
 * One response to a Scan or a Query.
 *
 * @param segment which it came from, or which Query
 * @param number of the page within its segment, from 0
 * @param items a cursor at the JSON array of items
 * @param count items in it, or where only counts were asked for, items that would be
 * @param scanned items that DynamoDB read for it, those that its filter removed included
 * @param consumedReadUnits as DynamoDB counted them
 */
public record Page(
    int segment, long number, Wire items, int count, int scanned, double consumedReadUnits) {}
