package dev.sluice.source;

import dev.sluice.capacity.Answer;
import dev.sluice.capacity.CapacityBroker;
import dev.sluice.capacity.ReadBudget;
import dev.sluice.capacity.Throttling;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** Connects a scan's tasks to its budget on the driver. Sends one request for each page. */
final class CapacityClient implements CapacityBroker, Serializable {
  private final DriverEndpoint driver;
  private final String budget;

  /** Held on the driver only, so that the budget lives as long as the scan's tasks may be started. */
  @SuppressWarnings("unused")
  private final transient @Nullable ReadBudget held;

  CapacityClient(String endpoint, String budget, ReadBudget held) {
    this.driver = new DriverEndpoint(endpoint);
    this.budget = budget;
    this.held = held;
  }

  @Override
  public Answer ask(int itemLimit) {
    return CapacityMessages.decode(driver.ask(CapacityMessages.ask(budget, itemLimit)));
  }

  @Override
  public void settle(Answer.Permit permit, double consumedUnits, int items) {
    driver.send(CapacityMessages.settled(budget, permit, consumedUnits, items));
  }

  @Override
  public void throttled(Answer.Permit permit, Throttling throttling) {
    driver.send(CapacityMessages.throttled(budget, permit, throttling));
  }
}
