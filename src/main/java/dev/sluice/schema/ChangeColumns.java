package dev.sluice.schema;

import dev.sluice.change.ChangeColumn;
import dev.sluice.decode.ColumnMetadata;
import dev.sluice.item.OverflowColumn;
import dev.sluice.sql.SqlNames;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The columns of changes, made of those of the items that were changed. */
public final class ChangeColumns {
  private ChangeColumns() {}

  /**
   * Returns the columns of the items, those of {@link ChangeColumn} and the overflow. An attribute that has the name of
   * one of them is in the overflow, and so is one whose name differs only by case, unless Spark tells case.
   *
   * @param items the columns of items, with type tags
   */
  public static StructType of(StructType items) {
    StructField[] attributes = attributes(items);
    Stream<StructField> besides = Arrays.stream(ChangeColumn.values())
        .map(column -> type(column, attributes).column(column.column(), true));
    return new StructType(
        Stream.of(Arrays.stream(attributes), besides, Stream.of(ColumnMetadata.overflow()))
            .flatMap(fields -> fields)
            .toArray(StructField[]::new));
  }

  private static TaggedType type(ChangeColumn column, StructField[] attributes) {
    return switch (column) {
      case CHANGE, SEQUENCE, CHANGED_BY -> TaggedType.TEXT;
      case CHANGED_AT -> new TaggedType(DataTypes.TimestampType, "S");
      case OLD -> TaggedType.struct(new StructType(attributes));
    };
  }

  private static StructField[] attributes(StructType items) {
    List<String> reserved = Arrays.stream(ChangeColumn.values())
        .map(column -> SqlNames.folded(column.column()))
        .toList();
    return Arrays.stream(items.fields())
        .filter(field -> !field.name().equals(OverflowColumn.NAME))
        .filter(field -> !reserved.contains(SqlNames.folded(field.name())))
        .toArray(StructField[]::new);
  }
}
