package dev.sluice.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** The read units that Scans and Queries through a proxy consumed, as DynamoDB reports them, with the time of each. */
public final class ConsumedUnits {
  private final List<Consumed> all = new ArrayList<>();

  private record Consumed(long atNanos, double units) {}

  /** Counts the units of a proxy from now on. */
  public static ConsumedUnits at(FaultyDynamoDb front) {
    return at(front, request -> InjectedFault.NONE);
  }

  /** Counts the units of a proxy from now on, with a fault planned for each request. */
  public static ConsumedUnits at(
      FaultyDynamoDb front, Function<DynamoDbRequest, InjectedFault> plan) {
    ConsumedUnits counted = new ConsumedUnits();
    front.otherwise(r -> (request, dynamoDb) -> {
      DynamoDbReply reply = plan.apply(request).answer(request, dynamoDb);
      if (Set.of("Scan", "Query").contains(request.operation())) {
        counted.add(reply.body().path("ConsumedCapacity").path("CapacityUnits").asDouble());
      }
      return reply;
    });
    return counted;
  }

  private synchronized void add(double units) {
    all.add(new Consumed(System.nanoTime(), units));
  }

  /** Returns the sum of all units. */
  public synchronized double total() {
    return all.stream().mapToDouble(Consumed::units).sum();
  }

  /** Returns the seconds from the first response to the last. */
  public synchronized double seconds() {
    return (all.get(all.size() - 1).atNanos - all.get(0).atNanos) / 1e9;
  }

  /** Returns the largest sum of units within any window of that many seconds. */
  public synchronized double most(double seconds) {
    double most = 0;
    for (Consumed first : all) {
      double within = all.stream()
          .filter(c -> c.atNanos >= first.atNanos && c.atNanos < first.atNanos + seconds * 1e9)
          .mapToDouble(Consumed::units)
          .sum();
      most = Math.max(most, within);
    }
    return most;
  }
}
