package dev.sluice.dataset.parquet;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.MapData;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Finds columns with so many different values that a dictionary cannot pay off, such as ids, times and long texts, also
 * within structs, arrays and maps. Parquet would fill a dictionary for each, give it up and start over. Without
 * dictionaries a writer needs up to a fifth less time. Files stay as large where Parquet would have given up; where the
 * values of one file alone would have fitted into a dictionary and come again, they are larger.
 */
public final class DictionaryHeuristic {
  /** The size of a dictionary page at which parquet-hadoop gives up, in bytes. */
  private static final int MAX_DICTIONARY_BYTES = 1 << 20;

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
    distinct.addOf(schema, "", rows);
    return distinct.columns;
  }

  private void addOf(StructType struct, String prefix, List<InternalRow> rows) {
    for (int i = 0; i < struct.size(); i++) {
      StructField field = struct.apply(i);
      // parquet-hadoop reads a dot in a name as a nested field
      if (!field.name().contains(".")) {
        add(field.dataType(), prefix + field.name(), values(rows, i, field.dataType()));
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

  /** Examines a column's values, none of which is null. */
  private void add(DataType type, String path, List<Object> values) {
    if (type instanceof StructType struct) {
      addOf(struct, path + ".", values.stream().map(InternalRow.class::cast).toList());
    } else if (type instanceof ArrayType array) {
      List<ArrayData> arrays = values.stream().map(ArrayData.class::cast).toList();
      add(array.elementType(), path + ".list.element", elements(arrays, array.elementType()));
    } else if (type instanceof MapType map) {
      List<MapData> maps = values.stream().map(MapData.class::cast).toList();
      List<ArrayData> keys = maps.stream().map(MapData::keyArray).toList();
      List<ArrayData> entries = maps.stream().map(MapData::valueArray).toList();
      add(map.keyType(), path + ".key_value.key", elements(keys, map.keyType()));
      add(map.valueType(), path + ".key_value.value", elements(entries, map.valueType()));
    } else if (values.size() >= MIN_VALUES
        && dictionaryBytes(type, values) > MAX_DICTIONARY_BYTES) {
      columns.add(path);
    }
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
   * Estimates the bytes of a dictionary of all the column's values. The number D of different values is estimated from
   * pairs of equal values, as in the birthday problem: of n values about n(n-1)/2D pairs are equal.
   */
  private static double dictionaryBytes(DataType type, List<Object> values) {
    Set<Object> different = new HashSet<>();
    long bytes = 0;
    for (Object value : values) {
      if (different.add(value instanceof byte[] binary ? ByteBuffer.wrap(binary) : value)) {
        bytes += Integer.BYTES + ValueBytes.of(value, type);
      }
    }
    double pairs = values.size() * (values.size() - 1.0) / 2;
    double estimate = pairs / (values.size() - different.size());
    return estimate * bytes / different.size();
  }
}
