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
 * Locks of documents: one writer at a time, among all threads and processes of this machine. Each document that is ever
 * replaced has its own lock file, which is never removed. A removed lock file could be locked twice. With a shared one,
 * a suspended process would stop the writers of other documents. The operating system releases a lock when its process
 * ends.
 */
final class DocumentLocks {
  private static final int NAME_LENGTH = 32;
  private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(10);
  /** Locks between the threads of this process, by file. The operating system's locks are between processes. */
  private static final ConcurrentMap<Path, ReentrantLock> THREADS = new ConcurrentHashMap<>();

  private final Path folder;
  private final Duration timeout;

  /** Uses lock files in a folder. The timeout limits the wait for each lock. */
  DocumentLocks(Path folder, Duration timeout) {
    this.folder = folder;
    this.timeout = timeout;
  }

  /** An action under a lock. */
  @FunctionalInterface
  interface Action<T> {
    T run() throws IOException;
  }

  /** Thrown if another process or thread held the lock all the time. */
  static final class LockTimeoutException extends IOException {
    private static final long serialVersionUID = 1;

    LockTimeoutException(Path lock, Duration timeout) {
      super("its lock " + lock + " has been held by another process for " + timeout.toSeconds()
          + " s");
    }
  }

  /**
   * Runs an action while nobody else runs one on this document.
   *
   * @throws LockTimeoutException if the lock is not released in time
   */
  <T> T locked(String path, Action<T> action) throws IOException {
    String name = Sha256.of(path).substring(0, NAME_LENGTH);
    // by its real path: closing one channel releases all locks that this process has on the file
    Path file = Durable.folders(folder).toRealPath().resolve("lock-" + name);
    ReentrantLock thread = THREADS.computeIfAbsent(file, f -> new ReentrantLock());
    long end = System.nanoTime() + timeout.toNanos();
    try {
      if (!thread.tryLock(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new LockTimeoutException(file, timeout);
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
        throw new LockTimeoutException(file, timeout);
      }
      return action.run();
    }
  }

  private FileLock awaited(FileChannel channel, Path file, long end)
      throws IOException, InterruptedException {
    FileLock lock = tried(channel);
    while (lock == null) {
      if (System.nanoTime() > end) {
        throw new LockTimeoutException(file, timeout);
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
