package dev.sluice.source;

import dev.sluice.failure.ResourceUnavailableException;
import java.io.Serializable;
import java.util.concurrent.CancellationException;
import org.apache.spark.SparkEnv;
import org.apache.spark.rpc.RpcEndpointRef;
import org.apache.spark.util.RpcUtils;
import org.jspecify.annotations.Nullable;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/** The driver's {@link CapacityEndpoint}, as executors reach it by Spark's RPC. */
final class DriverEndpoint implements Serializable {
  private static final ClassTag<Object[]> MESSAGE = ClassTag$.MODULE$.apply(Object[].class);

  private final String name;

  private transient @Nullable RpcEndpointRef driver;

  DriverEndpoint(String name) {
    this.name = name;
  }

  /**
   * Sends a question and waits for the answer.
   *
   * @throws ResourceUnavailableException if the driver does not answer
   * @throws CancellationException if the thread is interrupted
   */
  Object[] ask(Object[] question) {
    try {
      return CapacityMessages.checked(driver().askSync(question, MESSAGE));
    } catch (Exception e) {
      throw unreachable(e);
    }
  }

  /**
   * Sends without waiting. A message is lost only together with the connection to the driver, and then the executor
   * ends.
   */
  void send(Object[] message) {
    driver().send(message);
  }

  private synchronized RpcEndpointRef driver() {
    RpcEndpointRef known = driver;
    if (known == null) {
      SparkEnv spark = SparkEnv.get();
      known = RpcUtils.makeDriverRef(name, spark.conf(), spark.rpcEnv());
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
