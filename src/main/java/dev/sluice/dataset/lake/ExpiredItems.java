package dev.sluice.dataset.lake;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;

import dev.sluice.sql.SqlNames;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.apache.spark.sql.Column;
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

  /** Returns whether a row's item is one of them; false where it has no such time. */
  Column in(StructType rows) {
    boolean isNumber = ttl != null
        && Arrays.asList(rows.fieldNames()).contains(ttl)
        && rows.apply(ttl).dataType() instanceof NumericType;
    if (ttl == null || !isNumber) {
      return lit(false);
    }
    Column time = SqlNames.column(ttl);
    return coalesce(
        time.leq(at.getEpochSecond()).and(time.gt(at.minus(MAX_AGE).getEpochSecond())), lit(false));
  }
}
