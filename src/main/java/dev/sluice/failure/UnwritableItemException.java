package dev.sluice.failure;

import org.jspecify.annotations.Nullable;

/** An item that DynamoDB cannot store, identified by its key. Exit code 3; items written before it stay. */
public final class UnwritableItemException extends SluiceException {
  public UnwritableItemException(String message, String remedy) {
    this(message, remedy, null);
  }

  public UnwritableItemException(String message, String remedy, @Nullable Throwable cause) {
    super(ExitCode.UNUSABLE, message, remedy, cause);
  }
}
