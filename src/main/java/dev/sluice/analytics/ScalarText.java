package dev.sluice.analytics;

import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import dev.sluice.item.NumberGrammar;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * An attribute as one text that serves as a name or a value to compare. Empty text, NULL, and types other than text,
 * number and boolean count as missing: the column is null there. Paths are as in {@link Attribute#column}.
 */
public final class ScalarText {
  private static final Set<String> TYPES = Set.of("S", "N", "BOOL");

  private ScalarText() {}

  /** Returns a name: text as it is ({@code 1.10} is not {@code 1.1}), numbers without trailing zeros. */
  public static Column name(StructType schema, String path) {
    UDF2<@Nullable String, @Nullable String, @Nullable String> name = ScalarText::name;
    Column attribute = Attribute.column(schema, path);
    return udf(name, DataTypes.StringType)
        .apply(attribute.getField("type"), attribute.getField("text"));
  }

  /** Returns a value to compare: the same text, with its type, as {@code struct<type, text>}. */
  public static Column typed(StructType schema, String path) {
    Column text = name(schema, path);
    Column type = Attribute.column(schema, path).getField("type");
    return when(text.isNotNull(), struct(type.as("type"), text.as("text")));
  }

  /** Returns the type of an attribute that is no single value; null for all others and for items without it. */
  public static Column unusable(StructType schema, String path) {
    Column type = Attribute.column(schema, path).getField("type");
    return when(type.isin(EventQuality.UNUSABLE_TYPES.toArray()), type);
  }

  static @Nullable String name(@Nullable String type, @Nullable String text) {
    if (type == null || text == null || text.isEmpty() || !TYPES.contains(type)) {
      return null;
    }
    return type.equals("N") ? NumberGrammar.canonical(text) : text;
  }
}
