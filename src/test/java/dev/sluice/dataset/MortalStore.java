package dev.sluice.dataset;

import dev.sluice.dataset.store.Store;
import dev.sluice.dataset.store.StoreAccess;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ObjLongConsumer;
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
  private final List<String> written = Collections.synchronizedList(new ArrayList<>());

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

  /** The paths of its writes so far, in order. */
  static List<String> writes(StoreAccess mortal) {
    return List.copyOf(((MortalStore) mortal.open()).written);
  }

  private synchronized <T> T writing(String path, Supplier<T> write) {
    if (path.startsWith(".probe/")) {
      // once in a process, whichever test comes first
      return write.get();
    }
    int number = writes.incrementAndGet();
    written.add(path);
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
    writing(path, () -> {
      store.write(path, content, contentType);
      return path;
    });
  }

  @Override
  public boolean create(String path, byte[] content, String contentType) {
    return writing(path, () -> store.create(path, content, contentType));
  }

  @Override
  public boolean replace(String path, byte[] content, String contentType, String version) {
    if (path.contains("/lease-")) {
      // renewed by the clock: one more or less must not move the moment
      alive();
      return store.replace(path, content, contentType, version);
    }
    return writing(path, () -> store.replace(path, content, contentType, version));
  }

  @Override
  public void delete(String path) {
    writing(path, () -> {
      store.delete(path);
      return path;
    });
  }

  @Override
  public Optional<Versioned> fetch(String path) {
    alive();
    return store.fetch(path);
  }

  private void alive() {
    if (writes.get() >= lastWrite) {
      throw new Killed(writes.get());
    }
  }

  @Override
  public void list(String folder, ObjLongConsumer<String> file) {
    store.list(folder, file);
  }

  @Override
  public List<String> folders(String folder) {
    return store.folders(folder);
  }

  @Override
  public Optional<Instant> lastChanged(String folder) {
    return store.lastChanged(folder);
  }

  @Override
  public Instant now() {
    return store.now();
  }

  @Override
  public void deleteAll(String folder) {
    store.list(folder).forEach(this::delete);
  }

  @Override
  public String location(String path) {
    return store.location(path);
  }
}
