package dev.sluice.dataset.lake;

import static org.apache.spark.sql.functions.ceil;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import dev.sluice.sql.SqlNames;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Tells the items that are past their TTL.
 *
 * @param ttl the attribute with the time at which items expire, in epoch seconds; null: none expires
 * @param at the instant by which items count as expired
 */
public record ExpiredItems(@Nullable String ttl, Instant at) {
  /** DynamoDB takes an earlier time for a mistake. */
  private static final Duration MAX_AGE = Duration.ofDays(5 * 365);

  /** A time in epoch seconds that no run will see. */
  private static final long MAX_TIME = 1_000_000_000_000L;

  /** Returns whether a row's item is one of them; false where it has no such time. */
  Column in(StructType rows) {
    if (ttl == null || !isNumber(rows, ttl)) {
      return lit(false);
    }
    Column time = SqlNames.column(ttl);
    return coalesce(
        time.leq(at.getEpochSecond()).and(time.gt(at.minus(MAX_AGE).getEpochSecond())), lit(false));
  }

  /**
   * Returns the time, in epoch seconds, at which a row's item will become one of them; null: never, or it is one. That
   * DynamoDB takes a time of five years ago for a mistake is left out: by then it has deleted the item.
   */
  Column next(StructType rows) {
    if (ttl == null || !isNumber(rows, ttl)) {
      return lit(null).cast(DataTypes.LongType);
    }
    Column time = SqlNames.column(ttl);
    return when(
        time.gt(at.getEpochSecond()).and(time.leq(lit(MAX_TIME))),
        ceil(time).cast(DataTypes.LongType));
  }

  private static boolean isNumber(StructType rows, String name) {
    return Arrays.asList(rows.fieldNames()).contains(name)
        && rows.apply(name).dataType() instanceof NumericType;
  }
}
