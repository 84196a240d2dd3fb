package dev.sluice.schema;

import dev.sluice.wire.DynamoJsonReader;

/** Sees every sound item of a sample. */
@FunctionalInterface
public interface ItemVisitor {
  /** Does nothing. */
  ItemVisitor NONE = item -> {};

  /** Sees the next item. May leave the cursor anywhere in it. */
  void see(DynamoJsonReader item);

  /** Returns a visitor that passes every item first to this one, then to the other. */
  default ItemVisitor and(ItemVisitor other) {
    return item -> {
      int start = item.position();
      see(item);
      item.rewind(start);
      other.see(item);
    };
  }
}
