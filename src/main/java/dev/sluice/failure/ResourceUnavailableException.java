package dev.sluice.failure;

import org.jspecify.annotations.Nullable;

/** A table, bucket or endpoint that cannot be used. Exit code 3. */
public final class ResourceUnavailableException extends SluiceException {
  public ResourceUnavailableException(String message, String remedy) {
    this(message, remedy, null);
  }

  public ResourceUnavailableException(String message, String remedy, @Nullable Throwable cause) {
    super(ExitCode.UNUSABLE, message, remedy, cause);
  }

  /** Returns the message with its remedy: Spark shows its users nothing else. */
  @Override
  @SuppressWarnings("OverrideThrowableToString") // the job has the message and the remedy apart
  public String toString() {
    return super.toString() + ". " + remedy();
  }
}
