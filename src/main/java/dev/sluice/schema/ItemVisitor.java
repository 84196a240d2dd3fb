package dev.sluice.schema;

import dev.sluice.wire.DynamoJsonReader;

/** Sees every item of a sample that can be read, beside what its columns are found from. */
@FunctionalInterface
public interface ItemVisitor {
  /** Nothing is watched for. */
  ItemVisitor NONE = item -> {};

  /** The item that comes next; the cursor may be left anywhere in it. */
  void see(DynamoJsonReader item);

  /** Both see it, this one first. */
  default ItemVisitor and(ItemVisitor other) {
    return item -> {
      int start = item.position();
      see(item);
      item.rewind(start);
      other.see(item);
    };
  }
}
