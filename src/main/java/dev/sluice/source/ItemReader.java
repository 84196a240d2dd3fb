package dev.sluice.source;

import dev.sluice.wire.DynamoJsonReader;
import java.util.function.Function;
import org.apache.spark.sql.catalyst.InternalRow;
import org.jspecify.annotations.Nullable;

/** Reads the items of one task row by row. A row remains valid until the next one is requested. */
final class ItemReader extends TaskReader<InternalRow> {
  private final Function<DynamoJsonReader, @Nullable InternalRow> decoder;
  private @Nullable InternalRow row;

  /** @param decoder decodes an item; null: it is left out, and counted */
  ItemReader(TaskItems items, Function<DynamoJsonReader, @Nullable InternalRow> decoder) {
    super(items);
    this.decoder = decoder;
  }

  @Override
  boolean decode(DynamoJsonReader in) {
    row = decoder.apply(in);
    return row != null;
  }

  @Override
  public boolean next() {
    row = null;
    while (hasItem()) {
      if (readItem()) {
        return true;
      }
    }
    return false;
  }

  @Override
  public InternalRow get() {
    if (row == null) {
      throw new IllegalStateException("no row: next() was not called, or returned false");
    }
    return row;
  }
}
