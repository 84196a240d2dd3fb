package dev.sluice.training;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import dev.sluice.analytics.LabelAttributes;
import dev.sluice.analytics.accuracy.Labels;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * What became of a table of labels: {@code read = used + duplicate + conflicting + orphan + late + unusable}.
 *
 * @param used the newest of an id that an item has
 * @param duplicate others of such an id that say the same
 * @param conflicting others of such an id that say otherwise
 * @param orphan of ids that no item has
 * @param late after as-of, or of unknown time where there is an as-of
 * @param unusable without an id or without a label
 */
record LabelCounts(
    long read, long used, long duplicate, long conflicting, long orphan, long late, long unusable) {

  /**
   * Counts them.
   *
   * @param ids {@code id} of every item, whether or not it is part of the view
   */
  static LabelCounts of(Dataset<Row> table, Dataset<Row> ids, LabelAttributes names, ZoneId zone) {
    Dataset<Row> labels = Labels.all(table, names, zone);
    Column usable = col("labelId").isNotNull().and(col("label").isNotNull());
    Row all = labels
        .agg(
            count(lit(1)),
            sum(when(usable, 0L).otherwise(1L)),
            sum(when(usable.and(col("known").equalTo(false)), 1L).otherwise(0L)))
        .head();
    Row matched = matched(labels.filter(usable.and(col("known"))), ids);
    return new LabelCounts(
        all.getLong(0),
        whole(matched, 0),
        whole(matched, 1),
        whole(matched, 2),
        whole(matched, 3),
        whole(all, 2),
        whole(all, 1));
  }

  /** Used, duplicate, conflicting, orphan. */
  private static Row matched(Dataset<Row> labels, Dataset<Row> ids) {
    Dataset<Row> known = ids.distinct().withColumn("item", lit(true));
    Column newest = max(Labels.ORDER).over(Window.partitionBy("labelId"));
    Dataset<Row> perId = labels
        .groupBy("labelId", "label")
        .agg(max("age").as("age"), count(lit(1)).as("times"))
        .withColumn("newest", newest)
        .withColumn("says", Labels.same(col("label"), col("newest.label")))
        .groupBy("labelId")
        .agg(sum(when(col("says"), col("times"))).as("same"), sum("times").as("all"))
        .join(known, col("labelId").equalTo(col("id")), "left");
    Column matched = coalesce(col("item"), lit(false));
    return perId
        .agg(
            sum(when(matched, 1L)),
            sum(when(matched, col("same").minus(1))),
            sum(when(matched, col("all").minus(col("same")))),
            sum(when(matched, 0L).otherwise(col("all"))))
        .head();
  }

  private static long whole(Row row, int i) {
    return row.isNullAt(i) ? 0 : row.getLong(i);
  }

  /** Those that were not used, by the reason. */
  Map<String, Long> leftOut() {
    Map<String, Long> counts = new LinkedHashMap<>();
    counts.put("duplicateLabels", duplicate);
    counts.put("conflictingLabels", conflicting);
    counts.put("orphanLabels", orphan);
    counts.put("lateLabels", late);
    counts.put("unusableLabels", unusable);
    return counts;
  }
}
