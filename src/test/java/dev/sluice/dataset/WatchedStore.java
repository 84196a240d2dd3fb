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
  private final int at;
  private final boolean after;
  private final Runnable then;
  private final List<String> requests = new ArrayList<>();

  /**
   * @param at number of the request, from 1, beats of the lease not counted
   * @param after whether it is carried out first
   * @param then is run by the thread that asks, which waits for it
   */
  WatchedStore(StoreAccess access, int at, boolean after, Runnable then) {
    this.access = access;
    this.at = at;
    this.after = after;
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
    if (now && !after) {
      then.run();
    }
    try {
      return method.invoke(store, args);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    } finally {
      if (now && after) {
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
    return requests.size() == at;
  }
}
