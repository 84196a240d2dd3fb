package dev.sluice.source;

import dev.sluice.capacity.Answer;
import dev.sluice.capacity.CapacityBroker;
import dev.sluice.capacity.ReadBudget;
import dev.sluice.capacity.Throttling;
import dev.sluice.failure.ResourceUnavailableException;
import java.io.Serializable;
import java.util.concurrent.CancellationException;
import org.apache.spark.SparkEnv;
import org.apache.spark.rpc.RpcEndpointRef;
import org.apache.spark.util.RpcUtils;
import org.jspecify.annotations.Nullable;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/** Connects a scan's tasks to its budget on the driver. Sends one request for each page. */
final class CapacityClient implements CapacityBroker, Serializable {
  private static final ClassTag<Object[]> MESSAGE = ClassTag$.MODULE$.apply(Object[].class);

  private final String endpoint;
  private final String budget;

  /** Held on the driver only, so that the budget lives as long as the scan's tasks may be started. */
  @SuppressWarnings("unused")
  private final transient @Nullable ReadBudget held;

  private transient @Nullable RpcEndpointRef driver;

  CapacityClient(String endpoint, String budget, ReadBudget held) {
    this.endpoint = endpoint;
    this.budget = budget;
    this.held = held;
  }

  @Override
  public Answer ask(int itemLimit) {
    try {
      Object[] answer = driver().askSync(CapacityMessages.ask(budget, itemLimit), MESSAGE);
      return CapacityMessages.decode(answer);
    } catch (Exception e) {
      throw unreachable(e);
    }
  }

  /**
   * Sends without waiting. A message is lost only together with the connection to the driver, and then the executor
   * ends.
   */
  @Override
  public void settle(Answer.Permit permit, double consumedUnits, int items) {
    driver().send(CapacityMessages.settled(budget, permit, consumedUnits, items));
  }

  @Override
  public void throttled(Answer.Permit permit, Throttling throttling) {
    driver().send(CapacityMessages.throttled(budget, permit, throttling));
  }

  private synchronized RpcEndpointRef driver() {
    RpcEndpointRef known = driver;
    if (known == null) {
      SparkEnv spark = SparkEnv.get();
      known = RpcUtils.makeDriverRef(endpoint, spark.conf(), spark.rpcEnv());
      driver = known;
    }
    return known;
  }

  /** Translates an exception of Spark's RPC, which Scala throws without declaring it. */
  private static RuntimeException unreachable(Exception e) {
    if (e instanceof InterruptedException) {
      Thread.currentThread().interrupt();
      return new CancellationException("the task was cancelled");
    }
    return new ResourceUnavailableException(
        "the driver, which gives the permits for the table's read capacity, does not answer: "
            + reason(e),
        "Start again with the same run id; without the driver's permits nothing is read.",
        e);
  }

  /** Returns the innermost cause, because Spark's own exceptions say only that a wait has failed. */
  private static String reason(Throwable failure) {
    Throwable reason = failure;
    while (reason.getCause() != null) {
      reason = reason.getCause();
    }
    return reason.toString();
  }
}
