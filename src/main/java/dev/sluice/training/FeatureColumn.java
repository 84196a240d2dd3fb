package dev.sluice.training;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import dev.sluice.analytics.Attribute;
import dev.sluice.decode.OverflowWithin;
import dev.sluice.item.OverflowColumn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Makes a column of the value that an item has at a path, wherever the snapshot keeps it. Its type is {@code
 * struct<type, text, depth, overflow>}:
 *
 * <ul>
 *   <li>the DynamoDB type and the text, as in {@link Attribute}
 *   <li>the number of names that lead to the text; the other names are a path into the JSON in that text
 *   <li>for a list, the elements that its column could not hold: JSON, JSON Pointer → DynamoDB JSON
 * </ul>
 */
final class FeatureColumn {
  /** The type of the struct. */
  static final StructType TYPE = new StructType()
      .add("type", DataTypes.StringType)
      .add("text", DataTypes.StringType)
      .add("depth", DataTypes.IntegerType, false)
      .add("overflow", DataTypes.StringType);

  private FeatureColumn() {}

  /** Returns the names of a path, provided that none of them contains a dot. */
  static List<String> names(String path) {
    return Arrays.asList(path.split("\\.", -1));
  }

  /** Returns the column of the value at these names. */
  static Column column(StructType schema, List<String> names, boolean list) {
    Column overflow = list ? overflow(schema, names) : lit(null).cast(DataTypes.StringType);
    List<Column> found = new ArrayList<>();
    Column value = Attribute.stored(schema, names);
    found.add(found(value, names.size(), overflow, value.isNotNull()));
    for (int depth = names.size() - 1; depth > 0; depth--) {
      Column outer = Attribute.stored(schema, names.subList(0, depth));
      // a map without this key has no text to read
      found.add(found(outer, depth, overflow, outer.getField("type").notEqual("M")));
    }
    return coalesce(found.toArray(Column[]::new));
  }

  /** Returns the column of a value joined from another table, such as a label. */
  static Column joined(Column value) {
    return when(
        value.isNotNull(),
        struct(
            value.getField("type").as("type"),
            value.getField("text").as("text"),
            lit(1).as("depth"),
            lit(null).cast(DataTypes.StringType).as("overflow")));
  }

  private static Column found(Column value, int depth, Column overflow, Column wanted) {
    return when(
        wanted,
        struct(
            value.getField("type").as("type"),
            value.getField("text").as("text"),
            lit(depth).as("depth"),
            overflow.as("overflow")));
  }

  private static Column overflow(StructType schema, List<String> names) {
    if (!schema.getFieldIndex(OverflowColumn.NAME).isDefined()) {
      return lit(null).cast(DataTypes.StringType);
    }
    return OverflowWithin.column(List.of(names));
  }
}
