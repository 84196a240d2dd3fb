package dev.sluice.job.settings;

import dev.sluice.analytics.LabelAttributes;
import org.jspecify.annotations.Nullable;

/**
 * Section {@code sluice.labels}.
 *
 * @param table name or ARN; null: labels are attributes of the event
 */
public record LabelSettings(@Nullable String table, LabelAttributes attributes) {}
