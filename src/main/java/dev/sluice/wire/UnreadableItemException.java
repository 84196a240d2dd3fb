package dev.sluice.wire;

import dev.sluice.failure.Printable;

/** One item, well-formed JSON, that no DynamoDB item can be. The item is rejected with this reason. */
public final class UnreadableItemException extends RuntimeException {
  public UnreadableItemException(String reason) {
    // No stack trace: the reason and the item are all that matters, and there may be many.
    super(Printable.message(reason), null, false, false);
  }
}
