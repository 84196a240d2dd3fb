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
 * The labels of a table by use: {@code read = used + duplicate + conflicting + orphan + late + unusable}.
 *
 * @param used the newest label of each id that belongs to an item
 * @param duplicate older labels of such an id that equal the newest
 * @param conflicting older labels of such an id that differ from the newest
 * @param orphan labels of ids without an item
 * @param late labels after as-of, or of unknown time if there is an as-of
 * @param unusable labels without an id or a value
 */
record LabelCounts(
    long read, long used, long duplicate, long conflicting, long orphan, long late, long unusable) {

  /**
   * Counts the labels.
   *
   * @param ids with the {@code id} of every item, including those left out
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

  /** Counts used, duplicate, conflicting and orphan labels. */
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

  /** Returns the labels that are not used, by reason. */
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
