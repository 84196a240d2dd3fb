package dev.sluice.dataset;

import dev.sluice.dataset.store.Json;
import dev.sluice.dataset.store.Store;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A process that holds a lease.
 *
 * @param pid the process's number on its host
 * @param processStarted tells it from a later process of the same number; null where the host does not say
 * @param id tells this lease from others of the same process
 * @param since when it took it
 * @param expiresAt until then it is its; in the past where it gave it free
 */
record Holder(
    String host,
    long pid,
    @Nullable Instant processStarted,
    String id,
    Instant since,
    Instant expiresAt) {
  /** This process, from now on. */
  static Holder self(Instant now, Instant expiresAt) {
    ProcessHandle process = ProcessHandle.current();
    return new Holder(
        localHost(), process.pid(), started(process), UUID.randomUUID().toString(), now, expiresAt);
  }

  static Holder parse(Store store, String path, byte[] json) {
    return Json.read(json, Holder.class, store.location(path));
  }

  Holder until(Instant later) {
    return new Holder(host, pid, processStarted, id, since, later);
  }

  boolean isSameAs(Holder other) {
    return id.equals(other.id);
  }

  /** Whether it may still be at work. A process of this host can be looked for; others have until their lease expires. */
  boolean isLive(Instant now) {
    return now.isBefore(expiresAt) && !(host.equals(localHost()) && isGone());
  }

  private boolean isGone() {
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .filter(process -> {
          Instant started = started(process);
          return started == null || processStarted == null || started.equals(processStarted);
        })
        .isEmpty();
  }

  private static @Nullable Instant started(ProcessHandle process) {
    return process.info().startInstant().orElse(null);
  }

  private static String localHost() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "unknown-" + UUID.randomUUID();
    }
  }

  @Override
  public String toString() {
    return "process " + pid + " on " + host;
  }
}
