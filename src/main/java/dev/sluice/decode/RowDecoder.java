package dev.sluice.decode;

import dev.sluice.item.OverflowColumn;
import dev.sluice.wire.DynamoJsonReader;
import dev.sluice.wire.UnreadableItemException;
import dev.sluice.wire.WireException;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/** Decodes items into rows of a schema. Not thread-safe; the row is reused for the next item. */
public final class RowDecoder {
  private final Fields fields;
  private final int overflowAt;
  private final int itemAt;
  private final int corruptAt;
  private final @Nullable Object[] values;
  private final InternalRow row;
  private final Overflow overflow;
  private @Nullable MalformedValue malformed;

  /**
   * Compiles a decoder.
   *
   * @param schema the columns with their type tags. Without an overflow column, values that fit no column are lost
   */
  public RowDecoder(StructType schema) {
    this(schema, new Overflow(), -1);
  }

  private RowDecoder(StructType schema, Overflow overflow, int corruptAt) {
    this.overflow = overflow;
    this.corruptAt = corruptAt;
    this.fields = Decoders.columns(schema, corruptAt);
    this.overflowAt = Arrays.asList(schema.fieldNames()).indexOf(OverflowColumn.NAME);
    this.itemAt =
        Arrays.stream(schema.fields()).map(ColumnMetadata::isItem).toList().indexOf(true);
    this.values = new Object[schema.size()];
    this.row = new GenericInternalRow(values);
  }

  /**
   * Compiles a decoder that finds malformed values: those that fit no column, and missing ones where the schema says NOT
   * NULL. Members that the schema does not name are skipped.
   *
   * @param overflows whether a value that fits no column overflows, also if the rows do not have the overflow column;
   *     then it is not malformed
   * @param corrupt the name of the column that receives a malformed item as DynamoDB JSON; null: there is none
   */
  public static RowDecoder checking(
      StructType schema, boolean overflows, @Nullable String corrupt) {
    List<String> names = Arrays.asList(schema.fieldNames());
    Overflow overflow = overflows ? new Overflow() : new Misfits();
    return new RowDecoder(schema, overflow, names.indexOf(corrupt));
  }

  /** Returns the first malformed value of the item decoded last; null if there is none. */
  public @Nullable MalformedValue malformed() {
    return malformed;
  }

  /** Returns a row for an item that cannot be decoded: its bytes in the corrupt column, nothing else. */
  public InternalRow corrupt(byte[] item) {
    Arrays.fill(values, null);
    if (corruptAt >= 0) {
      values[corruptAt] = UTF8String.fromBytes(item);
    }
    return row;
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
    malformed = overflow.malformed();
    if (overflowAt >= 0) {
      values[overflowAt] = overflow.take();
    }
    if (corruptAt >= 0 && malformed != null) {
      values[corruptAt] =
          UTF8String.fromBytes(Arrays.copyOfRange(in.buffer(), start, in.position()));
    }
    if (itemAt >= 0) {
      values[itemAt] = Arrays.copyOfRange(in.buffer(), start, in.position());
    }
    return row;
  }
}
