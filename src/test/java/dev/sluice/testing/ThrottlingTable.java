package dev.sluice.testing;

import java.util.Random;
import java.util.function.DoubleUnaryOperator;

/**
 * A table that throttles as DynamoDB does: a bucket of unused capacity for the whole table, and one for a hot partition
 * of 16. A request is served while there is anything left in the buckets, and may overdraw them. Besides, any request
 * may be throttled by chance.
 */
public final class ThrottlingTable {
  private static final int PARTITIONS = 16;
  private static final int HOT_PARTITION = 3;

  private final Random random;
  private final Bucket whole;
  private final Bucket hot;
  private final double chance;

  /**
   * What a table gives.
   *
   * @param rate second → read units a second
   * @param burstSeconds the unused time that it saves up
   * @param hotRate read units a second of the hot partition; infinite: there is none
   * @param chance the part of all requests that are throttled by chance
   */
  public record Gives(
      DoubleUnaryOperator rate, double burstSeconds, double hotRate, double chance) {
    /** Returns a table with a rate that changes. */
    public static Gives changing(DoubleUnaryOperator rate) {
      return new Gives(rate, 1, Double.POSITIVE_INFINITY, 0);
    }

    public static Gives always(double rate) {
      return changing(second -> rate);
    }

    public Gives saving(double seconds) {
      return new Gives(rate, seconds, hotRate, chance);
    }

    public Gives withHotPartition(double ofRate) {
      return new Gives(rate, burstSeconds, ofRate, chance);
    }

    public Gives throttlingByChance(double part) {
      return new Gives(rate, burstSeconds, hotRate, part);
    }
  }

  public ThrottlingTable(Gives gives, Random random) {
    this.random = random;
    this.whole = new Bucket(gives.rate, gives.burstSeconds);
    this.hot = new Bucket(second -> gives.hotRate, gives.burstSeconds);
    this.chance = gives.chance;
  }

  /** Returns whether a request for a page of a segment is served; it is throttled otherwise. */
  public synchronized boolean serves(double second, int segment, int segments) {
    whole.fill(second);
    hot.fill(second);
    return random.nextDouble() >= chance
        && whole.tokens > 0
        && (!isHot(segment, segments) || hot.tokens > 0);
  }

  /** Takes what a served page of a segment costs. */
  public synchronized void take(double units, int segment, int segments) {
    whole.tokens -= units;
    hot.tokens -= isHot(segment, segments) ? units : 0;
  }

  private static boolean isHot(int segment, int segments) {
    return segment * PARTITIONS / segments == HOT_PARTITION;
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
      double more = Math.max(0, second - filledAt) * now;
      tokens = more > 0 ? Math.min(now * seconds, tokens + more) : tokens;
      filledAt = Math.max(filledAt, second);
    }
  }
}
