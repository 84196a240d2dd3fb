package dev.sluice.dataset;

import dev.sluice.dataset.store.Store;
import dev.sluice.dataset.store.StoreAccess;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** A store that counts what is asked of it, and does something at one of the requests; for tasks of this virtual machine too. */
final class WatchedStore {
  private static final Map<String, WatchedStore> ALL = new ConcurrentHashMap<>();
  private static final Set<String> LOCAL = Set.of("location", "toString", "hashCode", "equals");

  private final String id = UUID.randomUUID().toString();
  private final StoreAccess access;
  private final Moment moment;
  private final Runnable then;
  private final List<String> requests = new ArrayList<>();
  private int counted;

  /**
   * @param moment when; requests for the lease do not count
   * @param then is run by the thread that asks, which waits for it
   */
  WatchedStore(StoreAccess access, Moment moment, Runnable then) {
    this.access = access;
    this.moment = moment;
    this.then = then;
    ALL.put(id, this);
  }

  StoreAccess access() {
    String watched = id;
    return () -> {
      WatchedStore store = ALL.get(watched);
      if (store == null) {
        throw new IllegalStateException("of another virtual machine");
      }
      return store.proxy();
    };
  }

  /** What was asked for so far, in order. */
  synchronized List<String> requests() {
    return List.copyOf(requests);
  }

  private Store proxy() {
    Store store = access.open();
    return (Store) Proxy.newProxyInstance(
        Store.class.getClassLoader(),
        new Class<?>[] {Store.class},
        (self, method, args) -> answer(store, method, args));
  }

  private Object answer(Store store, Method method, Object[] args) throws Throwable {
    boolean now = !LOCAL.contains(method.getName()) && isIt(method, args);
    if (now && !after()) {
      then.run();
    }
    try {
      return method.invoke(store, args);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    } finally {
      if (now && after()) {
        then.run();
      }
    }
  }

  private synchronized boolean isIt(Method method, Object[] args) {
    String request = method.getName() + (args == null ? "" : " " + args[0]);
    if (request.contains("/lease-") || request.contains(".probe/")) {
      return false;
    }
    requests.add(request);
    if (!moment.counts(request)) {
      return false;
    }
    counted++;
    return counted == moment.number();
  }

  private boolean after() {
    return moment.how() == Moment.How.AFTER;
  }
}
