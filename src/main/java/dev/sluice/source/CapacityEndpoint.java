package dev.sluice.source;

import dev.sluice.capacity.ReadBudget;
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
 * The driver's end of the accounts: executors reach it by Spark's own RPC. That needs no configuration of the session and
 * no port of ours, and Spark's authentication and encryption hold. (A plugin would have to be configured before the
 * session starts; an accumulator only tells what is past.) One for an application, set up with its first limited scan; it ends with
 * the application.
 */
final class CapacityEndpoint implements RpcEndpoint {
  private static final Logger LOG = LoggerFactory.getLogger(CapacityEndpoint.class);

  private static @Nullable CapacityEndpoint current;

  private final RpcEnv rpcEnv;
  /** Another class loader's copy of this class may be at work in the same application. */
  private final String name = "sluice-capacity-" + UUID.randomUUID();

  /** A scan's plan and its tasks' factory hold the account; when they are gone, it goes. */
  private final Map<String, WeakReference<ReadBudget>> accounts = new ConcurrentHashMap<>();

  private CapacityEndpoint(RpcEnv rpcEnv) {
    this.rpcEnv = rpcEnv;
  }

  /** The one of the application that runs in this virtual machine, the driver. */
  static synchronized CapacityEndpoint ofApplication() {
    RpcEnv running = SparkEnv.get().rpcEnv();
    CapacityEndpoint desk = current;
    if (desk == null || desk.rpcEnv != running) {
      desk = new CapacityEndpoint(running);
      running.setupEndpoint(desk.name, desk);
      current = desk;
    }
    return desk;
  }

  /** A way to the account, for executors; the account stays for as long as this object does. */
  CapacityClient open(ReadBudget account) {
    accounts.values().removeIf(held -> held.get() == null);
    String id = UUID.randomUUID().toString();
    accounts.put(id, new WeakReference<>(account));
    return new CapacityClient(name, id, account);
  }

  /** How many accounts are held. */
  int open() {
    return accounts.size();
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

  /** Always an answer: whoever got none would wait for minutes. */
  private Object[] answerOrFailure(Object[] question) {
    try {
      return answer(question);
    } catch (Throwable e) {
      LOG.error("A task's request for read capacity failed", e);
      return CapacityMessages.failed(e);
    }
  }

  private Object[] answer(Object[] question) {
    ReadBudget account = account(question);
    return account == null
        ? CapacityMessages.GONE
        : CapacityMessages.encode(account.ask(CapacityMessages.itemLimit(question)));
  }

  private void accept(Object[] news) {
    ReadBudget account = account(news);
    if (account != null) {
      CapacityMessages.tell(news, account);
    }
  }

  private @Nullable ReadBudget account(Object[] message) {
    WeakReference<ReadBudget> held = accounts.get(CapacityMessages.account(message));
    return held == null ? null : held.get();
  }

  /** A Java function as Scala's RPC wants it. */
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
    @SuppressWarnings("unchecked") // the value of Scala's Unit, whatever B calls it
    public <A, B> B applyOrElse(A message, Function1<A, B> otherwise) {
      if (!isDefinedAt(message)) {
        return otherwise.apply(message);
      }
      handle.accept(message);
      return (B) BoxedUnit.UNIT;
    }
  }
}
