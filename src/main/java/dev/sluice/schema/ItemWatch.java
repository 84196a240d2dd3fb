package dev.sluice.schema;

import dev.sluice.wire.Wire;

/** Sees every item of a sample that can be read, beside what its columns are found from. */
@FunctionalInterface
public interface ItemWatch {
  /** Nothing is watched for. */
  ItemWatch NONE = item -> {};

  /** The item that comes next; the cursor may be left anywhere in it. */
  void see(Wire item);

  /** Both see it, this one first. */
  default ItemWatch and(ItemWatch other) {
    return item -> {
      int start = item.position();
      see(item);
      item.rewind(start);
      other.see(item);
    };
  }
}
