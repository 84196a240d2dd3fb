package dev.sluice.dataset.run;

import dev.sluice.dataset.store.Store;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicBoolean;

/** A store before one of whose requests something else happens, once. */
final class MeanwhileStore {
  private MeanwhileStore() {}

  /**
   * @param moment the request: {@code replace latest.json}
   */
  static Store of(Store store, String moment, Runnable meanwhile) {
    AtomicBoolean come = new AtomicBoolean();
    return (Store) Proxy.newProxyInstance(
        Store.class.getClassLoader(), new Class<?>[] {Store.class}, (self, method, arguments) -> {
          String request = method.getName() + (arguments == null ? "" : " " + arguments[0]);
          if (request.equals(moment) && come.compareAndSet(false, true)) {
            meanwhile.run();
          }
          try {
            return method.invoke(store, arguments);
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
        });
  }
}
