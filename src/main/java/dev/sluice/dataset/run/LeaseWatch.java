package dev.sluice.dataset.run;

import dev.sluice.dataset.store.Store;
import dev.sluice.failure.Printable;
import dev.sluice.failure.ResourceUnavailableException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits for the end of another holder's lease, by this process's monotonic clock. */
final class LeaseWatch {
  private static final Logger LOG = LoggerFactory.getLogger(LeaseWatch.class);

  private final Store store;
  private final LeaseTimes times;
  private final String runId;

  /**
   * The document of a lease.
   *
   * @param holder a random id
   * @param by the process and host of the owner, for people
   * @param number increases with each beat
   * @param released whether its owner has ended
   */
  record Beat(int format, String holder, String by, long number, boolean released) {
    Beat next(boolean last) {
      return new Beat(format, holder, by, number + 1, last);
    }
  }

  LeaseWatch(Store store, LeaseTimes times, String runId) {
    this.store = store;
    this.times = times;
    this.runId = runId;
  }

  /**
   * Returns the next epoch, once nobody holds the one before it.
   *
   * @throws ResourceUnavailableException if somebody does
   */
  long free() {
    long epoch = 1;
    while (exists(epoch + 1)) {
      epoch++;
    }
    return beat(epoch).isEmpty() ? epoch : ended(epoch);
  }

  private boolean exists(long epoch) {
    return store.fetch(RunPaths.lease(runId, epoch)).isPresent();
  }

  private long ended(long epoch) {
    Beat first = beat(epoch).orElseThrow();
    if (first.released()) {
      return epoch + 1;
    }
    LOG.warn(
        "Run {} is held by {}: taken over unless it shows a sign of life within {} s",
        runId,
        Printable.brief(first.by()),
        times.patience().toSeconds());
    long begin = System.nanoTime();
    while (System.nanoTime() - begin < times.patience().toNanos()) {
      pause();
      Optional<Beat> now = beat(epoch);
      if (now.isEmpty() || now.get().released()) {
        return epoch + 1;
      }
      if (!now.get().equals(first)) {
        throw new ResourceUnavailableException(
            "run " + runId + " is being worked on by " + Printable.brief(first.by()),
            "Wait for its end, or give another --run-id.");
      }
    }
    LOG.warn(
        "Run {} is taken over from {}: it has shown no sign of life",
        runId,
        Printable.brief(first.by()));
    return epoch + 1;
  }

  private Optional<Beat> beat(long epoch) {
    String path = RunPaths.lease(runId, epoch);
    return store
        .read(path)
        .map(json -> DocumentFormats.read(runId, json, Beat.class, store.location(path)));
  }

  private void pause() {
    LockSupport.parkNanos(times.beat().toNanos() / 2);
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("interrupted while waiting for run " + runId);
    }
  }

  /** Describes this process, for people. */
  static String self() {
    return "process " + ProcessHandle.current().pid() + " on " + host();
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "an unnamed host";
    }
  }
}
