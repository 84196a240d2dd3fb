package dev.sluice.wire;

import dev.sluice.failure.Printable;

/** Thrown for bytes that are not DynamoDB JSON. The page cannot be trusted, so none of it is used. */
public final class WireException extends RuntimeException {
  public WireException(String problem, int position) {
    super(Printable.message(problem) + " at byte " + position);
  }
}
