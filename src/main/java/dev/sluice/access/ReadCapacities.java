package dev.sluice.access;

import dev.sluice.capacity.LiveLimit;
import dev.sluice.capacity.ReadBudget;
import dev.sluice.capacity.ReadConstraints;
import dev.sluice.capacity.ReadLimit;
import dev.sluice.capacity.ReadRateLimiter;
import dev.sluice.table.Endpoints;
import dev.sluice.table.TableDescription;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Makes the limit and the budget of a read from its settings and the table's description. */
public record ReadCapacities(ReadSettings settings, TableDescription description) {
  /** Returns the budget of a planned read. Another read by the same plan has its own budget. */
  public static ReadBudget budget(ReadPlan plan) {
    return new ReadCapacities(plan.settings(), plan.description())
        .budget(plan.limit(), plan.unitsSpent());
  }

  /** Returns the limit in force now. */
  ReadLimit limit() {
    return limit(description);
  }

  /** Returns the limit that would be in force if this index were read. */
  ReadLimit limitOf(String index) {
    return limit(description, index);
  }

  /** Returns whether the limit of the index that is read can be told: it is stated, or the index's capacity is known. */
  boolean isLimitKnown() {
    return settings.capacity().maxReadUnits() != null
        || isLocal(settings.aws().dynamoDbEndpoint())
        || description.capacityOf(settings.index()).known().isPresent();
  }

  private ReadLimit limit(TableDescription current) {
    return limit(current, settings.index());
  }

  private ReadLimit limit(TableDescription current, @Nullable String index) {
    return ReadLimit.of(
        current.name(),
        current.capacityOf(index),
        settings.capacity().maxReadUnits(),
        settings.capacity().percent(),
        isLocal(settings.aws().dynamoDbEndpoint()));
  }

  /**
   * Returns a budget for this read alone. It uses the rate limiter that all reads of the same table or index share.
   *
   * @param spent read units that already count as consumed
   */
  ReadBudget budget(ReadLimit limit, double spent) {
    return budget(limit, spent, limiter(), ReadCapacities::aside, System::nanoTime);
  }

  /** Returns a budget for the index that is read, whose read units count against the budget of the table's read. */
  ReadBudget budget(ReadLimit limit, ReadBudget ofTable) {
    return globalIndex().isEmpty()
        ? ofTable
        : ofTable.at(limiter(), live(limit, ReadCapacities::aside, System::nanoTime), subject());
  }

  private ReadRateLimiter limiter() {
    return ReadRateLimiter.of(
        new ReadRateLimiter.Resource(endpoint(), description.arn(), globalIndex()));
  }

  /** Returns such a budget with another clock. */
  ReadBudget budget(
      ReadLimit limit,
      double spent,
      ReadRateLimiter limiter,
      Executor aside,
      LongSupplier nanoTime) {
    LiveLimit live = live(limit, aside, nanoTime);
    return new ReadBudget(limiter, live, constraints(), spent, nanoTime);
  }

  /** Returns a limit that follows the table's capacity if it is given in percent. */
  private LiveLimit live(ReadLimit limit, Executor aside, LongSupplier nanoTime) {
    return settings.capacity().maxReadUnits() != null || limit.equals(ReadLimit.NONE)
        ? LiveLimit.fixed(limit)
        : new LiveLimit(limit, () -> limit(settings.describe()), aside, nanoTime);
  }

  private static void aside(Runnable look) {
    Thread thread = new Thread(look, "sluice-capacity");
    thread.setDaemon(true);
    thread.start();
  }

  private ReadConstraints constraints() {
    Instant deadline = settings.capacity().deadline();
    return new ReadConstraints(
        subject(),
        settings.consistentRead() ? 2 : 1,
        settings.capacity().budget(),
        deadline == null ? Instant.MAX : deadline,
        InstantSource.system());
  }

  private String subject() {
    return globalIndex().isEmpty()
        ? "table " + description.name()
        : "index " + globalIndex() + " of table " + description.name();
  }

  private String endpoint() {
    URI endpoint = settings.aws().dynamoDbEndpoint();
    return endpoint == null ? "" : endpoint.toString();
  }

  private String globalIndex() {
    String index = settings.index();
    return index != null
            && description.index(index).map(TableDescription.Index::global).orElse(false)
        ? index
        : "";
  }

  private static boolean isLocal(@Nullable URI endpoint) {
    return endpoint != null && Endpoints.isLocal(endpoint);
  }
}
