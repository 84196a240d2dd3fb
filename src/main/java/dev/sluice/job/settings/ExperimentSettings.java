package dev.sluice.job.settings;

import dev.sluice.analytics.ExperimentAttributes;
import org.jspecify.annotations.Nullable;

/**
 * Section {@code sluice.experiments}.
 *
 * @param table name or ARN; null: there are none
 */
public record ExperimentSettings(@Nullable String table, ExperimentAttributes attributes) {}
