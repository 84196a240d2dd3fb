package dev.sluice.analytics;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Attributes of labels.
 *
 * @param id the attribute that equals the event's id; unused where labels are attributes of the event itself
 * @param label the attribute that holds the label
 * @param time the attribute that says when the label came
 * @param timeFormat pattern of times that are neither ISO-8601 nor epoch, as {@link EventTime} reads it; null: none
 * @param asOf labels after this instant do not count; null: all count
 */
public record LabelAttributes(
    String id,
    String label,
    String time,
    @Nullable String timeFormat,
    @Nullable Instant asOf) {}
