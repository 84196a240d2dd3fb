package dev.sluice.source;

import dev.sluice.access.ReadPlan;
import dev.sluice.capacity.CapacityBroker;
import dev.sluice.capacity.ReadBudget;
import dev.sluice.capacity.ReadLimit;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.SparkEnv;
import org.apache.spark.rpc.RpcCallContext;
import org.apache.spark.rpc.RpcEndpoint;
import org.apache.spark.rpc.RpcEnv;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Function1;
import scala.PartialFunction;
import scala.runtime.AbstractPartialFunction;
import scala.runtime.BoxedUnit;

/**
 * The driver's endpoint for read budgets. Executors reach it by Spark's own RPC. This needs no session configuration
 * and no additional port, and Spark's authentication and encryption apply. (A plugin would have to be configured before
 * the session starts; an accumulator reports only the past.) An application has one endpoint, created with its first
 * limited scan; it ends with the application.
 */
final class CapacityEndpoint implements RpcEndpoint {
  private static final Logger LOG = LoggerFactory.getLogger(CapacityEndpoint.class);

  private static @Nullable CapacityEndpoint current;

  private final RpcEnv rpcEnv;
  /** Unique, because a copy of this class from another class loader may run in the same application. */
  private final String name = "sluice-capacity-" + UUID.randomUUID();

  /** The budgets by id. The clients of scans hold them; when those are gone, so is the budget. */
  private final Map<String, WeakReference<ReadBudget>> budgets = new ConcurrentHashMap<>();

  private CapacityEndpoint(RpcEnv rpcEnv) {
    this.rpcEnv = rpcEnv;
  }

  /** Returns the endpoint of the application that runs in this virtual machine, the driver. */
  static synchronized CapacityEndpoint ofApplication() {
    RpcEnv running = SparkEnv.get().rpcEnv();
    CapacityEndpoint endpoint = current;
    if (endpoint == null || endpoint.rpcEnv != running) {
      endpoint = new CapacityEndpoint(running);
      running.setupEndpoint(endpoint.name, endpoint);
      current = endpoint;
    }
    return endpoint;
  }

  /** Returns the broker of a read, for its tasks on executors. */
  static CapacityBroker broker(ReadPlan plan, ReadBudget budget) {
    boolean free =
        plan.limit().equals(ReadLimit.NONE) && !plan.settings().capacity().bounded();
    return free ? CapacityBroker.UNLIMITED : ofApplication().open(budget);
  }

  /** Returns a client of the budget for executors. The budget lives as long as the client. */
  CapacityClient open(ReadBudget budget) {
    budgets.values().removeIf(held -> held.get() == null);
    String id = UUID.randomUUID().toString();
    budgets.put(id, new WeakReference<>(budget));
    return new CapacityClient(name, id, budget);
  }

  /** Returns the number of live budgets. */
  int open() {
    return budgets.size();
  }

  @Override
  public RpcEnv rpcEnv() {
    return rpcEnv;
  }

  @Override
  public PartialFunction<Object, BoxedUnit> receive() {
    return new Handler(message -> accept((Object[]) message));
  }

  @Override
  public PartialFunction<Object, BoxedUnit> receiveAndReply(RpcCallContext context) {
    return new Handler(message -> context.reply(answerOrFailure((Object[]) message)));
  }

  /** Always answers. A caller without an answer would wait for minutes. */
  private Object[] answerOrFailure(Object[] question) {
    try {
      return answer(question);
    } catch (Throwable e) {
      LOG.error("A task's request for read capacity failed", e);
      return CapacityMessages.failed(e);
    }
  }

  private Object[] answer(Object[] question) {
    ReadBudget budget = budget(question);
    return budget == null
        ? CapacityMessages.GONE
        : CapacityMessages.encode(budget.ask(CapacityMessages.itemLimit(question)));
  }

  private void accept(Object[] message) {
    ReadBudget budget = budget(message);
    if (budget != null) {
      CapacityMessages.apply(message, budget);
    }
  }

  private @Nullable ReadBudget budget(Object[] message) {
    WeakReference<ReadBudget> held = budgets.get(CapacityMessages.budget(message));
    return held == null ? null : held.get();
  }

  /** A Java function in the form that Scala's RPC requires. */
  private static final class Handler extends AbstractPartialFunction<Object, BoxedUnit> {
    private final transient java.util.function.Consumer<Object> handle;

    Handler(java.util.function.Consumer<Object> handle) {
      this.handle = handle;
    }

    @Override
    public boolean isDefinedAt(Object message) {
      return message instanceof Object[];
    }

    @Override
    @SuppressWarnings("unchecked") // the value of Scala's Unit, whatever B is
    public <A, B> B applyOrElse(A message, Function1<A, B> otherwise) {
      if (!isDefinedAt(message)) {
        return otherwise.apply(message);
      }
      handle.accept(message);
      return (B) BoxedUnit.UNIT;
    }
  }
}
