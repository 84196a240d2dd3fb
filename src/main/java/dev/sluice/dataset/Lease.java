package dev.sluice.dataset;

import dev.sluice.dataset.store.Json;
import dev.sluice.dataset.store.Root;
import dev.sluice.dataset.store.Store;
import dev.sluice.failure.SluiceException;
import dev.sluice.failure.Unusable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A run's claim to its prefix, {@code runs/<run-id>/lease.json}: of processes with the same run id only one works. It is
 * renewed while it is held; once it expires, as that of a killed process does, another may take it.
 */
public final class Lease implements AutoCloseable {
  static final Duration LENGTH = Duration.ofSeconds(30);

  private static final String JSON = "application/json";

  private final Store store;
  private final Clock clock;
  private final Duration length;
  private final String runId;
  private final String path;
  private final ScheduledExecutorService heart = heart();
  private Holder self;
  private boolean lost;
  private Runnable whenLost = () -> {};

  private Lease(Store store, Clock clock, Duration length, String runId) {
    this.store = store;
    this.clock = clock;
    this.length = length;
    this.runId = runId;
    this.path = Root.lease(runId);
    this.self = Holder.self(clock.instant(), clock.instant().plus(length));
  }

  /**
   * Takes the lease and goes on renewing it.
   *
   * @throws Unusable where another process holds it
   */
  static Lease take(Store store, Clock clock, Duration length, String runId) {
    Lease lease = new Lease(store, clock, length, runId);
    lease.claim().ifPresent(holder -> {
      throw new Unusable(
          "run " + runId + " is being worked on by " + holder + ", which holds it until "
              + holder.expiresAt() + " and renews that while it lives",
          "Wait for its end, or give another --run-id; if it has died, start again after that"
              + " time.");
    });
    lease.keep();
    return lease;
  }

  /** Likewise; empty where another process holds it. */
  static Optional<Lease> ifFree(Store store, Clock clock, Duration length, String runId) {
    Lease lease = new Lease(store, clock, length, runId);
    if (lease.claim().isPresent()) {
      return Optional.empty();
    }
    lease.keep();
    return Optional.of(lease);
  }

  /** Who else has it; empty where this process has it now. */
  private Optional<Holder> claim() {
    boolean taken = false;
    while (!taken) {
      Optional<Store.Versioned> there = store.fetch(path);
      Optional<Holder> other = there.map(t -> Holder.parse(store, path, t.content()));
      if (other.filter(holder -> holder.isLive(clock.instant())).isPresent()) {
        return other;
      }
      // false where somebody else wrote at the same time; then it is looked at again
      taken = there.isEmpty()
          ? store.create(path, Json.write(self), JSON)
          : store.replace(path, Json.write(self), JSON, there.get().version());
    }
    return Optional.empty();
  }

  private void keep() {
    long beat = Math.max(1, length.toMillis() / 3);
    ScheduledFuture<?> unusedBeats =
        heart.scheduleWithFixedDelay(this::beat, beat, beat, TimeUnit.MILLISECONDS);
  }

  /** The run that is held. */
  public String runId() {
    return runId;
  }

  /** What to do at once when the lease is lost; called from another thread. */
  synchronized void whenLost(Runnable action) {
    whenLost = action;
  }

  /**
   * Makes sure that the run is still this process's, and is so for a while.
   *
   * @throws Unusable where another process has taken it over
   */
  synchronized void confirm() {
    Holder renewed = self.until(clock.instant().plus(length));
    if (lost || !replaceOwn(renewed)) {
      lost = true;
      heart.shutdown();
      throw new Unusable(
          "run " + runId + " was taken over by "
              + holder().map(Holder::toString).orElse("nobody: its lease is gone"),
          "Wait for its end, or start again with the same --run-id after it.");
    }
    self = renewed;
  }

  /** Unless another has it. */
  private boolean replaceOwn(Holder next) {
    Optional<Store.Versioned> there = store.fetch(path);
    return there
            .filter(t -> Holder.parse(store, path, t.content()).isSameAs(self))
            .isPresent()
        && store.replace(path, Json.write(next), JSON, there.get().version());
  }

  private Optional<Holder> holder() {
    return store.read(path).map(json -> Holder.parse(store, path, json));
  }

  private void beat() {
    try {
      confirm();
    } catch (SluiceException e) {
      // A store out of reach is asked again; who goes on in earnest confirms for itself.
      if (isLost()) {
        whenLost.run();
      }
    }
  }

  /** Whether another process has the run now, or may have. */
  public synchronized boolean isLost() {
    return lost;
  }

  /** Gives the run free, unless another has it. */
  @Override
  public synchronized void close() {
    heart.shutdown();
    try {
      replaceOwn(self.until(Instant.EPOCH));
    } catch (Unusable e) {
      // It expires by itself; what the run has done is not less for it.
      lost = true;
    }
  }

  private static ScheduledExecutorService heart() {
    return new ScheduledThreadPoolExecutor(1, work -> {
      Thread thread = new Thread(work, "sluice-lease");
      thread.setDaemon(true);
      return thread;
    });
  }
}
