package dev.sluice.source;

import dev.sluice.capacity.Answer;
import dev.sluice.capacity.CapacityBroker;
import dev.sluice.capacity.ReadBudget;
import dev.sluice.failure.ResourceUnavailableException;
import java.io.Serializable;
import java.util.concurrent.CancellationException;
import org.apache.spark.SparkEnv;
import org.apache.spark.rpc.RpcEndpointRef;
import org.apache.spark.util.RpcUtils;
import org.jspecify.annotations.Nullable;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/** Reaches a scan's budget at the driver from its tasks: one question for each page. */
final class CapacityClient implements CapacityBroker, Serializable {
  private static final ClassTag<Object[]> MESSAGE = ClassTag$.MODULE$.apply(Object[].class);

  private final String endpoint;
  private final String budget;

  /** Held at the driver only, so that the budget lives as long as the scan's tasks may be started. */
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

  /** Sends and does not wait: a message is only lost with the connection to the driver, and with that the executor ends. */
  @Override
  public void settle(Answer.Permit permit, double consumedUnits, int items) {
    driver().send(CapacityMessages.settled(budget, permit, consumedUnits, items));
  }

  @Override
  public void throttled(Answer.Permit permit) {
    driver().send(CapacityMessages.throttled(budget, permit));
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

  /** Translates an exception of Spark's RPC, which Scala throws undeclared. */
  private static RuntimeException unreachable(Exception e) {
    if (e instanceof InterruptedException) {
      Thread.currentThread().interrupt();
      return new CancellationException("the task was cancelled");
    }
    return new ResourceUnavailableException(
        "the driver, which shares out the table's read capacity, does not answer: " + reason(e),
        "Start again with the same run id; without the driver's permits nothing is read.",
        e);
  }

  /** Returns the innermost cause: Spark's own exceptions say only that a wait was in vain. */
  private static String reason(Throwable failure) {
    Throwable reason = failure;
    while (reason.getCause() != null) {
      reason = reason.getCause();
    }
    return reason.toString();
  }
}
