package dev.sluice.source;

import dev.sluice.decode.ColumnMetadata;
import dev.sluice.item.TypeTag;
import dev.sluice.schema.TypeDifference;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Finds the parts of a column to be written whose values come from columns that were read, but with a different
 * DynamoDB type.
 */
final class LostTypes {
  private final List<Lost> found = new ArrayList<>();

  private LostTypes() {}

  /**
   * A part of the column whose type is lost.
   *
   * @param of the name of the column that had the type
   */
  record Lost(TypeDifference difference, String of) {}

  /** Returns all such parts of a column, each with the first origin that had a different type. */
  static List<Lost> in(StructField column, Lineage.Origins origins) {
    LostTypes lost = new LostTypes();
    lost.collect(column, false, origins);
    return lost.found;
  }

  private void collect(StructField field, boolean nested, Lineage.Origins origins) {
    List<List<Lost>> each = origins.parts().stream()
        .filter(origin -> PassedValues.isSame(origin.dataType(), field.dataType()))
        .map(origin -> lost(field, nested, origin))
        .toList();
    if (each.isEmpty()) {
      below(field, origins);
    }
    each.stream().filter(lost -> !lost.isEmpty()).findFirst().ifPresent(found::addAll);
  }

  private static List<Lost> lost(StructField field, boolean nested, StructField origin) {
    return TypeDifference.between(field, origin).stream()
        .map(d ->
            new TypeDifference(d.path(), nested || d.nested(), d.type(), d.becomes(), d.known()))
        .map(d -> new Lost(d, origin.name()))
        .toList();
  }

  private void below(StructField field, Lineage.Origins origins) {
    DataType type = field.dataType();
    if (type instanceof ArrayType array) {
      inner(field, array.elementType(), origins);
    } else if (type instanceof MapType map) {
      inner(field, map.valueType(), origins);
    } else if (type instanceof StructType struct) {
      for (StructField member : struct.fields()) {
        String path = field.name() + "." + member.name();
        collect(
            new StructField(path, member.dataType(), true, member.metadata()),
            true,
            origins.members().getOrDefault(member.name(), origins));
      }
    }
  }

  private void inner(StructField field, DataType type, Lineage.Origins origins) {
    String mark = TypeTag.inner(ColumnMetadata.type(field.metadata()));
    collect(
        new StructField(field.name() + "[]", type, true, ColumnMetadata.of(mark)), true, origins);
  }
}
