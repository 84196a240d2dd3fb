package dev.sluice.schema;

import dev.sluice.item.JsonPointer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Counts how often each DynamoDB type, including explicit NULLs, occurs in the sample: for every attribute, and for the
 * values inside attributes that have a column. Paths are JSON Pointers, as in the overflow. {@code *} stands for any
 * element of a list or any key of a map column: {@code /metrics/f1}, {@code /messages/*}.
 */
public final class SeenTypes {
  /** Any element or key. */
  public static final String ANY = "*";

  private final Map<String, Map<String, Long>> counts = new LinkedHashMap<>();
  private final List<String> path = new ArrayList<>();

  private SeenTypes() {}

  /** Returns pointer → type → count. A declared attribute that does not occur in the sample has no entry. */
  public static Map<String, Map<String, Long>> of(
      StructType schema, Map<String, TypeTally> attributes) {
    SeenTypes types = new SeenTypes();
    types.fields(schema, attributes);
    attributes.forEach((name, tally) -> types.at(name, () -> types.count(tally)));
    return types.counts;
  }

  private void fields(StructType struct, Map<String, TypeTally> members) {
    for (StructField field : struct.fields()) {
      TypeTally tally = members.get(field.name());
      if (tally != null) {
        at(field.name(), () -> value(field.dataType(), tally));
      }
    }
  }

  private void value(DataType type, TypeTally tally) {
    count(tally);
    if (type instanceof StructType struct) {
      fields(struct, tally.members());
    } else if (type instanceof MapType map) {
      at(ANY, () -> value(map.valueType(), tally.values()));
    } else if (type instanceof ArrayType array && tally.elements().count() > 0) {
      at(ANY, () -> value(array.elementType(), tally.elements()));
    }
  }

  private void at(String name, Runnable visit) {
    path.add(name);
    visit.run();
    path.remove(path.size() - 1);
  }

  private void count(TypeTally tally) {
    Map<String, Long> types = new LinkedHashMap<>();
    tally.seen().forEach((type, n) -> types.put(type.name(), n));
    counts.put(JsonPointer.of(path), types);
  }
}
