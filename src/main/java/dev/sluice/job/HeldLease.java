package dev.sluice.job;

import dev.sluice.dataset.run.Lease;

/**
 * A run's lease, which is released also where the process is told to end, as by SIGTERM. Spark's work ends with an
 * exception then, but whoever waits for DynamoDB is not woken, and the next start would wait for a dead holder.
 */
record HeldLease(Lease lease, Thread hook) implements AutoCloseable {
  /** Takes charge of the lease's release. */
  static HeldLease of(Lease lease) {
    Thread hook = new Thread(lease::close, "sluice-lease-release");
    Runtime.getRuntime().addShutdownHook(hook);
    return new HeldLease(lease, hook);
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // the process is ending, and the hook runs
    }
    lease.close();
  }
}
