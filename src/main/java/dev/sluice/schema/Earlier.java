package dev.sluice.schema;

import dev.sluice.decode.ColumnMetadata;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Columns that an earlier snapshot had, which go on: a type becomes wider where values demand it, and never narrower.
 *
 * @param columns attributes only
 * @param places JSON Pointers of where values were seen; of an array without one its elements' type is only a guess
 */
public record Earlier(StructType columns, Set<String> places) {
  /** There was none. */
  public static final Earlier NONE = new Earlier(new StructType(), Set.of());

  public Earlier {
    places = Set.copyOf(places);
  }

  /** Of a snapshot's columns, without those that are no attributes. */
  public static Earlier of(StructType columns, Set<String> places) {
    StructField[] attributes = Arrays.stream(columns.fields())
        .filter(field -> !field.name().equals(ColumnMetadata.OVERFLOW))
        .filter(field ->
            !ColumnMetadata.isItem(field) && ColumnMetadata.derivedFrom(field).isEmpty())
        .toArray(StructField[]::new);
    return new Earlier(new StructType(attributes), places);
  }

  static Optional<StructField> field(StructType struct, String name) {
    return Arrays.stream(struct.fields()).filter(f -> f.name().equals(name)).findFirst();
  }
}
