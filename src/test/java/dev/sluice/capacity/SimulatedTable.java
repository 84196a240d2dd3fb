package dev.sluice.capacity;

import java.util.Random;
import java.util.function.DoubleUnaryOperator;

/**
 * A table that throttles as DynamoDB does: a bucket of unused capacity for the whole table, and one for a hot partition
 * of 16. A request is served while there is anything left in the buckets, and may overdraw them. Besides, any request
 * may be throttled by chance.
 */
final class SimulatedTable {
  static final int PARTITIONS = 16;

  private final Random random;
  private final Bucket whole;
  private final Bucket hot;
  private final int hotPartition;
  private final double chance;

  /**
   * What a table gives.
   *
   * @param rate second → read units a second
   * @param burstSeconds the unused time that it saves up
   * @param hotRate read units a second of partition 3
   * @param chance the part of all requests that are throttled by chance
   */
  record Gives(DoubleUnaryOperator rate, double burstSeconds, double hotRate, double chance) {
    static Gives always(double rate) {
      return new Gives(second -> rate, 1, Double.POSITIVE_INFINITY, 0);
    }

    Gives saving(double seconds) {
      return new Gives(rate, seconds, hotRate, chance);
    }

    Gives withHotPartition(double ofRate) {
      return new Gives(rate, burstSeconds, ofRate, chance);
    }

    Gives throttlingByChance(double part) {
      return new Gives(rate, burstSeconds, hotRate, part);
    }
  }

  SimulatedTable(Gives gives, Random random) {
    this.random = random;
    this.whole = new Bucket(gives.rate, gives.burstSeconds);
    this.hotPartition = Double.isInfinite(gives.hotRate) ? -1 : 3;
    this.hot = new Bucket(second -> gives.hotRate, gives.burstSeconds);
    this.chance = gives.chance;
  }

  /** Returns whether a page is served; it is throttled otherwise. */
  boolean serves(double second, int partition, double units) {
    whole.fill(second);
    hot.fill(second);
    boolean throttled = random.nextDouble() < chance
        || whole.tokens <= 0
        || (partition == hotPartition && hot.tokens <= 0);
    if (throttled) {
      return false;
    }
    whole.tokens -= units;
    hot.tokens -= partition == hotPartition ? units : 0;
    return true;
  }

  private static final class Bucket {
    private final DoubleUnaryOperator rate;
    private final double seconds;
    private double tokens;
    private double filledAt;

    Bucket(DoubleUnaryOperator rate, double seconds) {
      this.rate = rate;
      this.seconds = seconds;
      this.tokens = rate.applyAsDouble(0) * seconds;
    }

    void fill(double second) {
      double now = rate.applyAsDouble(second);
      tokens = Math.min(now * seconds, tokens + (second - filledAt) * now);
      filledAt = second;
    }
  }
}
