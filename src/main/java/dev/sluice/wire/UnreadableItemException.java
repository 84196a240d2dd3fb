package dev.sluice.wire;

import dev.sluice.failure.Printable;

/** Thrown for an item that is well-formed JSON but no DynamoDB item. The item is rejected with this reason. */
public final class UnreadableItemException extends RuntimeException {
  public UnreadableItemException(String reason) {
    // no stack trace: the reason and the item say all, and there may be many
    super(Printable.message(reason), null, false, false);
  }
}
