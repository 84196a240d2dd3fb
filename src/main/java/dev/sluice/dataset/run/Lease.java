package dev.sluice.dataset.run;

import dev.sluice.dataset.store.Json;
import dev.sluice.dataset.store.Store;
import dev.sluice.dataset.store.StoreAccess;
import dev.sluice.failure.ResourceUnavailableException;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A holder's claim to a run, {@code runs/<run-id>/lease-<epoch>.json}: of several processes with the same run id only
 * one should work. The lease saves work and is not a lock: what is published does not depend on it.
 *
 * <p>An epoch is created once. Only its owner renews it, by beats. A waiting process does not compare clocks or look
 * for processes. It watches the beats, and if they stop for the lease's length it creates the next epoch. The owner
 * checks for a next epoch at each beat.
 */
public final class Lease implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Lease.class);

  private final Store store;
  private final LeaseTimes times;
  private final String runId;
  private final long epoch;
  private final ScheduledExecutorService heart = heart();
  private final String holder;
  private LeaseWatch.Beat last;
  private boolean lost;
  private Runnable whenLost = () -> {};

  /** @param store a store that fails early, because a late beat is useless */
  private Lease(Store store, LeaseTimes times, String runId, long epoch, LeaseWatch.Beat first) {
    this.store = store;
    this.times = times;
    this.runId = runId;
    this.epoch = epoch;
    this.holder = first.holder();
    this.last = first;
  }

  /**
   * Takes the lease and keeps renewing it. Waits as long as it takes to distinguish a dead holder from a living one.
   *
   * @throws ResourceUnavailableException if another process works on the run
   */
  public static Lease take(StoreAccess access, LeaseTimes times, String runId) {
    Store store = access.open();
    LeaseWatch watch = new LeaseWatch(store, times, runId);
    LeaseWatch.Beat first = new LeaseWatch.Beat(
        DocumentFormats.CURRENT, UUID.randomUUID().toString(), LeaseWatch.self(), 1, false);
    long epoch = watch.free();
    while (!store.create(RunPaths.lease(runId, epoch), Json.write(first), RunPaths.JSON)) {
      epoch = watch.free();
    }
    Lease lease = new Lease(access.brief(), times, runId, epoch, first);
    lease.keep();
    LOG.info("Run {} is held by this process, {}, with lease {}", runId, first.by(), epoch);
    return lease;
  }

  private void keep() {
    long beat = times.beat().toMillis();
    ScheduledFuture<?> unusedBeats =
        heart.scheduleWithFixedDelay(this::beat, beat, beat, TimeUnit.MILLISECONDS);
  }

  /** Returns the id of the run. */
  public String runId() {
    return runId;
  }

  /** Returns the random id of the holder. */
  public String holder() {
    return holder;
  }

  /**
   * Sets the action for a lost lease. It is called from another thread, and again at each beat until the lease is
   * closed.
   */
  public synchronized void whenLost(Runnable action) {
    whenLost = action;
  }

  /**
   * Checks that no other process has taken over the run. Further work would then be done twice.
   *
   * @throws ResourceUnavailableException if another process has
   */
  public void confirm() {
    if (isLost()) {
      throw new ResourceUnavailableException(
          "run " + runId + " was taken over by another process",
          "Wait for its end, or start again with the same --run-id after it.");
    }
  }

  /** Renews the lease. If the store does not respond, the next beat tries again; nobody can take over meanwhile. */
  private void beat() {
    try {
      renew(false);
    } catch (Throwable e) {
      // the next beat follows in any case
      LOG.debug("Run {}: the lease could not be renewed; the next beat tries again", runId, e);
    }
    try {
      if (isLost()) {
        action().run();
      }
    } catch (Throwable e) {
      LOG.warn("Run {} was taken over, and its work could not be cancelled", runId, e);
    }
  }

  private synchronized Runnable action() {
    return whenLost;
  }

  private synchronized void renew(boolean end) {
    if (lost || last.released()) {
      // a beat that was under way at the release must not undo it
      return;
    }
    Optional<Store.Versioned> there = store.fetch(RunPaths.lease(runId, epoch));
    LeaseWatch.Beat next = last.next(end);
    boolean mine = there
        .map(t -> Json.read(
            t.content(), LeaseWatch.Beat.class, store.location(RunPaths.lease(runId, epoch))))
        .filter(beat -> beat.holder().equals(holder))
        .isPresent();
    if (!mine || store.fetch(RunPaths.lease(runId, epoch + 1)).isPresent()) {
      lost = true;
      LOG.warn("Run {} was taken over by another process: this one stops its work on it", runId);
      return;
    }
    String path = RunPaths.lease(runId, epoch);
    if (store.replace(path, Json.write(next), RunPaths.JSON, there.orElseThrow().version())) {
      last = next;
    }
  }

  /** Returns whether another process has taken over the run. */
  public synchronized boolean isLost() {
    return lost;
  }

  /**
   * Returns whether another process has taken over the run, after reading the store. Work may have failed before a beat
   * noticed the takeover.
   */
  public boolean isLostByNow() {
    try {
      renew(false);
    } catch (RuntimeException e) {
      LOG.debug("Run {}: it is not known whether another process has taken it over", runId, e);
    }
    return isLost();
  }

  /** Releases the lease, unless another process has it. Never fails, because the lease expires by itself. */
  @Override
  public void close() {
    heart.shutdown();
    try {
      renew(true);
    } catch (RuntimeException e) {
      LOG.debug("The lease of run {} could not be released", runId, e);
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
