package dev.sluice.schema;

import dev.sluice.wire.DynamoJsonReader;

/** Sees every sound item of a sample. */
@FunctionalInterface
public interface ItemVisitor {
  /** Does nothing. */
  ItemVisitor NONE = item -> {};

  /** Sees the next item; may leave the cursor anywhere in it. */
  void see(DynamoJsonReader item);

  /** Returns a visitor that passes every item to this one, then to another. */
  default ItemVisitor and(ItemVisitor other) {
    return item -> {
      int start = item.position();
      see(item);
      item.rewind(start);
      other.see(item);
    };
  }
}
