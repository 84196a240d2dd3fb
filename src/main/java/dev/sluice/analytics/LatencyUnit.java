package dev.sluice.analytics;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.sql.Column;

/** The unit that a table's latencies are in. */
public enum LatencyUnit {
  S(3, "second", "seconds", "sec", "secs"),
  MS(0, "milli", "millis", "millisecond", "milliseconds", "msec", "msecs"),
  US(-3, "micro", "micros", "microsecond", "microseconds", "usec", "usecs"),
  NS(-6, "nano", "nanos", "nanosecond", "nanoseconds", "nsec", "nsecs");

  private final int exponent;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<String> names;

  LatencyUnit(int exponent, String... names) {
    this.exponent = exponent;
    this.names = List.of(names);
  }

  /** The milliseconds that a number of this unit is, as the nearest double. */
  public double milliseconds(String number) {
    return this == MS
        ? Double.parseDouble(number)
        : new BigDecimal(number).scaleByPowerOfTen(exponent).doubleValue();
  }

  /** Likewise of a column of doubles. */
  Column milliseconds(Column number) {
    double factor = Math.pow(10, Math.abs(exponent));
    return exponent < 0 ? number.divide(factor) : number.multiply(factor);
  }

  /** As configuration writes it. */
  public String symbol() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The unit of this name, in any case: {@code ms}, {@code millis}, {@code milliseconds}, …; empty where none is. */
  public static Optional<LatencyUnit> of(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return Arrays.stream(values())
        .filter(unit -> unit.symbol().equals(lower) || unit.names.contains(lower))
        .findFirst();
  }
}
