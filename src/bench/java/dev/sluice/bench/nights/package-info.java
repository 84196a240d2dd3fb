/**
 * What a night costs beside a full run: {@code NightsMain}, in a virtual machine of its own, takes a {@code NightsTask},
 * writes exports of a log that {@code EventLines} makes, as DynamoDB lays them out, and lets {@code run} read them: a full
 * one, a night's changes, and a night without any. What leaves is the {@code RunCost} of each.
 */
@NullMarked
package dev.sluice.bench.nights;

import org.jspecify.annotations.NullMarked;
