package dev.sluice.failure;

import org.jspecify.annotations.Nullable;

/** A table, bucket or endpoint that cannot be used. Exit code 3. */
public final class Unusable extends SluiceException {
  public Unusable(String message, String remedy) {
    this(message, remedy, null);
  }

  public Unusable(String message, String remedy, @Nullable Throwable cause) {
    super(ExitCode.UNUSABLE, message, remedy, cause);
  }
}
