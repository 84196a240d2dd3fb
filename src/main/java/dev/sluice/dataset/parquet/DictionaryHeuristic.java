package dev.sluice.dataset.parquet;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.parquet.column.ParquetProperties;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.MapData;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Finds columns with so many different values that Parquet itself would give up a dictionary, such as ids, times and long
 * texts, also within structs, arrays and maps. Parquet fills a dictionary for each, gives it up after the first page if it
 * does not pay, and starts over. Without dictionaries a writer needs up to a fifth less time, and files are as large.
 *
 * <p>The number of different values is estimated low: rather a dictionary that is given up than a file that is larger for
 * want of one. So a column of which only a few hundred values are known keeps it, unless these are small and all differ.
 */
public final class DictionaryHeuristic {
  /** The size of a page, in bytes before it is encoded. */
  private static final int PAGE_BYTES = ParquetProperties.DEFAULT_PAGE_SIZE;

  /** The largest number of rows of a page. */
  static final int PAGE_ROWS = ParquetProperties.DEFAULT_PAGE_ROW_COUNT_LIMIT;

  /** The size of a value of fixed length, in bytes. Parquet has shorter ones, for which a dictionary pays less. */
  private static final int FIXED_BYTES = 8;

  /** The smallest number of values from which a conclusion is drawn. */
  private static final int MIN_VALUES = 50;

  /** The smallest number of arrays or maps from whose elements a conclusion is drawn. */
  private static final int MIN_ARRAYS = 10;

  /**
   * The largest number of elements that are examined of one array. Its elements may differ from each other and still
   * come again in every row.
   */
  private static final int MAX_OF_ARRAY = 100;

  private final List<String> columns = new ArrayList<>();

  private DictionaryHeuristic() {}

  /** Returns such columns as judged by these rows. Nested columns are named by their dotted path in the file. */
  public static List<String> columns(List<InternalRow> rows, StructType schema) {
    DictionaryHeuristic distinct = new DictionaryHeuristic();
    distinct.addOf(schema, "", rows, PAGE_ROWS);
    return distinct.columns;
  }

  private void addOf(StructType struct, String prefix, List<InternalRow> rows, int pageRows) {
    for (int i = 0; i < struct.size(); i++) {
      StructField field = struct.apply(i);
      // parquet-hadoop reads a dot in a name as a nested field
      if (!field.name().contains(".")) {
        add(field.dataType(), prefix + field.name(), values(rows, i, field.dataType()), pageRows);
      }
    }
  }

  private static List<Object> values(List<InternalRow> rows, int ordinal, DataType type) {
    List<Object> values = new ArrayList<>();
    for (InternalRow row : rows) {
      if (!row.isNullAt(ordinal)) {
        values.add(row.get(ordinal, type));
      }
    }
    return values;
  }

  /**
   * Examines a column's values, none of which is null.
   *
   * @param pageValues the largest number of values of a page, if its bytes do not limit it
   */
  private void add(DataType type, String path, List<Object> values, int pageValues) {
    if (type instanceof StructType struct) {
      addOf(struct, path + ".", values.stream().map(InternalRow.class::cast).toList(), pageValues);
    } else if (type instanceof ArrayType array) {
      List<ArrayData> arrays = values.stream().map(ArrayData.class::cast).toList();
      addElements(array.elementType(), path + ".list.element", arrays);
    } else if (type instanceof MapType map) {
      List<MapData> maps = values.stream().map(MapData.class::cast).toList();
      addElements(
          map.keyType(),
          path + ".key_value.key",
          maps.stream().map(MapData::keyArray).toList());
      addElements(
          map.valueType(),
          path + ".key_value.value",
          maps.stream().map(MapData::valueArray).toList());
    } else if (values.size() >= MIN_VALUES && isGivenUp(type, values, pageValues)) {
      columns.add(path);
    }
  }

  /** Examines elements, of which a page may have many more than rows. */
  private void addElements(DataType type, String path, List<ArrayData> arrays) {
    add(type, path, elements(arrays, type), Integer.MAX_VALUE);
  }

  private static List<Object> elements(List<ArrayData> arrays, DataType type) {
    List<Object> elements = new ArrayList<>();
    if (arrays.size() < MIN_ARRAYS) {
      return elements;
    }
    for (ArrayData array : arrays) {
      int size = Math.min(array.numElements(), MAX_OF_ARRAY);
      for (int i = 0; i < size; i++) {
        if (!array.isNullAt(i)) {
          elements.add(array.get(i, type));
        }
      }
    }
    return elements;
  }

  /**
   * Returns whether the first page and its dictionary would be as large as the page without a dictionary. Then Parquet
   * gives it up.
   */
  private static boolean isGivenUp(DataType type, List<Object> values, int pageValues) {
    Set<Object> different = new HashSet<>();
    long bytes = 0;
    for (Object value : values) {
      boolean binary = value instanceof byte[];
      if (different.add(binary ? ByteBuffer.wrap((byte[]) value) : value)) {
        boolean text = binary || value instanceof UTF8String;
        bytes += text ? Integer.BYTES + ValueBytes.of(value, type) : FIXED_BYTES;
      }
    }
    double each = (double) bytes / different.size();
    double page = Math.min(pageValues, Math.ceil(PAGE_BYTES / each));
    double entries = entries(page, leastDifferent(values.size(), different.size()));
    double bits = Math.ceil(Math.log(entries) / Math.log(2));
    return entries * each + page * bits / Byte.SIZE >= page * each;
  }

  /** Returns the expected number of different values among some that are drawn from {@code different} ones. */
  private static double entries(double drawn, double different) {
    return -different * Math.expm1(-drawn / different);
  }

  /**
   * Estimates the number D of different values in the column from below. As in the birthday problem, of n values drawn
   * about n(n-1)/2D come again. Of a number that is counted, two standard deviations and three more are rarely missed.
   */
  private static double leastDifferent(int drawn, int different) {
    double again = drawn - different;
    return drawn * (drawn - 1.0) / 2 / (again + 2 * Math.sqrt(again) + 3);
  }
}
