package dev.sluice.dataset.parquet;

import dev.sluice.dataset.parquet.GroupWriters.Elements;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructType;

/**
 * Compiles the writers of rows for the columns of one row group.
 *
 * @param schema the file's schema, with the columns of {@code rows} in their order
 * @param columns the columns of the row group
 */
record FieldWriters(MessageType schema, ColumnWriteStore columns) {
  /** The place of a field: its path in the file, and how deep in optional fields and lists it is. */
  private record Place(List<String> path, int definition, int repetition) {
    Place below(Type type) {
      List<String> names = new ArrayList<>(path);
      names.add(type.getName());
      boolean repeated = type.isRepetition(Repetition.REPEATED);
      return new Place(
          names,
          definition + (type.isRepetition(Repetition.REQUIRED) ? 0 : 1),
          repetition + (repeated ? 1 : 0));
    }

    String dotted() {
      return String.join(".", path);
    }
  }

  /** Returns the writer of whole rows. */
  GroupWriters.Struct of(StructType rows) {
    return struct(rows, schema, new Place(List.of(), 0, 0));
  }

  private FieldWriter of(DataType type, Type stored, Place parent) {
    Place place = parent.below(stored);
    if (type instanceof StructType struct) {
      return struct(struct, stored, place);
    }
    if (type instanceof ArrayType array) {
      Type list = stored.asGroupType().getType(0);
      return new GroupWriters.Array(
          place.dotted(), place.definition(), elements(array.elementType(), list, 0, place));
    }
    if (type instanceof MapType map) {
      Type entries = stored.asGroupType().getType(0);
      return new GroupWriters.Entries(
          place.dotted(),
          place.definition(),
          elements(map.keyType(), entries, 0, place),
          elements(map.valueType(), entries, 1, place));
    }
    String[] path = place.path().toArray(String[]::new);
    return new ValueWriter(
        place.dotted(),
        place.definition(),
        columns.getColumnWriter(schema.getColumnDescription(path)),
        Transfers.of(type));
  }

  private GroupWriters.Struct struct(StructType struct, Type stored, Place place) {
    FieldWriter[] fields = IntStream.range(0, struct.size())
        .mapToObj(i -> of(struct.apply(i).dataType(), stored.asGroupType().getType(i), place))
        .toArray(FieldWriter[]::new);
    return new GroupWriters.Struct(place.dotted(), place.definition(), fields);
  }

  private Elements elements(DataType type, Type repeated, int index, Place parent) {
    Place place = parent.below(repeated);
    Type element = repeated.asGroupType().getType(index);
    return new Elements(of(type, element, place), place.repetition());
  }
}
