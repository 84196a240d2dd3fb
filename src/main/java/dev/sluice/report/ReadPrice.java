package dev.sluice.report;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;

/**
 * The on-demand list price of read units in a region, as {@code conf/prices.conf} has it.
 *
 * @param asOf the date of the price
 * @param perMillion US dollars for a million read units
 */
public record ReadPrice(String region, LocalDate asOf, double perMillion) {
  private static final double MILLION = 1e6;

  /** The price in this region; empty where none is on record. */
  public static Optional<ReadPrice> in(String region) {
    Config prices = Prices.READ;
    Config regions = prices.getConfig("per-million-read-units");
    return regions.hasPath(quoted(region))
        ? Optional.of(new ReadPrice(
            region, LocalDate.parse(prices.getString("as-of")), regions.getDouble(quoted(region))))
        : Optional.empty();
  }

  private static String quoted(String region) {
    return "\"" + region.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  /** US dollars for so many read units. */
  public double of(double readUnits) {
    return readUnits / MILLION * perMillion;
  }

  private static final class Prices {
    static final Config READ = ConfigFactory.parseReader(new InputStreamReader(
            Objects.requireNonNull(ReadPrice.class.getResourceAsStream("prices.conf")),
            StandardCharsets.UTF_8))
        .getConfig("prices");
  }
}
