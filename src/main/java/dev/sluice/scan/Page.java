package dev.sluice.scan;

import dev.sluice.wire.Wire;

/**
 * One response to a Scan.
 *
 * @param segment which it came from
 * @param number of the page within its segment, from 0
 * @param items a cursor at the JSON array of items
 * @param count items in it
 * @param consumedReadUnits as DynamoDB counted them
 */
public record Page(int segment, long number, Wire items, int count, double consumedReadUnits) {}
