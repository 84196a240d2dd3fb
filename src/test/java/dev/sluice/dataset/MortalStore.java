package dev.sluice.dataset;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * A store whose process dies at one of its writes: before it or after it, as one likes; from then on it does nothing more
 * for anybody. For a task of this virtual machine as for its driver.
 */
final class MortalStore implements Store {
  private static final Map<String, MortalStore> LIVING = new ConcurrentHashMap<>();

  private final Store store;
  private final int lastWrite;
  private final boolean after;
  private final AtomicInteger writes = new AtomicInteger();

  private MortalStore(Store store, int lastWrite, boolean after) {
    this.store = store;
    this.lastWrite = lastWrite;
    this.after = after;
  }

  /** The process is no more. */
  static final class Killed extends Error {
    private static final long serialVersionUID = 1;

    Killed(int write) {
      super("killed at write " + write);
    }
  }

  /**
   * @param lastWrite dies at it, counted from 1
   * @param after whether it is still done
   */
  static StoreAccess dyingAt(StoreAccess access, int lastWrite, boolean after) {
    String id = UUID.randomUUID().toString();
    LIVING.put(id, new MortalStore(access.open(), lastWrite, after));
    return () -> LIVING.get(id);
  }

  private synchronized <T> T writing(Supplier<T> write) {
    int number = writes.incrementAndGet();
    if (number > lastWrite || (number == lastWrite && !after)) {
      throw new Killed(number);
    }
    T done = write.get();
    if (number == lastWrite) {
      throw new Killed(number);
    }
    return done;
  }

  @Override
  public void write(String path, byte[] content, String contentType) {
    writing(() -> {
      store.write(path, content, contentType);
      return path;
    });
  }

  @Override
  public boolean create(String path, byte[] content, String contentType) {
    return writing(() -> store.create(path, content, contentType));
  }

  @Override
  public boolean replace(String path, byte[] content, String contentType, String version) {
    return writing(() -> store.replace(path, content, contentType, version));
  }

  @Override
  public void delete(String path) {
    writing(() -> {
      store.delete(path);
      return path;
    });
  }

  @Override
  public Optional<Versioned> fetch(String path) {
    if (writes.get() >= lastWrite) {
      throw new Killed(writes.get());
    }
    return store.fetch(path);
  }

  @Override
  public SortedMap<String, Long> list(String folder) {
    return store.list(folder);
  }

  @Override
  public List<String> folders(String folder) {
    return store.folders(folder);
  }

  @Override
  public void deleteAll(String folder) {
    store.list(folder).keySet().forEach(this::delete);
  }

  @Override
  public String location(String path) {
    return store.location(path);
  }
}
