package dev.sluice.job;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.sluice.access.AccessPath;
import dev.sluice.access.Forecast;
import dev.sluice.price.ListPrice;
import dev.sluice.table.AwsSettings;
import dev.sluice.table.Endpoints;
import dev.sluice.table.Recovery;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The cost of reading a table, by list prices.
 *
 * @param region whose prices they are; null: none is known
 * @param price null: none is on record
 * @param provisioned whether reads are paid by the hour, used or not, instead of by read units
 * @param tableBytes null: not known
 */
record Costing(
    @Nullable String region,
    @Nullable ListPrice price,
    boolean provisioned,
    @JsonIgnore Recovery recovery,
    @JsonIgnore @Nullable Double tableBytes) {
  /** A nightly schedule: 365 days in 12 months. */
  static final double RUNS_A_MONTH = 30.4;

  private static final int ARN_REGION = 3;

  /**
   * Prices a table in its own region, by its ARN; at an emulator, in the configured region.
   *
   * @param arn of the table
   */
  static Costing of(
      AwsSettings aws,
      String arn,
      boolean provisioned,
      Recovery recovery,
      @Nullable Double tableBytes) {
    boolean local = aws.dynamoDbEndpoint() != null && Endpoints.isLocal(aws.dynamoDbEndpoint());
    String[] parts = arn.split(":", -1);
    @Nullable
    String region = local || parts.length <= ARN_REGION ? aws.region() : parts[ARN_REGION];
    Optional<ListPrice> price = Optional.ofNullable(region).flatMap(ListPrice::in);
    return new Costing(region, price.orElse(null), provisioned, recovery, tableBytes);
  }

  /** Returns the dollars of one run; null: not known, or capacity that is paid anyway. */
  @Nullable
  Double dollars(Forecast way) {
    if (price == null) {
      return null;
    }
    if (way.kind() == AccessPath.Kind.EXPORT) {
      return tableBytes == null ? null : price.ofExport(tableBytes);
    }
    return provisioned || way.readUnits() == null ? null : price.ofReadUnits(way.readUnits());
  }

  /** Returns the dollars of a month of nightly runs; an export includes point-in-time recovery, where the table has none. */
  @Nullable
  Double dollarsAMonth(Forecast way) {
    Double run = dollars(way);
    Double recoverable = 0.0;
    if (price != null && tableBytes != null && needsRecovery(way)) {
      recoverable = price.ofMonthRecoverable(tableBytes);
    }
    return run == null || recoverable == null ? null : run * RUNS_A_MONTH + recoverable;
  }

  private boolean needsRecovery(Forecast way) {
    return way.kind() == AccessPath.Kind.EXPORT && recovery.isOff();
  }

  /** Describes the prices, or why there are none. */
  String inWords() {
    if (price == null) {
      return region == null
          ? "not known: no region is configured, and the endpoint is not that of a region"
          : "not known: no list price is on record for " + region;
    }
    String reads = provisioned
        ? "its capacity is provisioned, paid by the hour, used or not"
        : "%s dollars for a million read units on demand"
            .formatted(Amounts.of(price.perMillionReadUnits()));
    String exports = price.perGbExported() == null
        ? "no price of an export is on record"
        : "%s for a GB exported".formatted(Amounts.of(price.perGbExported()));
    return "list prices of %s in %s, table class Standard: %s; %s; a month has %s nightly runs"
        .formatted(price.asOf(), region, reads, exports, RUNS_A_MONTH);
  }
}
