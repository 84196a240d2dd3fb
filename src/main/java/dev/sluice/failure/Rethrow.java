package dev.sluice.failure;

/** Rethrows the failure of a worker thread in the thread that waits for its work. */
public final class Rethrow {
  private Rethrow() {}

  /**
   * Returns the exception to throw: an unchecked one unchanged, a checked one as the cause of an {@link
   * IllegalStateException}.
   *
   * @throws Error if that is what was thrown
   */
  public static RuntimeException unchecked(Throwable thrown) {
    if (thrown instanceof Error error) {
      throw error;
    }
    return thrown instanceof RuntimeException unchecked
        ? unchecked
        : new IllegalStateException(thrown.toString(), thrown);
  }
}
