package dev.sluice.source;

import dev.sluice.decode.ColumnMetadata;
import dev.sluice.schema.TypeDifference;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Where a column to be written has values of columns that were read, and another DynamoDB type than they had.
 */
final class LostTypes {
  private final List<Lost> found = new ArrayList<>();

  private LostTypes() {}

  /**
   * A place in the column where a type is lost.
   *
   * @param of the name of the column that had it
   */
  record Lost(TypeDifference difference, String of) {}

  /** All places of a column; of each the first origin that had another type. */
  static List<Lost> in(StructField column, Lineage.Origins origins) {
    LostTypes lost = new LostTypes();
    lost.collect(column, false, origins);
    return lost.found;
  }

  private void collect(StructField place, boolean nested, Lineage.Origins origins) {
    List<List<Lost>> each = origins.parts().stream()
        .filter(origin -> PassedValues.isSame(origin.dataType(), place.dataType()))
        .map(origin -> lost(place, nested, origin))
        .toList();
    if (each.isEmpty()) {
      below(place, origins);
    }
    each.stream().filter(lost -> !lost.isEmpty()).findFirst().ifPresent(found::addAll);
  }

  private static List<Lost> lost(StructField place, boolean nested, StructField origin) {
    return TypeDifference.between(place, origin).stream()
        .map(d ->
            new TypeDifference(d.path(), nested || d.nested(), d.type(), d.becomes(), d.known()))
        .map(d -> new Lost(d, origin.name()))
        .toList();
  }

  private void below(StructField place, Lineage.Origins origins) {
    DataType type = place.dataType();
    if (type instanceof ArrayType array) {
      inner(place, array.elementType(), origins);
    } else if (type instanceof MapType map) {
      inner(place, map.valueType(), origins);
    } else if (type instanceof StructType struct) {
      for (StructField field : struct.fields()) {
        String path = place.name() + "." + field.name();
        collect(
            new StructField(path, field.dataType(), true, field.metadata()),
            true,
            origins.members().getOrDefault(field.name(), origins));
      }
    }
  }

  private void inner(StructField place, DataType type, Lineage.Origins origins) {
    String mark = ColumnMetadata.inner(ColumnMetadata.type(place.metadata()));
    collect(
        new StructField(place.name() + "[]", type, true, ColumnMetadata.of(mark)), true, origins);
  }
}
