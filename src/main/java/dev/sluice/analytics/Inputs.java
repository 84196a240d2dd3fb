package dev.sluice.analytics;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * The tables that figures are computed from, as {@code dataset.Snapshot.table} gives them, and where their parts are
 * found. What is null is not computed.
 *
 * @param events the log; null: none, then there are no labels either
 * @param labels the table of late labels; null where {@code labelAttributes} are the event's own
 * @param labelAttributes null: nothing is known of labels, and accuracy is not computed
 */
public record Inputs(
    @Nullable Dataset<Row> events,
    EventAttributes eventAttributes,
    @Nullable Dataset<Row> labels,
    @Nullable LabelAttributes labelAttributes,
    @Nullable Dataset<Row> experiments,
    @Nullable ExperimentAttributes experimentAttributes) {}
