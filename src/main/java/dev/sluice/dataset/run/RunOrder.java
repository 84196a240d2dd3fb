package dev.sluice.dataset.run;

import java.time.Instant;
import java.util.Comparator;

/**
 * The position of a run among all runs.
 *
 * @param scanStartedAt by DynamoDB's clock, to the second
 * @param firstStarted by the host's clock; orders runs of the same second
 */
public record RunOrder(Instant scanStartedAt, Instant firstStarted, String runId)
    implements Comparable<RunOrder> {
  private static final Comparator<RunOrder> ORDER = Comparator.comparing(RunOrder::scanStartedAt)
      .thenComparing(RunOrder::firstStarted)
      .thenComparing(RunOrder::runId);

  public static RunOrder of(RunPlan plan) {
    return new RunOrder(plan.scanStartedAt(), plan.firstStarted(), plan.runId());
  }

  @Override
  public int compareTo(RunOrder other) {
    return ORDER.compare(this, other);
  }
}
