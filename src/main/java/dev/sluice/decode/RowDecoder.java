package dev.sluice.decode;

import dev.sluice.item.OverflowColumn;
import dev.sluice.wire.DynamoJsonReader;
import dev.sluice.wire.UnreadableItemException;
import dev.sluice.wire.WireException;
import java.util.Arrays;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** Decodes items into rows of a schema. Not thread-safe; the row is reused for the next item. */
public final class RowDecoder {
  private final Fields fields;
  private final int overflowAt;
  private final int itemAt;
  private final ItemMetadataReader metadata;
  private final @Nullable Object[] values;
  private final InternalRow row;
  private final Overflow overflow = new Overflow();

  /**
   * Compiles a decoder.
   *
   * @param schema the columns with their type tags. Without an overflow column, values that fit no column are lost
   */
  public RowDecoder(StructType schema) {
    this.fields = Decoders.columns(schema);
    this.overflowAt = Arrays.asList(schema.fieldNames()).indexOf(OverflowColumn.NAME);
    this.itemAt =
        Arrays.stream(schema.fields()).map(ColumnMetadata::isItem).toList().indexOf(true);
    this.metadata = new ItemMetadataReader(schema);
    this.values = new Object[schema.size()];
    this.row = new GenericInternalRow(values);
  }

  /**
   * Decodes the next item, {@code {"name":{"S":"…"},…}}.
   *
   * @throws UnreadableItemException if it is not an item; the cursor is then somewhere inside it
   * @throws WireException if the bytes are not JSON, or contain a duplicate name
   */
  public InternalRow decode(DynamoJsonReader in) {
    Arrays.fill(values, null);
    overflow.clear();
    int start = in.position();
    if (fields.size() > 0 || overflowAt >= 0) {
      fields.read(in, overflow, values);
    } else {
      ItemCheck.item(in);
    }
    if (overflowAt >= 0) {
      values[overflowAt] = overflow.take();
    }
    if (itemAt >= 0) {
      values[itemAt] = Arrays.copyOfRange(in.buffer(), start, in.position());
    }
    metadata.read(in, start, values);
    return row;
  }
}
