package dev.sluice.decode;

import dev.sluice.wire.DescribingNames;
import dev.sluice.wire.DynamoJsonReader;
import dev.sluice.wire.UnreadableItemException;
import dev.sluice.wire.WireException;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Decodes items into rows of a schema, one at a time: batches of one row. Not thread-safe. A row is a view of the buffer
 * that the item is read from; the next item replaces it.
 */
public final class RowDecoder {
  private final BatchDecoder decoder;

  /**
   * Compiles a decoder.
   *
   * @param schema the columns with their type tags. Without an overflow column, values that fit no column are lost
   */
  public RowDecoder(StructType schema) {
    this(schema, DescribingNames.NONE);
  }

  /**
   * Compiles a decoder.
   *
   * @param schema the columns with their type tags. Without an overflow column, values that fit no column are lost
   * @param describing the names of members that are no attributes of an item
   */
  public RowDecoder(StructType schema, DescribingNames describing) {
    this(new BatchDecoder(schema, describing));
  }

  private RowDecoder(BatchDecoder decoder) {
    this.decoder = decoder;
  }

  /**
   * Compiles a decoder that finds malformed values: those that fit no column, and missing ones where the schema says NOT
   * NULL. Members that the schema does not name are skipped.
   *
   * @param overflows whether a value that fits no column overflows, also if the rows do not have the overflow column;
   *     then it is not malformed
   * @param corrupt the name of the column that receives a malformed item as DynamoDB JSON; null: there is none
   * @param describing the names of members that are no attributes of an item
   */
  public static RowDecoder checking(
      StructType schema, boolean overflows, @Nullable String corrupt, DescribingNames describing) {
    List<String> names = Arrays.asList(schema.fieldNames());
    Overflow overflow = overflows ? new Overflow() : new Misfits();
    return new RowDecoder(new BatchDecoder(schema, describing, overflow, names.indexOf(corrupt)));
  }

  /** Returns the first malformed value of the item decoded last; null if there is none. */
  public @Nullable MalformedValue malformed() {
    return decoder.malformed();
  }

  /** Returns a row for an item that cannot be decoded: its bytes in the corrupt column, nothing else. */
  public InternalRow corrupt(byte[] item) {
    decoder.clear();
    decoder.addCorrupt(item);
    return decoder.row(0);
  }

  /**
   * Decodes the next item, {@code {"name":{"S":"…"},…}}.
   *
   * @throws UnreadableItemException if it is not an item; the cursor is then somewhere inside it
   * @throws WireException if the bytes are not JSON, or contain a duplicate name
   */
  public InternalRow decode(DynamoJsonReader in) {
    decoder.clear();
    decoder.add(in);
    return decoder.row(0);
  }
}
