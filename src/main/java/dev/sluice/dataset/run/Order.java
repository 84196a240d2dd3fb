package dev.sluice.dataset.run;

import java.time.Instant;
import java.util.Comparator;

/**
 * Where a run stands among all runs.
 *
 * @param scanStartedAt by DynamoDB's clock, to the second
 * @param firstStarted by its host's clock: tells runs of the same second apart
 */
public record Order(Instant scanStartedAt, Instant firstStarted, String runId)
    implements Comparable<Order> {
  private static final Comparator<Order> ORDER = Comparator.comparing(Order::scanStartedAt)
      .thenComparing(Order::firstStarted)
      .thenComparing(Order::runId);

  public static Order of(RunPlan plan) {
    return new Order(plan.scanStartedAt(), plan.firstStarted(), plan.runId());
  }

  @Override
  public int compareTo(Order other) {
    return ORDER.compare(this, other);
  }
}
