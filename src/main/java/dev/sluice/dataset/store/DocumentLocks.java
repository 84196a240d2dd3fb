package dev.sluice.dataset.store;

import dev.sluice.item.Sha256;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One writer of a document at a time, of all threads and processes of this machine. Each document that is ever replaced
 * has a lock file of its own, which stays: one that is removed could be locked twice, and one that is shared would let a
 * suspended process stop what it has nothing to do with. The operating system gives a lock back when its process ends,
 * however that is.
 */
final class DocumentLocks {
  private static final int NAME_LENGTH = 32;
  private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(10);
  /** The operating system's locks are a process's; these are a thread's. By file. */
  private static final ConcurrentMap<Path, ReentrantLock> THREADS = new ConcurrentHashMap<>();

  private final Path folder;
  private final Duration timeout;

  /** The locks that lie in a folder, each waited for at most that long. */
  DocumentLocks(Path folder, Duration timeout) {
    this.folder = folder;
    this.timeout = timeout;
  }

  /** What is done under a lock. */
  @FunctionalInterface
  interface Action<T> {
    T run() throws IOException;
  }

  /** Another process or thread has had the lock all the time. */
  static final class Busy extends IOException {
    private static final long serialVersionUID = 1;

    Busy(Path lock, Duration timeout) {
      super("its lock " + lock + " has been held by another process for " + timeout.toSeconds()
          + " s");
    }
  }

  /**
   * Runs the action while nobody else runs one on this document.
   *
   * @throws Busy where the lock is not to be had in time
   */
  <T> T locked(String path, Action<T> action) throws IOException {
    String name = Sha256.of(path).substring(0, NAME_LENGTH);
    // by its one real path: closing one channel gives back all locks that this process has on the
    // file
    Path file = Durable.folders(folder).toRealPath().resolve("lock-" + name);
    ReentrantLock thread = THREADS.computeIfAbsent(file, f -> new ReentrantLock());
    long end = System.nanoTime() + timeout.toNanos();
    try {
      if (!thread.tryLock(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new Busy(file, timeout);
      }
      try {
        return lockedByProcess(file, end, action);
      } finally {
        thread.unlock();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while waiting for " + file);
    }
  }

  private <T> T lockedByProcess(Path file, long end, Action<T> action)
      throws IOException, InterruptedException {
    try (FileChannel channel =
            FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = awaited(channel, file, end)) {
      if (!lock.isValid()) {
        throw new Busy(file, timeout);
      }
      return action.run();
    }
  }

  private FileLock awaited(FileChannel channel, Path file, long end)
      throws IOException, InterruptedException {
    FileLock lock = tried(channel);
    while (lock == null) {
      if (System.nanoTime() > end) {
        throw new Busy(file, timeout);
      }
      TimeUnit.NANOSECONDS.sleep(BETWEEN_ATTEMPTS.toNanos());
      lock = tried(channel);
    }
    return lock;
  }

  private static @Nullable FileLock tried(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException sameClassOfAnotherLoader) {
      return null;
    }
  }
}
