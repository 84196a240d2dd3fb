package dev.sluice.training;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import scala.Tuple2;

/**
 * The times that divide the channels. All items with the same time are in one channel.
 *
 * @param validation the first time of the channel validation, in microseconds since 1970
 * @param test the first time of the channel test, in microseconds since 1970
 */
record Borders(long validation, long test) {
  /**
   * Returns the borders that give each channel its share, except that items with the same time all go to the later
   * channel.
   *
   * @param items with a column {@code micros}, long, not null
   */
  static Borders of(Dataset<Row> items, SplitSettings split, long count) {
    long first = rank(split.train(), count);
    long second = rank(split.train().add(split.validation()), count);
    Map<Long, Long> at = at(items, first, second);
    return new Borders(
        at.getOrDefault(first, Long.MAX_VALUE), at.getOrDefault(second, Long.MAX_VALUE));
  }

  /** Returns the index of an item's channel. */
  Column channel() {
    Column micros = functions.col("micros");
    return functions
        .when(micros.lt(validation), Channel.TRAIN.index())
        .when(micros.lt(test), Channel.VALIDATION.index())
        .otherwise(Channel.TEST.index());
  }

  private static long rank(BigDecimal share, long count) {
    return share
        .multiply(BigDecimal.valueOf(count))
        .setScale(0, RoundingMode.HALF_UP)
        .longValueExact();
  }

  /** Returns the times at two ranks, counted from 0. A rank after the last item has no entry. */
  private static Map<Long, Long> at(Dataset<Row> items, long first, long second) {
    List<Tuple2<Long, Long>> found = items
        .select("micros")
        .as(Encoders.LONG())
        .sort("micros")
        .toJavaRDD()
        .zipWithIndex()
        .filter(ranked -> ranked._2() == first || ranked._2() == second)
        .collect();
    Map<Long, Long> times = new TreeMap<>();
    found.forEach(ranked -> times.put(ranked._2(), ranked._1()));
    return times;
  }
}
