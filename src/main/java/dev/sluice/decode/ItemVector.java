package dev.sluice.decode;

import dev.sluice.wire.DynamoJsonReader;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.stream.Stream;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarArray;
import org.apache.spark.sql.vectorized.ColumnarMap;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/**
 * The values of one column, or of the elements or members in one. A value is a word of 64 bits. What it means depends on
 * the type:
 *
 * <pre>
 * boolean, whole numbers, dates, times, decimals   the (unscaled) value
 * double, float                                    its bits
 * string, binary                                   a slice of the batch's bytes
 * array, map                                       a slice of the children: elements, or keys and values
 * struct                                           nothing: its members have the same index in the children
 * </pre>
 *
 * <p>One class for all types, so that calls need no dispatch. Grows as needed; the next batch overwrites it.
 */
final class ItemVector extends ColumnVector {
  /** The word of a decimal that has more than 18 digits. */
  private static final long WIDE = Long.MIN_VALUE;

  private static final int MIN_CAPACITY = 4;

  private final BatchBytes bytes;
  private final ItemVector[] children;
  private boolean[] present = {};
  private long[] words = {};
  private @Nullable BigDecimal[] wide = {};
  private int size;

  ItemVector(DataType type, BatchBytes bytes) {
    super(type);
    this.bytes = bytes;
    this.children = types(type).map(of -> new ItemVector(of, bytes)).toArray(ItemVector[]::new);
  }

  private static Stream<DataType> types(DataType type) {
    if (type instanceof ArrayType array) {
      return Stream.of(array.elementType());
    }
    if (type instanceof MapType map) {
      return Stream.of(map.keyType(), map.valueType());
    }
    return type instanceof StructType struct
        ? Arrays.stream(struct.fields()).map(StructField::dataType)
        : Stream.of();
  }

  /** Returns the elements of arrays, the keys (0) and values (1) of maps, or a member of structs. */
  ItemVector child(int ordinal) {
    return children[ordinal];
  }

  /** Returns the number of values, those not null and those null. */
  int size() {
    return size;
  }

  /** Removes all values, also from the children. */
  void clear() {
    size = 0;
    wide = wide.length == 0 ? wide : new BigDecimal[0];
    for (ItemVector child : children) {
      child.clear();
    }
  }

  /** Makes the value at an index null and the last one. */
  void putNull(int index) {
    if (index >= present.length) {
      grow(index + 1);
    }
    present[index] = false;
    // Spark copies arrays of numbers with what stands in place of their nulls, and compares the
    // copies by their bytes
    words[index] = 0;
    size = index + 1;
  }

  private void grow(int min) {
    int capacity = Math.max(MIN_CAPACITY, Math.max(min, 2 * present.length));
    present = Arrays.copyOf(present, capacity);
    words = Arrays.copyOf(words, capacity);
  }

  /** Replaces the null at an index by a word. */
  void put(int index, long word) {
    words[index] = word;
    present[index] = true;
  }

  void put(int index, double value) {
    put(index, Double.doubleToRawLongBits(value));
  }

  void put(int index, float value) {
    put(index, (long) Float.floatToRawIntBits(value));
  }

  /** Replaces the null at an index by a decimal of the column's scale that has more than 18 digits. */
  void putWide(int index, BigDecimal value) {
    if (index >= wide.length) {
      wide = Arrays.copyOf(wide, present.length);
    }
    wide[index] = value;
    put(index, WIDE);
  }

  /** Replaces the null at an index by the reader's current string. Its bytes stay in the page unless it has escapes. */
  void putText(int index, DynamoJsonReader in) {
    put(index, in.escaped() ? bytes.resolve(in) : BatchBytes.slice(in.from(), in.to() - in.from()));
  }

  /** Replaces the null at an index by a copy of text in UTF-8, or of a binary value. */
  void putCopy(int index, byte[] value) {
    putCopy(index, value, value.length);
  }

  /** Replaces the null at an index by a copy of the first bytes of an array. */
  void putCopy(int index, byte[] value, int length) {
    put(index, bytes.copy(value, length));
  }

  @Override
  public boolean isNullAt(int index) {
    return !present[index];
  }

  @Override
  public boolean hasNull() {
    return numNulls() > 0;
  }

  @Override
  public int numNulls() {
    int nulls = 0;
    for (int i = 0; i < size; i++) {
      nulls += present[i] ? 0 : 1;
    }
    return nulls;
  }

  @Override
  public boolean getBoolean(int index) {
    return words[index] != 0;
  }

  @Override
  public byte getByte(int index) {
    return (byte) words[index];
  }

  @Override
  public short getShort(int index) {
    return (short) words[index];
  }

  @Override
  public int getInt(int index) {
    return (int) words[index];
  }

  @Override
  public long getLong(int index) {
    return words[index];
  }

  @Override
  public float getFloat(int index) {
    return Float.intBitsToFloat((int) words[index]);
  }

  @Override
  public double getDouble(int index) {
    return Double.longBitsToDouble(words[index]);
  }

  @Override
  public @Nullable Decimal getDecimal(int index, int precision, int scale) {
    if (!present[index]) {
      return null;
    }
    return words[index] == WIDE
        ? Decimal.apply(wide[index], precision, scale)
        : Decimal.createUnsafe(words[index], precision, scale);
  }

  @Override
  public @Nullable UTF8String getUTF8String(int index) {
    return present[index] ? bytes.text(words[index]) : null;
  }

  @Override
  public byte @Nullable [] getBinary(int index) {
    return present[index] ? bytes.binary(words[index]) : null;
  }

  @Override
  public @Nullable ColumnarArray getArray(int index) {
    long slice = words[index];
    return present[index]
        ? new ColumnarArray(children[0], BatchBytes.offset(slice), BatchBytes.length(slice))
        : null;
  }

  @Override
  public @Nullable ColumnarMap getMap(int index) {
    long slice = words[index];
    return present[index]
        ? new ColumnarMap(
            children[0], children[1], BatchBytes.offset(slice), BatchBytes.length(slice))
        : null;
  }

  @Override
  public ColumnVector getChild(int ordinal) {
    return children[ordinal];
  }

  /** Does nothing: Spark 4 closes the vectors of each batch, and the next batch has the same ones. */
  @Override
  public void close() {}
}
