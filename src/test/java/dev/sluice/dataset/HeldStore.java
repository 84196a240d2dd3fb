package dev.sluice.dataset;

import dev.sluice.dataset.store.Store;
import dev.sluice.dataset.store.StoreAccess;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The store of a process that is suspended at one of its requests, before it is sent or before its answer is seen. From then
 * on nothing that the process asks for, its lease's beats included, goes on until it is woken.
 */
final class HeldStore {
  private static final Map<String, HeldStore> ALL = new ConcurrentHashMap<>();
  private static final Set<String> LOCAL = Set.of("location", "toString", "hashCode", "equals");

  private final String id = UUID.randomUUID().toString();
  private final Store store;
  private final int at;
  private final boolean after;
  private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch suspended = new CountDownLatch(1);
  private final CountDownLatch woken = new CountDownLatch(1);

  /**
   * @param at number of the request, from 1, beats of the lease not counted
   * @param after whether it is carried out first
   */
  HeldStore(StoreAccess access, int at, boolean after) {
    this.store = access.open();
    this.at = at;
    this.after = after;
    ALL.put(id, this);
  }

  /** For the driver and for tasks of this virtual machine. */
  StoreAccess access() {
    String held = id;
    return () -> ALL.get(held).proxy();
  }

  /** What it has asked for so far, in order. */
  List<String> requests() {
    return List.copyOf(requests);
  }

  /** Whether it is suspended now, or will be within so long. */
  boolean isSuspended(long millis) throws InterruptedException {
    return suspended.await(millis, TimeUnit.MILLISECONDS);
  }

  void wake() {
    woken.countDown();
  }

  private Store proxy() {
    return (Store) Proxy.newProxyInstance(
        Store.class.getClassLoader(), new Class<?>[] {Store.class}, (self, method, args) -> {
          if (LOCAL.contains(method.getName())) {
            return call(method, args);
          }
          boolean now = counted(method.getName() + " " + (args == null ? "" : args[0]));
          if (!(now && after)) {
            awaitWaking();
          }
          try {
            return call(method, args);
          } finally {
            if (now && after) {
              suspended.countDown();
              awaitWaking();
            }
          }
        });
  }

  private Object call(java.lang.reflect.Method method, Object[] args) throws Throwable {
    try {
      return method.invoke(store, args);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private boolean counted(String request) {
    if (request.contains("/lease-") || request.contains(".probe/")) {
      return false;
    }
    synchronized (requests) {
      requests.add(request);
      if (requests.size() == at && !after) {
        suspended.countDown();
      }
      return requests.size() == at;
    }
  }

  private void awaitWaking() throws InterruptedException {
    if (suspended.getCount() == 0) {
      woken.await();
    }
  }
}
