package dev.sluice.job.settings;

import dev.sluice.summary.SummarySettings;
import dev.sluice.table.AwsSettings;

/**
 * The board of all sources, as one of them writes to it.
 *
 * @param source name of the source
 * @param aws reaches the board's table
 * @param summary the table, namespace and lifetime of rows outside of {@code sluice.sources}
 */
public record BoardSettings(String source, AwsSettings aws, SummarySettings summary) {}
