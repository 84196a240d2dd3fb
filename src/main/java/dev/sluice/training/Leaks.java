package dev.sluice.training;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Ids or features that occur in more than one channel, so that a model would be tested on values that it has seen.
 *
 * @param distinct the number of different ones
 * @param rows channel → its rows that have one of them
 */
record Leaks(long distinct, Map<String, Long> rows) {
  /**
   * Counts them.
   *
   * @param items with {@code channel}, int, and the columns of {@code same}
   * @param same the columns that rows are compared by
   */
  static Leaks of(Dataset<Row> items, String... same) {
    Column[] by = new Column[same.length];
    for (int i = 0; i < same.length; i++) {
      by[i] = col(same[i]);
    }
    Dataset<Row> shared = items
        .groupBy(by)
        .agg(in(Channel.TRAIN), in(Channel.VALIDATION), in(Channel.TEST))
        .filter("int(train > 0) + int(validation > 0) + int(test > 0) > 1");
    Row total =
        shared.agg(count(lit(1)), sum("train"), sum("validation"), sum("test")).head();
    Map<String, Long> rows = new LinkedHashMap<>();
    for (Channel channel : Channel.values()) {
      int i = channel.index() + 1;
      rows.put(channel.word(), total.isNullAt(i) ? 0 : total.getLong(i));
    }
    return new Leaks(total.getLong(0), rows);
  }

  private static Column in(Channel channel) {
    return sum(when(col("channel").equalTo(channel.index()), 1L).otherwise(0L)).as(channel.word());
  }
}
