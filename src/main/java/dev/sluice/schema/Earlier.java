package dev.sluice.schema;

import dev.sluice.decode.ColumnMetadata;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The columns of an earlier snapshot, which the next one continues. Types become wider if values need it, never
 * narrower.
 *
 * @param columns attributes only
 * @param seen JSON Pointers at which values were seen. If no element of an array was seen, the type of its elements is
 *     a guess
 */
public record Earlier(StructType columns, Set<String> seen) {
  /** No earlier snapshot. */
  public static final Earlier NONE = new Earlier(new StructType(), Set.of());

  public Earlier {
    seen = Set.copyOf(seen);
  }

  /** Returns the attributes among a snapshot's columns. */
  public static Earlier of(StructType columns, Set<String> seen) {
    StructField[] attributes = Arrays.stream(columns.fields())
        .filter(ColumnMetadata::isAttribute)
        .toArray(StructField[]::new);
    return new Earlier(new StructType(attributes), seen);
  }

  static Optional<StructField> field(StructType struct, String name) {
    return Arrays.stream(struct.fields()).filter(f -> f.name().equals(name)).findFirst();
  }
}
