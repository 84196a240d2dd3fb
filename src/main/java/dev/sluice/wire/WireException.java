package dev.sluice.wire;

import dev.sluice.failure.Printable;

/** Bytes that are no DynamoDB JSON: the page cannot be trusted, so nothing of it is used. */
public final class WireException extends RuntimeException {
  public WireException(String problem, int position) {
    super(Printable.message(problem) + " at byte " + position);
  }
}
