package dev.sluice.analytics;

import static org.apache.spark.sql.functions.udf;

import java.io.Serializable;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF4;
import org.jspecify.annotations.Nullable;

/**
 * The milliseconds between two times, in the form of an attribute that holds them: missing if one of the two is
 * missing, NULL if one is NULL, text that is no number if one is no time, negative if the end comes first.
 */
final class Elapsed implements Serializable {
  private static final long serialVersionUID = 1L;

  private final EventTime times;

  Elapsed(EventTime times) {
    this.times = times;
  }

  /** Returns the time between two attributes, both as {@link Attribute#column} gives them. */
  Column column(Column start, Column end) {
    UDF4<@Nullable String, @Nullable String, @Nullable String, @Nullable String, @Nullable Row>
        between = this::between;
    return udf(between, OverflowValue.TYPE)
        .apply(
            start.getField("type"),
            start.getField("text"),
            end.getField("type"),
            end.getField("text"));
  }

  @Nullable
  Row between(
      @Nullable String startType,
      @Nullable String start,
      @Nullable String endType,
      @Nullable String end) {
    if (startType == null || endType == null) {
      return null;
    } else if (startType.equals("NULL") || endType.equals("NULL")) {
      return RowFactory.create("NULL", null);
    }
    Instant from = times.read(startType, start);
    Instant to = times.read(endType, end);
    return from == null || to == null
        ? RowFactory.create("S", "no time")
        : RowFactory.create("N", milliseconds(Duration.between(from, to)));
  }

  private static String milliseconds(Duration elapsed) {
    return BigDecimal.valueOf(elapsed.getSeconds())
        .movePointRight(3)
        .add(BigDecimal.valueOf(elapsed.getNano(), 6))
        .stripTrailingZeros()
        .toPlainString();
  }
}
