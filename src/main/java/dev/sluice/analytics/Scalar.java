package dev.sluice.analytics;

import static org.apache.spark.sql.functions.udf;

import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * An attribute as one text to name or compare by. Empty text, NULL, and whatever is neither text, number nor boolean
 * counts as missing: the column is null there. Paths are as in {@link Attribute#column}.
 */
public final class Scalar {
  private static final Set<String> TYPES = Set.of("S", "N", "BOOL");

  private Scalar() {}

  /** A name: text as it is ({@code 1.10} is not {@code 1.1}), numbers zero-trimmed. */
  public static Column name(StructType schema, String path) {
    return text(schema, path, Scalar::name);
  }

  /** A value: numbers zero-trimmed, and text in DynamoDB's number grammar too ({@code 5.0} is {@code 5}). */
  public static Column value(StructType schema, String path) {
    return text(schema, path, Scalar::value);
  }

  private static Column text(
      StructType schema,
      String path,
      UDF2<@Nullable String, @Nullable String, @Nullable String> reading) {
    Column attribute = Attribute.column(schema, path);
    return udf(reading, DataTypes.StringType)
        .apply(attribute.getField("type"), attribute.getField("text"));
  }

  static @Nullable String name(@Nullable String type, @Nullable String text) {
    return "N".equals(type) ? value(type, text) : scalar(type, text);
  }

  static @Nullable String value(@Nullable String type, @Nullable String text) {
    String scalar = scalar(type, text);
    return scalar == null ? null : NumberText.canonical(scalar);
  }

  private static @Nullable String scalar(@Nullable String type, @Nullable String text) {
    boolean usable = type != null && TYPES.contains(type) && text != null && !text.isEmpty();
    return usable ? text : null;
  }
}
