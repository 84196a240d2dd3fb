package dev.sluice.analytics.accuracy;

import org.jspecify.annotations.Nullable;

/**
 * An event with a prediction.
 *
 * @param label null if it has none
 * @param confidenceType DynamoDB's name of the type of the confidence; null if it is missing
 * @param confidence its value
 * @param delay from the prediction to the label, whole seconds; null if one of the two times is unknown
 * @param late whether the label came when the day's labels were mature
 */
record Event(
    Value prediction,
    @Nullable Value label,
    @Nullable String confidenceType,
    @Nullable String confidence,
    @Nullable Long delay,
    boolean late) {}
