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
 * Prices of DynamoDB in a region, table class Standard, from {@code conf/prices.conf}; all in US dollars.
 *
 * @param asOf the date of the price
 * @param perMillionReadUnits price of on-demand read units
 * @param perGbExported price of a full export, by the table's size; null: not on record
 * @param perGbMonthRecoverable price of point-in-time recovery, which an export needs; null: not on record
 * @param perMillionWriteUnits price of on-demand write units; null: not on record
 */
public record ListPrice(
    String region,
    LocalDate asOf,
    double perMillionReadUnits,
    @Nullable Double perGbExported,
    @Nullable Double perGbMonthRecoverable,
    @Nullable Double perMillionWriteUnits) {
  private static final double MILLION = 1e6;

  /** Bytes in a GB as AWS bills it. */
  private static final double GB = 1L << 30;

  /** Returns the prices in this region; empty if none are on record. */
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
        known(price, "per-gb-month-recoverable"),
        known(price, "per-million-write-units"));
  }

  private static @Nullable Double known(Config price, String name) {
    return price.hasPath(name) ? price.getDouble(name) : null;
  }

  /** Returns the price of read units on demand. */
  public double ofReadUnits(double units) {
    return units / MILLION * perMillionReadUnits;
  }

  /** Returns the price of write units on demand; null if no price is on record. */
  public @Nullable Double ofWriteUnits(double units) {
    return perMillionWriteUnits == null ? null : units / MILLION * perMillionWriteUnits;
  }

  /** Returns the price of a full export of a table of this size; null if no price is on record. */
  public @Nullable Double ofExport(double bytes) {
    return perGbExported == null ? null : bytes / GB * perGbExported;
  }

  /** Returns the price of point-in-time recovery of a table of this size for a month; null if no price is on record. */
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
