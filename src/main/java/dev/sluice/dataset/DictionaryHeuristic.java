package dev.sluice.dataset;

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
 * Which columns hold so many different values that a dictionary cannot pay: ids, times, long texts. Parquet would fill
 * one for each, find that out, and start over; without it they take a fifth less of a writer's time and no more bytes.
 */
final class DictionaryHeuristic {
  /** A dictionary page of parquet-hadoop, beyond which it gives up. */
  private static final int MAX_DICTIONARY_BYTES = 1 << 20;

  /** Of fewer values nothing can be said. */
  private static final int MIN_VALUES = 50;

  private final List<String> columns = new ArrayList<>();

  private DictionaryHeuristic() {}

  /** The columns, nested ones by their dotted path, of which the rows show it. */
  static List<String> columns(List<InternalRow> rows, StructType schema) {
    DictionaryHeuristic distinct = new DictionaryHeuristic();
    distinct.addOf(schema, "", rows);
    return distinct.columns;
  }

  private void addOf(StructType struct, String prefix, List<InternalRow> rows) {
    for (int i = 0; i < struct.size(); i++) {
      StructField field = struct.apply(i);
      // parquet-hadoop would take a dot in a name for a step down.
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
   * What a dictionary of all the column's values would take. How many there are is told by how often two of the rows meet,
   * as with birthdays: of D values, n(n-1)/2D pairs do.
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
