package dev.sluice.decode;

import dev.sluice.item.AttributeType;
import dev.sluice.wire.DynamoJsonReader;
import org.jspecify.annotations.Nullable;

/**
 * Notes the values of an item that fit no column, where no overflow column can hold them. NULL fits every column.
 * Members that no column names are skipped.
 */
final class Misfits extends Overflow {
  private int count;
  private @Nullable MalformedValue first;

  @Override
  void add(DynamoJsonReader in, int start) {
    if (isNull(in, start)) {
      return;
    }
    count++;
    first = first == null ? new MalformedValue(pointer(), in.since(start)) : first;
  }

  private static boolean isNull(DynamoJsonReader in, int start) {
    int end = in.position();
    in.rewind(start);
    boolean isNull = in.beginValue() == AttributeType.NULL;
    in.rewind(end);
    return isNull;
  }

  @Override
  void addUnnamed(DynamoJsonReader in, int start) {}

  @Override
  @Nullable
  MalformedValue malformed() {
    return first == null ? super.malformed() : first;
  }

  @Override
  int size() {
    return count;
  }

  @Override
  void truncate(int size) {
    count = size;
    first = size == 0 ? null : first;
  }
}
