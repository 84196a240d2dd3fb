package dev.sluice.wire;

import dev.sluice.failure.Printable;

/** Thrown for an item that is well-formed JSON but not a DynamoDB item. The item is rejected for this reason. */
public final class UnreadableItemException extends RuntimeException {
  public UnreadableItemException(String reason) {
    // no stack trace: the reason and the item are enough, and there may be many
    super(Printable.message(reason), null, false, false);
  }
}
