package dev.sluice.summary;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Processes that make one request at a time, each only when it is told to: between any two of its requests a process
 * may be suspended for as long as others take, or be killed.
 */
final class Holders implements AutoCloseable {
  private final List<Holder<?>> all = new ArrayList<>();

  /** The end of a process that is killed. */
  static final class KilledException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    KilledException() {
      super("killed", null, false, false);
    }
  }

  /** Work that passes the gate before each of its requests. */
  interface Work<T> {
    T with(Runnable gate) throws Exception;
  }

  /** One process. */
  final class Holder<T> {
    private final Thread thread;
    private boolean waiting;
    private boolean killed;
    private boolean ended;
    private int turns;
    private @Nullable T result;
    private @Nullable Exception failure;

    private Holder(Work<T> work) {
      thread = new Thread(() -> run(() -> work.with(this::pass)));
    }

    private void run(Callable<T> work) {
      @Nullable T made = null;
      @Nullable Exception failed = null;
      try {
        made = work.call();
      } catch (Exception e) {
        failed = e;
      }
      synchronized (Holders.this) {
        result = made;
        failure = failed;
        ended = true;
        Holders.this.notifyAll();
      }
    }

    private void pass() {
      synchronized (Holders.this) {
        waiting = true;
        Holders.this.notifyAll();
        await(() -> turns > 0 || killed);
        waiting = false;
        if (killed) {
          throw new KilledException();
        }
        turns--;
      }
    }

    /** Lets it make one request, and returns when it waits for the next turn or has ended. */
    void step() {
      synchronized (Holders.this) {
        turns++;
        // it is on its way from here on, not only when its thread wakes
        waiting = false;
        Holders.this.notifyAll();
        settle();
      }
    }

    void kill() {
      synchronized (Holders.this) {
        killed = true;
        waiting = false;
        Holders.this.notifyAll();
        settle();
      }
    }

    private void settle() {
      await(() -> ended || (waiting && turns == 0 && !killed));
    }

    boolean isEnded() {
      synchronized (Holders.this) {
        return ended;
      }
    }

    /** Returns the result; empty if it was killed. */
    Optional<T> result() {
      if (failure != null && !(failure instanceof KilledException)) {
        throw new AssertionError("a process failed", failure);
      }
      return Optional.ofNullable(result);
    }
  }

  /** Starts a process, and returns when it waits for its first turn. */
  <T> Holder<T> start(Work<T> work) {
    Holder<T> holder = new Holder<>(work);
    all.add(holder);
    holder.thread.start();
    synchronized (this) {
      holder.settle();
    }
    return holder;
  }

  /** Waits, while it has the lock, until others have made it so. */
  private void await(BooleanSupplier condition) {
    try {
      while (!condition.getAsBoolean()) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KilledException();
    }
  }

  @Override
  public void close() {
    all.stream().filter(holder -> !holder.isEnded()).forEach(Holder::kill);
  }
}
