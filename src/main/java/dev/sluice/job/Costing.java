package dev.sluice.job;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.sluice.access.AccessPath;
import dev.sluice.access.Forecast;
import dev.sluice.price.ListPrice;
import dev.sluice.table.AwsSettings;
import dev.sluice.table.Clients;
import dev.sluice.table.Endpoints;
import dev.sluice.table.Recovery;
import dev.sluice.table.TableDescription;
import dev.sluice.table.Tables;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The cost of reading a table, by list prices.
 *
 * @param region region of the prices; null: unknown
 * @param price null: not on record
 * @param provisioned whether read capacity is paid by the hour, used or not, instead of by read units
 * @param local whether the endpoint is an emulator's, where nothing is paid
 * @param tableBytes size of the table; null: unknown
 */
record Costing(
    @Nullable String region,
    @Nullable ListPrice price,
    boolean provisioned,
    @JsonIgnore boolean local,
    @JsonIgnore Recovery recovery,
    @JsonIgnore @Nullable Double tableBytes) {
  /** A nightly schedule: 365 days in 12 months. */
  static final double RUNS_A_MONTH = 30.4;

  private static final int ARN_REGION = 3;

  /** Asks DynamoDB whether the table has point-in-time recovery. */
  static Recovery recovery(AwsSettings aws, String table) {
    try (DynamoDbClient client = Clients.dynamoDb(aws)) {
      return new Tables(client).recovery(table);
    }
  }

  /**
   * Prices a table in its own region, taken from its ARN; behind a configured endpoint, whose ARNs may have other names
   * of regions, in the configured one.
   *
   * @param index the index that is read instead of the table; null: the table itself
   */
  static Costing of(
      AwsSettings aws,
      TableDescription table,
      @Nullable String index,
      Recovery recovery,
      @Nullable Double tableBytes) {
    URI endpoint = aws.dynamoDbEndpoint();
    boolean local = endpoint != null && Endpoints.isLocal(endpoint);
    boolean named = local || (endpoint != null && aws.region() != null);
    String[] parts = table.arn().split(":", -1);
    @Nullable
    String region = named || parts.length <= ARN_REGION ? aws.region() : parts[ARN_REGION];
    Optional<ListPrice> price = Optional.ofNullable(region).flatMap(ListPrice::in);
    return new Costing(
        region,
        price.orElse(null),
        table.capacityOf(index).provisioned() != null,
        local,
        recovery,
        tableBytes);
  }

  /** Returns the dollars of one run; null: unknown, or the capacity is paid by the hour. */
  @Nullable
  Double dollars(Forecast forecast) {
    if (price == null || forecast.kind() == AccessPath.Kind.STREAM) {
      return null; // of a Stream requests are paid, and their number is not known
    }
    if (forecast.kind() == AccessPath.Kind.EXPORT) {
      return forecast.taken() ? 0.0 : null; // it is there and paid, or there is none
    }
    if (forecast.kind() == AccessPath.Kind.PITR) {
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
    return forecast.kind() == AccessPath.Kind.PITR && recovery.isOff();
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
