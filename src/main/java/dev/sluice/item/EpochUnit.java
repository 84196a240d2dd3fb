package dev.sluice.item;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The units of numbers that count from 1970-01-01T00:00:00Z. */
public enum EpochUnit {
  SECONDS("epoch-seconds", 6),
  MILLIS("epoch-millis", 3),
  MICROS("epoch-micros", 0);

  /** The first microsecond of the year 1, the smallest of Spark's timestamps. */
  private static final long MIN_MICROS = -62_135_596_800_000_000L;

  /** The last microsecond of the year 9999, the largest of Spark's timestamps. */
  private static final long MAX_MICROS = 253_402_300_799_999_999L;

  private final String key;

  /** The number of decimal places of this unit that make a microsecond. */
  private final int places;

  EpochUnit(String key, int places) {
    this.key = key;
    this.places = places;
  }

  /** Returns the unit that a type tag or a COMMENT names; empty if it names none. */
  public static Optional<EpochUnit> of(String tag) {
    return Arrays.stream(values())
        .filter(unit -> tag.equals(unit.key) || tag.equals(unit.tag()))
        .findFirst();
  }

  /** Returns the type tag of a column of timestamps that are numbers of this unit. */
  public String tag() {
    return AttributeType.N + ":" + key;
  }

  /** Returns the microseconds; null if they are not whole, or no timestamp of Spark's. */
  public @Nullable Long micros(BigDecimal number) {
    if (number.precision() - number.scale() + places > 19) {
      return null;
    }
    try {
      long micros = number.movePointRight(places).longValueExact();
      return isInRange(micros) ? micros : null;
    } catch (ArithmeticException e) {
      return null;
    }
  }

  /** Returns the number of this unit. */
  public BigDecimal number(long micros) {
    return BigDecimal.valueOf(micros, places);
  }

  /**
   * Returns the microseconds of an instant, rounded down. Java's own difference of instants goes no further than 292 years.
   *
   * @throws ArithmeticException if a long does not hold them
   */
  public static long micros(Instant at) {
    return Math.addExact(Math.multiplyExact(at.getEpochSecond(), 1_000_000L), at.getNano() / 1_000);
  }

  /** Returns whether an instant is in the years 1 to 9999, which Spark's timestamps have. */
  public static boolean isInRange(long micros) {
    return micros >= MIN_MICROS && micros <= MAX_MICROS;
  }
}
