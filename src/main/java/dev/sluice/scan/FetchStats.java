package dev.sluice.scan;

/**
 * What it took to get a page, beside its read units.
 *
 * @param repeated requests beyond the first
 * @param throttled requests that DynamoDB has throttled
 * @param waitedNanos for the turns of all of them
 */
public record FetchStats(int repeated, int throttled, long waitedNanos) {}
