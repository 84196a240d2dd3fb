package dev.sluice.dataset;

import dev.sluice.dataset.store.Store;
import dev.sluice.dataset.store.StoreAccess;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The store of a holder that is held up once, at one of its requests, while something else happens. The beats of its lease get
 * lost all the time, so that another may take over and it does not learn of that. For tasks of this virtual machine too.
 */
public final class OvertakenStore {
  private static final Map<String, OvertakenStore> ALL = new ConcurrentHashMap<>();

  private final String id = UUID.randomUUID().toString();
  private final StoreAccess access;
  private final String moment;
  private final boolean after;
  private final Runnable meanwhile;
  private final AtomicBoolean come = new AtomicBoolean();
  private final List<String> requests = new CopyOnWriteArrayList<>();

  private OvertakenStore(StoreAccess access, String moment, boolean after, Runnable meanwhile) {
    this.access = access;
    this.moment = moment;
    this.after = after;
    this.meanwhile = meanwhile;
    ALL.put(id, this);
  }

  /**
   * Held up before a request.
   *
   * @param moment how the request begins: {@code create runs/run/plan.json}
   * @param meanwhile what it throws, the request throws instead of being carried out
   */
  public static OvertakenStore before(StoreAccess access, String moment, Runnable meanwhile) {
    return new OvertakenStore(access, moment, false, meanwhile);
  }

  /** Likewise, once it was carried out; what is thrown then takes the place of the answer. */
  public static OvertakenStore after(StoreAccess access, String moment, Runnable meanwhile) {
    return new OvertakenStore(access, moment, true, meanwhile);
  }

  StoreAccess access() {
    return new Access(id);
  }

  /** What was asked for so far, in order. */
  List<String> requests() {
    return requests;
  }

  /** Whether the moment has come. */
  boolean come() {
    return come.get();
  }

  private record Access(String id) implements StoreAccess {
    @Override
    public Store open() {
      OvertakenStore mine = ALL.get(id);
      Store store = mine.access.open();
      return proxy((method, arguments) -> mine.answer(store, method, arguments));
    }

    @Override
    public Store brief() {
      Store store = open();
      return proxy((method, arguments) -> {
        if (arguments != null && String.valueOf(arguments[0]).contains("/lease-")) {
          throw new IllegalStateException("a beat got lost");
        }
        return invoked(store, method, arguments);
      });
    }
  }

  private interface Answer {
    Object to(Method method, Object[] arguments) throws Throwable;
  }

  private static Store proxy(Answer answer) {
    return (Store) Proxy.newProxyInstance(
        Store.class.getClassLoader(),
        new Class<?>[] {Store.class},
        (self, method, arguments) -> answer.to(method, arguments));
  }

  private static Object invoked(Store store, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(store, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private Object answer(Store store, Method method, Object[] arguments) throws Throwable {
    String request = method.getName() + (arguments == null ? "" : " " + arguments[0]);
    requests.add(request);
    boolean now = request.startsWith(moment) && come.compareAndSet(false, true);
    if (now && !after) {
      elsewhere();
    }
    try {
      Object done = method.invoke(store, arguments);
      if (now && after) {
        elsewhere();
      }
      return done;
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  /** In a thread of its own: whoever overtakes knows nothing of this one's task. */
  private void elsewhere() {
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Thread other = new Thread(meanwhile, "meanwhile");
    other.setUncaughtExceptionHandler((thread, e) -> thrown.set(e));
    other.start();
    try {
      other.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CompletionException(e);
    }
    if (thrown.get() instanceof RuntimeException e) {
      throw e;
    }
    if (thrown.get() instanceof Error e) {
      throw e;
    }
  }
}
