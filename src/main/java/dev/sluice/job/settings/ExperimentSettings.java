package dev.sluice.job.settings;

import dev.sluice.analytics.ExperimentAttributes;
import org.jspecify.annotations.Nullable;

/**
 * Section {@code sluice.experiments}.
 *
 * @param table name or ARN; null: there are none
 * @param index that is read instead of it; null: the table itself
 */
public record ExperimentSettings(
    @Nullable String table, @Nullable String index, ExperimentAttributes attributes) {}
