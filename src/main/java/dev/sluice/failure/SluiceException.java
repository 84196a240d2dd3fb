package dev.sluice.failure;

import org.jspecify.annotations.Nullable;

/** A failure that a user can do something about. */
public abstract class SluiceException extends RuntimeException {
  private final ExitCode exitCode;
  private final String remedy;

  protected SluiceException(
      ExitCode exitCode, String message, String remedy, @Nullable Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
    this.remedy = remedy;
  }

  public final ExitCode exitCode() {
    return exitCode;
  }

  /** What to change, in one sentence. */
  public final String remedy() {
    return remedy;
  }

  /** The message; exceptions made by Sluice always have one. */
  public final String problem() {
    String message = getMessage();
    return message == null ? getClass().getSimpleName() : message;
  }
}
