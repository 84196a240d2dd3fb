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

/** The way from a task to its scan's account at the driver. One question a page. */
final class CapacityClient implements CapacityBroker, Serializable {
  private static final ClassTag<Object[]> MESSAGE = ClassTag$.MODULE$.apply(Object[].class);

  private final String endpoint;
  private final String account;

  /** At the driver only, so that the account lives as long as the scan's tasks may be started. */
  @SuppressWarnings("unused")
  private final transient @Nullable ReadBudget held;

  private transient @Nullable RpcEndpointRef driver;

  CapacityClient(String endpoint, String account, ReadBudget held) {
    this.endpoint = endpoint;
    this.account = account;
    this.held = held;
  }

  @Override
  public Answer ask(int itemLimit) {
    try {
      Object[] answer = driver().askSync(CapacityMessages.ask(account, itemLimit), MESSAGE);
      return CapacityMessages.decode(answer);
    } catch (Exception e) {
      throw unreachable(e);
    }
  }

  /** Not waited for: a message is only lost with the connection to the driver, and with that the executor ends. */
  @Override
  public void settle(Answer.Permit leave, double consumedUnits, int items) {
    driver().send(CapacityMessages.settled(account, leave, consumedUnits, items));
  }

  @Override
  public void throttled(Answer.Permit leave) {
    driver().send(CapacityMessages.throttled(account, leave));
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

  /** Scala throws what Java would have to declare. */
  private static RuntimeException unreachable(Exception e) {
    if (e instanceof InterruptedException) {
      Thread.currentThread().interrupt();
      return new CancellationException("the task was cancelled");
    }
    return new ResourceUnavailableException(
        "the driver, which shares out the table's read capacity, does not answer: " + reason(e),
        "Start again with the same run id; without the driver's leave nothing is read.",
        e);
  }

  /** Spark's own exceptions say only that something was waited for in vain. */
  private static String reason(Throwable failure) {
    Throwable reason = failure;
    while (reason.getCause() != null) {
      reason = reason.getCause();
    }
    return reason.toString();
  }
}
