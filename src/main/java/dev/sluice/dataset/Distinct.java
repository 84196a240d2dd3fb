package dev.sluice.dataset;

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
 * Which columns hold hardly the same value twice: ids, times, long texts. Parquet would fill a dictionary for each,
 * find that it does not pay, and start over; without one they take a fifth less of a writer's time and no more bytes.
 */
final class Distinct {
  private static final double SHARE = 0.9;

  /** Of fewer values nothing can be said. */
  private static final int FEWEST = 50;

  private final List<String> columns = new ArrayList<>();

  private Distinct() {}

  /** The columns, nested ones by their dotted path, of which the rows show it. */
  static List<String> columns(List<InternalRow> rows, StructType schema) {
    Distinct distinct = new Distinct();
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
        && present.size() >= FEWEST
        && distinct(type, ordinal, present) >= SHARE * present.size()) {
      columns.add(path);
    }
  }

  private static int distinct(DataType type, int ordinal, List<InternalRow> rows) {
    Set<Object> values = new HashSet<>();
    rows.forEach(row -> values.add(row.get(ordinal, type)));
    return values.size();
  }
}
