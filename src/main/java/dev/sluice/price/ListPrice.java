package dev.sluice.price;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Prices of DynamoDB in a region, table class Standard, as {@code conf/prices.conf} has it; all in US dollars.
 *
 * @param asOf the date of the price
 * @param perMillionReadUnits on demand
 * @param perGbExported of a full export, by the table's size; null: not on record
 * @param perGbMonthRecoverable of point-in-time recovery, which an export needs; null: not on record
 */
public record ListPrice(
    String region,
    LocalDate asOf,
    double perMillionReadUnits,
    @Nullable Double perGbExported,
    @Nullable Double perGbMonthRecoverable) {
  private static final double MILLION = 1e6;

  /** By which AWS bills. */
  private static final double GB = 1L << 30;

  /** The price in this region; empty where none is on record. */
  public static Optional<ListPrice> in(String region) {
    String path = "\"" + region.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    return Table.READ.hasPath(path)
        ? Optional.of(of(region, Table.READ.getConfig(path)))
        : Optional.empty();
  }

  private static ListPrice of(String region, Config price) {
    return new ListPrice(
        region,
        LocalDate.parse(price.getString("as-of")),
        price.getDouble("per-million-read-units"),
        known(price, "per-gb-exported"),
        known(price, "per-gb-month-recoverable"));
  }

  private static @Nullable Double known(Config price, String name) {
    return price.hasPath(name) ? price.getDouble(name) : null;
  }

  /** Returns the price of read units on demand. */
  public double ofReadUnits(double units) {
    return units / MILLION * perMillionReadUnits;
  }

  /** Returns the price of a full export of a table of this size; null where no price is on record. */
  public @Nullable Double ofExport(double bytes) {
    return perGbExported == null ? null : bytes / GB * perGbExported;
  }

  /** Returns the price of keeping a table of this size recoverable for a month; null where no price is on record. */
  public @Nullable Double ofMonthRecoverable(double bytes) {
    return perGbMonthRecoverable == null ? null : bytes / GB * perGbMonthRecoverable;
  }

  private static final class Table {
    static final Config READ = ConfigFactory.parseReader(new InputStreamReader(
            Objects.requireNonNull(ListPrice.class.getResourceAsStream("prices.conf")),
            StandardCharsets.UTF_8))
        .getConfig("prices");
  }
}
