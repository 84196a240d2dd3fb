package dev.sluice.training;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import dev.sluice.analytics.Attribute;
import dev.sluice.decode.ColumnMetadata;
import dev.sluice.decode.OverflowWithin;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * What an item has at a path, wherever it is kept, as {@code struct<type, text, depth, beside>}: DynamoDB's type and the
 * text as {@link Attribute} gives them; how many names of the path led there, the rest being a path into the JSON that
 * the text is; and, of a list, what of its elements its column could not hold ({@code JSON Pointer → DynamoDB JSON}, as
 * JSON).
 */
final class FeatureColumn {
  /** Of a value read from anywhere. */
  static final StructType TYPE = new StructType()
      .add("type", DataTypes.StringType)
      .add("text", DataTypes.StringType)
      .add("depth", DataTypes.IntegerType, false)
      .add("beside", DataTypes.StringType);

  private FeatureColumn() {}

  /** The names that a path says, if none of them has dots. */
  static List<String> names(String path) {
    return Arrays.asList(path.split("\\.", -1));
  }

  /** The column of what names lead to. */
  static Column column(StructType schema, List<String> names, boolean list) {
    Column beside = list ? beside(schema, names) : lit(null).cast(DataTypes.StringType);
    List<Column> places = new ArrayList<>();
    Column value = Attribute.stored(schema, names);
    places.add(place(value, names.size(), beside, value.isNotNull()));
    for (int depth = names.size() - 1; depth > 0; depth--) {
      Column outer = Attribute.stored(schema, names.subList(0, depth));
      // a map that has no such key holds nothing to read
      places.add(place(outer, depth, beside, outer.getField("type").notEqual("M")));
    }
    return coalesce(places.toArray(Column[]::new));
  }

  /** A value of another table, such as a label. */
  static Column joined(Column value) {
    return when(
        value.isNotNull(),
        struct(
            value.getField("type").as("type"),
            value.getField("text").as("text"),
            lit(1).as("depth"),
            lit(null).cast(DataTypes.StringType).as("beside")));
  }

  private static Column place(Column value, int depth, Column beside, Column wanted) {
    return when(
        wanted,
        struct(
            value.getField("type").as("type"),
            value.getField("text").as("text"),
            lit(depth).as("depth"),
            beside.as("beside")));
  }

  private static Column beside(StructType schema, List<String> names) {
    if (!schema.getFieldIndex(ColumnMetadata.OVERFLOW).isDefined()) {
      return lit(null).cast(DataTypes.StringType);
    }
    return OverflowWithin.column(List.of(names));
  }
}
