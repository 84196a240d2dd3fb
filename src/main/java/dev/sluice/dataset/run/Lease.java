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
 * A holder's claim to a run, {@code runs/<run-id>/lease-<epoch>.json}: of processes with the same run id only one shall work.
 * It saves work and is no lock: what is published does not rest on it.
 *
 * <p>An epoch is created once and beaten by its owner alone. Who waits compares no clocks and looks for no processes: it
 * watches the beat, and where that stands still for the lease's length it creates the next epoch. The owner looks for that at
 * each beat.
 */
public final class Lease implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Lease.class);

  private final Store store;
  private final LeaseTimes times;
  private final String runId;
  private final long epoch;
  private final ScheduledExecutorService heart = heart();
  private final String holder;
  private Beat last;
  private boolean lost;
  private Runnable whenLost = () -> {};

  /**
   * The document.
   *
   * @param holder random
   * @param by for a person: which process on which host
   * @param number grows with each beat
   * @param released its owner has ended
   */
  record Beat(int format, String holder, String by, long number, boolean released) {
    Beat next(boolean last) {
      return new Beat(format, holder, by, number + 1, last);
    }
  }

  /**
   * @param store that gives up early: a beat that is late is worth nothing
   */
  private Lease(Store store, LeaseTimes times, String runId, long epoch, Beat first) {
    this.store = store;
    this.times = times;
    this.runId = runId;
    this.epoch = epoch;
    this.holder = first.holder();
    this.last = first;
  }

  /**
   * Takes the lease and goes on beating it; waits for as long as it takes to tell a dead holder from a living one.
   *
   * @throws ResourceUnavailableException where another process works on the run
   */
  public static Lease take(StoreAccess access, LeaseTimes times, String runId) {
    Store store = access.open();
    LeaseWatch watch = new LeaseWatch(store, times, runId);
    Beat first = new Beat(
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

  /** The run that is held. */
  public String runId() {
    return runId;
  }

  /** Tells the holders of a run apart. */
  public String holder() {
    return holder;
  }

  /** What to do when the lease is lost; called from another thread, and again at each beat until the lease is closed. */
  public synchronized void whenLost(Runnable action) {
    whenLost = action;
  }

  /**
   * Makes sure that nobody has taken the run over: what is begun now would be done twice.
   *
   * @throws ResourceUnavailableException where another process has
   */
  public void confirm() {
    if (isLost()) {
      throw new ResourceUnavailableException(
          "run " + runId + " was taken over by another process",
          "Wait for its end, or start again with the same --run-id after it.");
    }
  }

  /** A store that does not answer is asked again: nobody takes over whose store does not answer either. */
  private void beat() {
    try {
      renew(false);
    } catch (Throwable e) {
      // whatever it is, the heart beats on
      LOG.debug("A beat of run {} has failed", runId, e);
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
      // a beat that was under way when it was released does not take that back
      return;
    }
    Optional<Store.Versioned> there = store.fetch(RunPaths.lease(runId, epoch));
    Beat next = last.next(end);
    boolean mine = there
        .map(t -> Json.read(t.content(), Beat.class, store.location(RunPaths.lease(runId, epoch))))
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

  /** Whether another process has the run now. */
  public synchronized boolean isLost() {
    return lost;
  }

  /** Likewise, as the store has it now: what has failed may have done so before a beat has seen why. */
  public boolean isLostByNow() {
    try {
      renew(false);
    } catch (RuntimeException e) {
      LOG.debug("Whether run {} was taken over cannot be told", runId, e);
    }
    return isLost();
  }

  /** Gives the run free, unless another has it. Never fails: the lease ends by itself. */
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
