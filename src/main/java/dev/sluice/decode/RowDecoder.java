package dev.sluice.decode;

import dev.sluice.wire.DynamoJsonReader;
import dev.sluice.wire.UnreadableItemException;
import dev.sluice.wire.WireException;
import java.util.Arrays;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** Items to rows of a schema. Not thread-safe; the row is used again for the next item. */
public final class RowDecoder {
  private final Fields fields;
  private final int overflowAt;
  private final int itemAt;
  private final @Nullable Object[] values;
  private final InternalRow row;
  private final Overflow overflow = new Overflow();

  /**
   * @param schema columns as {@code schema} makes them, marks included; the overflow column may be missing, and then
   *     what fits nowhere is not kept
   */
  public RowDecoder(StructType schema) {
    this.fields = Decoders.columns(schema);
    this.overflowAt = Arrays.asList(schema.fieldNames()).indexOf(ColumnMetadata.OVERFLOW);
    this.itemAt =
        Arrays.stream(schema.fields()).map(ColumnMetadata::isItem).toList().indexOf(true);
    this.values = new Object[schema.size()];
    this.row = new GenericInternalRow(values);
  }

  /**
   * Decodes the item that comes next, {@code {"name":{"S":"…"},…}}.
   *
   * @throws UnreadableItemException where it is none; the cursor then stands somewhere inside of it
   * @throws WireException where the bytes are no JSON, or have a name twice
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
    return row;
  }
}
