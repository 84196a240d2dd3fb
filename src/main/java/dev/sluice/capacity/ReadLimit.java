package dev.sluice.capacity;

import dev.sluice.failure.ConfigError;
import dev.sluice.failure.InvalidConfigurationException;
import dev.sluice.table.TableDescription.ReadCapacity;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The limit on a read's read units a second, over all its tasks.
 *
 * @param unitsPerSecond 0: no limit, which only an emulator gets
 */
public record ReadLimit(double unitsPerSecond) implements Serializable {
  public static final ReadLimit NONE = new ReadLimit(0);

  /**
   * Returns the limit in force: {@code max-read-units} if given, else {@code percent} of the table's capacity.
   *
   * @param local whether the endpoint is an emulator on the same machine
   * @throws InvalidConfigurationException if neither is known and the endpoint is not local: a production table is
   *     never read without a limit
   */
  public static ReadLimit of(
      String table,
      ReadCapacity capacity,
      @Nullable Long maxReadUnits,
      double percent,
      boolean local) {
    if (maxReadUnits != null) {
      return new ReadLimit(maxReadUnits);
    }
    Optional<Long> known = capacity.known();
    if (local && capacity.provisioned() == null) {
      return NONE;
    }
    return known
        .map(units -> new ReadLimit(units * percent / 100))
        .orElseThrow(() -> unknown(table));
  }

  /** Returns the highest cost of a page of an eventually consistent read. With a low limit pages are small. */
  public double unitsPerPage() {
    return PageCost.unitsPerPage(unitsPerSecond);
  }

  private static InvalidConfigurationException unknown(String table) {
    return new InvalidConfigurationException(List.of(new ConfigError(
        "sluice.source.capacity.max-read-units",
        "",
        "table " + table + " has no known read capacity of which to take a percentage",
        "Set max-read-units to the read units that may be used a second.")));
  }
}
