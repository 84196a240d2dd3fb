package dev.sluice.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.capacity.Answer;
import dev.sluice.capacity.ReadBudget;
import dev.sluice.capacity.ReadRateLimiter;
import dev.sluice.testing.SampleReads;
import dev.sluice.testing.TestServers;
import java.time.Duration;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/** A limit by percent follows the table's capacity while it is read. */
final class ReadCapacitiesTest {
  private static final Percentage EXACTLY = Percentage.withPercentage(0.1);
  private static final long MINUTE = Duration.ofSeconds(61).toNanos();

  private long now;

  @Test
  void percentFollowsTheTableWhoseCapacityIsChanged() {
    String resized = TestServers.table("resized");
    TestServers.createTable(resized);
    provision(resized, 100);
    ReadSettings settings = SampleReads.settings(resized, SampleReads.options());
    ReadCapacities capacities = new ReadCapacities(settings, settings.describe());
    ReadBudget budget = capacities.budget(
        capacities.limit(), 0, new ReadRateLimiter(() -> now), Runnable::run, () -> now);
    assertThat(unitsPerSecond(budget)).isCloseTo(50, EXACTLY);

    provision(resized, 400);
    assertThat(unitsPerSecond(budget)).isCloseTo(50, EXACTLY);
    now += MINUTE;
    assertThat(unitsPerSecond(budget)).isCloseTo(200, EXACTLY);
  }

  private static void provision(String table, long units) {
    TestServers.dynamoDb().updateTable(t -> t.tableName(table)
        .billingMode("PROVISIONED")
        .provisionedThroughput(p -> p.readCapacityUnits(units).writeCapacityUnits(100L)));
  }

  /** The cost of one page, by how long the next one waits for it. */
  private double unitsPerSecond(ReadBudget budget) {
    now += Duration.ofSeconds(10).toNanos();
    budget.ask(1);
    Answer.Permit before = permit(budget);
    Answer.Permit after = permit(budget);
    return before.chargedUnits() / (after.afterNanos() - before.afterNanos()) * 1e9;
  }

  /** A permit once the saved time is used up. */
  private static Answer.Permit permit(ReadBudget budget) {
    Answer.Permit permit = (Answer.Permit) budget.ask(1);
    while (permit.afterNanos() == 0) {
      permit = (Answer.Permit) budget.ask(1);
    }
    return permit;
  }
}
