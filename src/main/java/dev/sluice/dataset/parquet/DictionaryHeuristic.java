package dev.sluice.dataset.parquet;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Finds columns with so many different values that a dictionary cannot pay off, such as ids, times and long texts.
 * Parquet would fill a dictionary for each, give it up and start over. Without dictionaries a writer needs a fifth less
 * time and no more bytes.
 */
public final class DictionaryHeuristic {
  /** The size of a dictionary page at which parquet-hadoop gives up, in bytes. */
  private static final int MAX_DICTIONARY_BYTES = 1 << 20;

  /** The smallest number of values from which a conclusion is drawn. */
  private static final int MIN_VALUES = 50;

  private final List<String> columns = new ArrayList<>();

  private DictionaryHeuristic() {}

  /** Returns such columns as judged by these rows. Nested columns are named by their dotted path. */
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
        add(field.dataType(), i, prefix + field.name(), rows);
      }
    }
  }

  private void add(DataType type, int ordinal, String path, List<InternalRow> rows) {
    List<InternalRow> present = rows.stream().filter(r -> !r.isNullAt(ordinal)).toList();
    if (type instanceof StructType struct) {
      List<InternalRow> inner =
          present.stream().map(r -> r.getStruct(ordinal, struct.size())).toList();
      addOf(struct, path + ".", inner);
    } else if (!(type instanceof ArrayType || type instanceof MapType)
        && present.size() >= MIN_VALUES
        && dictionaryBytes(type, ordinal, present) > MAX_DICTIONARY_BYTES) {
      columns.add(path);
    }
  }

  /**
   * Estimates the bytes of a dictionary of all the column's values. The number D of different values is estimated from
   * pairs of rows with equal values, as in the birthday problem: of n rows about n(n-1)/2D pairs are equal.
   */
  private static double dictionaryBytes(DataType type, int ordinal, List<InternalRow> rows) {
    Set<Object> values = new HashSet<>();
    long bytes = 0;
    for (InternalRow row : rows) {
      Object value = row.get(ordinal, type);
      if (values.add(value instanceof byte[] binary ? ByteBuffer.wrap(binary) : value)) {
        bytes += Integer.BYTES + ValueBytes.of(value, type);
      }
    }
    double pairs = rows.size() * (rows.size() - 1.0) / 2;
    double different = pairs / (rows.size() - values.size());
    return different * bytes / values.size();
  }
}
