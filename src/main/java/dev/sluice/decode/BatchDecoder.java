package dev.sluice.decode;

import dev.sluice.item.OverflowColumn;
import dev.sluice.wire.DescribingNames;
import dev.sluice.wire.DynamoJsonReader;
import dev.sluice.wire.UnreadableItemException;
import dev.sluice.wire.WireException;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import org.jspecify.annotations.Nullable;

/**
 * Decodes items of one page into the columns of a batch. The batch is a view of the page's buffer: it remains valid
 * until {@link #clear}, and not longer than the buffer. Not thread-safe.
 */
public final class BatchDecoder {
  private final BatchBytes bytes = new BatchBytes();
  private final ItemVector[] columns;
  private final ColumnarBatch batch;
  private final Fields fields;
  private final DescribingNames describing;
  /** The columns that are not attributes. */
  private final ItemVector[] others;

  private final Overflow overflow;
  private final @Nullable ItemVector overflowColumn;
  private final @Nullable ItemVector itemColumn;
  private final @Nullable ItemVector corruptColumn;
  private final ItemMetadataReader metadata;
  private int rows;

  /**
   * Compiles a decoder.
   *
   * @param schema the columns with their type tags. Without an overflow column, values that fit no column are lost
   */
  public BatchDecoder(StructType schema) {
    this(schema, DescribingNames.NONE);
  }

  /**
   * Compiles a decoder.
   *
   * @param schema the columns with their type tags. Without an overflow column, values that fit no column are lost
   * @param describing the names of members that are no attributes of an item
   */
  public BatchDecoder(StructType schema, DescribingNames describing) {
    this(schema, describing, new Overflow(), -1);
  }

  /** @param corruptAt the ordinal of the column for malformed items; −1: there is none */
  BatchDecoder(StructType schema, DescribingNames describing, Overflow overflow, int corruptAt) {
    this.columns = Arrays.stream(schema.fields())
        .map(field -> new ItemVector(field.dataType(), bytes))
        .toArray(ItemVector[]::new);
    this.batch = new ColumnarBatch(columns);
    int[] attributes = IntStream.range(0, columns.length)
        .filter(i -> i != corruptAt && isAttribute(schema, i))
        .toArray();
    this.describing = describing;
    this.fields = Decoders.columns(schema, attributes, columns, describing);
    this.others = IntStream.range(0, columns.length)
        .filter(i -> i == corruptAt || !isAttribute(schema, i))
        .mapToObj(i -> columns[i])
        .toArray(ItemVector[]::new);
    this.overflow = overflow;
    this.overflowColumn = column(Arrays.asList(schema.fieldNames()).indexOf(OverflowColumn.NAME));
    this.itemColumn = column(
        Arrays.stream(schema.fields()).map(ColumnMetadata::isItem).toList().indexOf(true));
    this.corruptColumn = column(corruptAt);
    this.metadata = new ItemMetadataReader(schema, columns, describing);
  }

  private static boolean isAttribute(StructType schema, int ordinal) {
    return ColumnMetadata.isAttribute(schema.apply(ordinal))
        && ItemMetadata.of(schema.apply(ordinal)).isEmpty();
  }

  private @Nullable ItemVector column(int ordinal) {
    return ordinal < 0 ? null : columns[ordinal];
  }

  /** Removes all rows. */
  public void clear() {
    rows = 0;
    bytes.clear();
    for (ItemVector column : columns) {
      column.clear();
    }
  }

  /** Returns the number of rows. */
  public int rows() {
    return rows;
  }

  /**
   * Decodes the next item, {@code {"name":{"S":"…"},…}}, into another row.
   *
   * @throws UnreadableItemException if it is not an item; the cursor is then somewhere inside it, and there is no row
   * @throws WireException if the bytes are not JSON, or contain a duplicate name
   */
  public void add(DynamoJsonReader in) {
    begin(in.buffer());
    overflow.clear();
    int start = in.position();
    if (fields.size() > 0 || overflowColumn != null) {
      fields.read(in, overflow, rows);
    } else {
      ItemCheck.item(in, describing);
    }
    if (overflowColumn != null) {
      overflow.store(overflowColumn, rows);
    }
    long item = BatchBytes.slice(start, in.position() - start);
    if (corruptColumn != null && overflow.malformed() != null) {
      corruptColumn.put(rows, item);
    }
    if (itemColumn != null) {
      itemColumn.put(rows, item);
    }
    metadata.read(in, start, rows);
    rows++;
  }

  private void begin(byte[] page) {
    bytes.page(page);
    for (ItemVector column : others) {
      column.putNull(rows);
    }
  }

  /** Returns the first malformed value of the item decoded last; null if there is none. */
  @Nullable
  MalformedValue malformed() {
    return overflow.malformed();
  }

  /** Adds a row for an item that cannot be decoded: its bytes in the column for malformed items, nothing else. */
  void addCorrupt(byte[] item) {
    for (ItemVector column : columns) {
      column.putNull(rows);
    }
    if (corruptColumn != null) {
      corruptColumn.putCopy(rows, item);
    }
    rows++;
  }

  /** Removes the row added last. */
  public void removeLast() {
    rows--;
  }

  /** Returns a view of a row, which remains valid until the next one is requested. */
  public InternalRow row(int index) {
    return batch().getRow(index);
  }

  /** Returns the rows. */
  public ColumnarBatch batch() {
    batch.setNumRows(rows);
    return batch;
  }
}
