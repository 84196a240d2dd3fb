/**
 * DynamoDB JSON as it stands in a response's bytes: a cursor over it and its type tags. Used by {@code scan}, which cuts
 * a response into pages, {@code decode}, {@code encode} and {@code schema}. Knows nothing of Spark or the SDK.
 */
@NullMarked
package dev.sluice.wire;

import org.jspecify.annotations.NullMarked;
