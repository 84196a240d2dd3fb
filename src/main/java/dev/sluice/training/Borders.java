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
 * The times that divide channels: whatever is before the first is to train on, whatever is not before the second is to
 * test. All items of one time are on one side.
 *
 * @param validation microseconds since 1970 from which on items validate
 * @param test and from which on they test
 */
record Borders(long validation, long test) {
  /**
   * The borders by which each channel has its share, but for items of the same time: those go to the later channel.
   *
   * @param items {@code micros}, long, of each; none null
   */
  static Borders of(Dataset<Row> items, SplitSettings split, long count) {
    long first = rank(split.train(), count);
    long second = rank(split.train().add(split.validation()), count);
    Map<Long, Long> at = at(items, first, second);
    return new Borders(
        at.getOrDefault(first, Long.MAX_VALUE), at.getOrDefault(second, Long.MAX_VALUE));
  }

  /** The channel's ordinal. */
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

  /** The times at these ranks, counted from 0; a rank behind the last has none. */
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
