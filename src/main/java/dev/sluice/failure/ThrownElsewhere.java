package dev.sluice.failure;

/** What a thread of ours has thrown, for the thread that waits for its work. */
public final class ThrownElsewhere {
  private ThrownElsewhere() {}

  /**
   * What to throw in the waiting thread: an unchecked exception is returned as it is, a checked one as the cause of an
   * {@link IllegalStateException}.
   *
   * @throws Error where that is what was thrown
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
