package dev.sluice.source;

import dev.sluice.capacity.LiveLimit;
import dev.sluice.capacity.ReadBudget;
import dev.sluice.capacity.ReadConstraints;
import dev.sluice.capacity.ReadLimit;
import dev.sluice.capacity.ReadRateLimiter;
import dev.sluice.capacity.ReadRateLimiters;
import dev.sluice.table.Endpoints;
import dev.sluice.table.TableDescription;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** From options and a description to what a read may take. */
record ReadCapacities(SourceOptions options, TableDescription description) {
  /** The limit in force now. */
  ReadLimit limit() {
    return limit(description);
  }

  /** The one that would be in force if this index were read. */
  ReadLimit limitOf(String index) {
    return limit(description, index);
  }

  private ReadLimit limit(TableDescription current) {
    return limit(current, options.index());
  }

  private ReadLimit limit(TableDescription current, @Nullable String index) {
    return ReadLimit.of(
        current.name(),
        current.capacityOf(index),
        options.maxReadUnits(),
        options.percent(),
        isLocal(options.aws().dynamoDbEndpoint()));
  }

  /** An account of this read alone, on the allowance that it shares with others of the same table or index. */
  ReadBudget account(ReadLimit limit) {
    ReadRateLimiter allowance = ReadRateLimiters.of(
        new ReadRateLimiters.Resource(endpoint(), description.arn(), globalIndex()));
    return account(limit, allowance, ReadCapacities::aside, System::nanoTime);
  }

  /** Likewise, by another clock. */
  ReadBudget account(
      ReadLimit limit, ReadRateLimiter allowance, Executor aside, LongSupplier nanoTime) {
    LiveLimit live = live(limit, aside, nanoTime);
    return new ReadBudget(allowance, live, terms(), options.unitsSpent(), nanoTime);
  }

  /** Where percent decides, the limit follows the table. */
  private LiveLimit live(ReadLimit limit, Executor aside, LongSupplier nanoTime) {
    return options.maxReadUnits() != null || limit.equals(ReadLimit.NONE)
        ? LiveLimit.fixed(limit)
        : new LiveLimit(limit, () -> limit(TableHandle.describe(options)), aside, nanoTime);
  }

  private static void aside(Runnable look) {
    Thread thread = new Thread(look, "sluice-capacity");
    thread.setDaemon(true);
    thread.start();
  }

  private ReadConstraints terms() {
    Long maxUnits = options.maxUnits();
    Instant deadline = options.deadline();
    return new ReadConstraints(
        globalIndex().isEmpty()
            ? "table " + description.name()
            : "index " + globalIndex() + " of table " + description.name(),
        options.consistentRead() ? 2 : 1,
        maxUnits == null ? Double.POSITIVE_INFINITY : maxUnits,
        deadline == null ? Instant.MAX : deadline,
        InstantSource.system());
  }

  private String endpoint() {
    URI endpoint = options.aws().dynamoDbEndpoint();
    return endpoint == null ? "" : endpoint.toString();
  }

  private String globalIndex() {
    String index = options.index();
    return index != null
            && description.index(index).map(TableDescription.Index::global).orElse(false)
        ? index
        : "";
  }

  private static boolean isLocal(@Nullable URI endpoint) {
    return endpoint != null && Endpoints.isLocal(endpoint);
  }
}
