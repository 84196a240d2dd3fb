package dev.sluice.analytics;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of labels.
 *
 * @param id the attribute that equals the event's id; unused if labels are attributes of the event
 * @param label the attribute that holds the label
 * @param time the attribute with the label's time of arrival
 * @param timeFormat pattern of times that are neither ISO-8601 nor epoch, as {@link EventTime} reads it; null: none
 * @param asOf labels after this instant are ignored; null: none are ignored
 */
public record LabelAttributes(
    String id,
    String label,
    String time,
    @Nullable String timeFormat,
    @Nullable Instant asOf) {}
