package dev.sluice.analytics.accuracy;

import org.jspecify.annotations.Nullable;

/**
 * An event with a prediction.
 *
 * @param label null if it has none
 * @param confidenceType DynamoDB's name of the confidence's type; null if it is missing
 * @param confidence the confidence's value as text
 * @param delay time from the prediction to the label, in whole seconds; null if one of the two times is unknown
 * @param late whether the label came after the day's labels were mature
 */
record Event(
    Value prediction,
    @Nullable Value label,
    @Nullable String confidenceType,
    @Nullable String confidence,
    @Nullable Long delay,
    boolean late) {}
