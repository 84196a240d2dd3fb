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
 * @param region region of the prices; null: unknown
 * @param price null: not on record
 * @param provisioned whether read capacity is paid by the hour, used or not, instead of by read units
 * @param tableBytes size of the table; null: unknown
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
   * Prices a table in its own region, taken from its ARN; on an emulator, in the configured region.
   *
   * @param arn ARN of the table
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

  /** Returns the dollars of one run; null: unknown, or the capacity is paid by the hour. */
  @Nullable
  Double dollars(Forecast forecast) {
    if (price == null) {
      return null;
    }
    if (forecast.kind() == AccessPath.Kind.EXPORT && forecast.taken()) {
      return 0.0; // it is there and paid
    }
    if (isExport(forecast)) {
      return tableBytes == null ? null : price.ofExport(tableBytes);
    }
    return provisioned || forecast.readUnits() == null
        ? null
        : price.ofReadUnits(forecast.readUnits());
  }

  /**
   * Returns the dollars of a month of nightly runs; an export includes point-in-time recovery if the table has none.
   */
  @Nullable
  Double dollarsAMonth(Forecast forecast) {
    Double run = dollars(forecast);
    Double recoverable = 0.0;
    if (price != null && tableBytes != null && needsRecovery(forecast)) {
      recoverable = price.ofMonthRecoverable(tableBytes);
    }
    return run == null || recoverable == null ? null : run * RUNS_A_MONTH + recoverable;
  }

  private boolean needsRecovery(Forecast forecast) {
    boolean there = forecast.kind() == AccessPath.Kind.EXPORT && forecast.taken();
    return isExport(forecast) && !there && recovery.isOff();
  }

  private static boolean isExport(Forecast forecast) {
    return forecast.kind() == AccessPath.Kind.EXPORT || forecast.kind() == AccessPath.Kind.PITR;
  }

  /** Describes the prices, or the reason for their absence. */
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
