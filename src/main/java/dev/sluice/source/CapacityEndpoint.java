package dev.sluice.source;

import dev.sluice.access.ReadPlan;
import dev.sluice.capacity.CapacityBroker;
import dev.sluice.capacity.ReadBudget;
import dev.sluice.capacity.ReadLimit;
import dev.sluice.scan.RowLimit;
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
 * The driver's endpoint for read budgets and limits. Executors reach it by Spark's own RPC. This needs no session configuration
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

  /** The limits by id, held in the same way. */
  private final Map<String, WeakReference<RowLimit>> limits = new ConcurrentHashMap<>();

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
    return new CapacityClient(name, held(budgets, budget), budget);
  }

  /**
   * Returns a client of a new limit for executors. The limit lives as long as the client.
   *
   * @param minItems as in {@link RowLimit}
   */
  LimitClient limit(int rows, int minItems) {
    RowLimit limit = new RowLimit(rows, minItems, System::nanoTime);
    return new LimitClient(name, held(limits, limit), limit, rows);
  }

  /** Returns the id of a budget or limit that is held from now on. */
  private static <T> String held(Map<String, WeakReference<T>> all, T opened) {
    all.values().removeIf(held -> held.get() == null);
    String id = UUID.randomUUID().toString();
    all.put(id, new WeakReference<>(opened));
    return id;
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
    ReadBudget budget = live(budgets, question);
    if (budget != null) {
      return CapacityMessages.encode(budget.ask(CapacityMessages.itemLimit(question)));
    }
    RowLimit limit = live(limits, question);
    return limit == null ? CapacityMessages.GONE : CapacityMessages.ask(question, limit);
  }

  private void accept(Object[] message) {
    ReadBudget budget = live(budgets, message);
    if (budget != null) {
      CapacityMessages.apply(message, budget);
    }
    RowLimit limit = live(limits, message);
    if (limit != null) {
      CapacityMessages.apply(message, limit);
    }
  }

  private static <T> @Nullable T live(Map<String, WeakReference<T>> all, Object[] message) {
    WeakReference<T> held = all.get(CapacityMessages.id(message));
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
