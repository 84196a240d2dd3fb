package dev.sluice.analytics;

import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import dev.sluice.item.NumberGrammar;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;

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

  /**
   * Returns an attribute, as {@link Attribute#column} gives it, with its numbers converted to milliseconds, digit for
   * digit.
   */
  Column milliseconds(Column attribute) {
    if (this == MS) {
      return attribute;
    }
    UDF1<@Nullable String, @Nullable String> scaled = text -> {
      BigDecimal number = NumberGrammar.parse(text);
      return number == null ? text : number.scaleByPowerOfTen(exponent).toString();
    };
    Column type = attribute.getField("type");
    Column text = udf(scaled, DataTypes.StringType).apply(attribute.getField("text"));
    return when(attribute.isNotNull(), struct(type.as("type"), text.as("text")));
  }

  /** Converts a column of doubles that are whole numbers to milliseconds; each value is rounded once. */
  Column scaled(Column number) {
    double factor = Math.pow(10, Math.abs(exponent));
    return exponent < 0 ? number.divide(factor) : number.multiply(factor);
  }

  /** Returns the unit as configuration spells it. */
  public String symbol() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns the unit of this name, in any case: {@code ms}, {@code millis}, {@code milliseconds}, …; empty if there is
   * none.
   */
  public static Optional<LatencyUnit> of(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return Arrays.stream(values())
        .filter(unit -> unit.symbol().equals(lower) || unit.names.contains(lower))
        .findFirst();
  }
}
