package dev.sluice.pushdown;

import dev.sluice.decode.ColumnMetadata;
import dev.sluice.item.EpochUnit;
import dev.sluice.item.OverflowColumn;
import dev.sluice.scan.Expression;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A column, or a field of a struct, and the DynamoDB values that it holds.
 *
 * @param tag the DynamoDB type tag; values of other types are null here
 * @param unit the unit of numbers that are timestamps; null: the numbers are the values
 */
record Column(
    Path path, DataType type, String tag, @Nullable EpochUnit unit) {
  /** DynamoDB's limit on the elements of a path. */
  private static final int DEEPEST = 32;

  /** Returns the column of these names; empty if there is none, or DynamoDB cannot evaluate it. */
  static Optional<Column> of(StructType schema, String[] names) {
    if (names.length == 0 || names.length > DEEPEST || names[0].equals(OverflowColumn.NAME)) {
      return Optional.empty();
    }
    return field(schema, names).flatMap(field -> tag(field)
        .map(tag -> new Column(
            new Path(List.of(names)),
            field.dataType(),
            tag,
            EpochUnit.of(ColumnMetadata.type(field.metadata())).orElse(null))));
  }

  private static Optional<StructField> field(StructType schema, String[] names) {
    Optional<StructField> field = field(schema, names[0]);
    for (int i = 1; i < names.length; i++) {
      String name = names[i];
      field = field.flatMap(
          f -> f.dataType() instanceof StructType struct ? field(struct, name) : Optional.empty());
    }
    return field;
  }

  private static Optional<StructField> field(StructType struct, String name) {
    return Arrays.stream(struct.fields())
        .filter(f -> f.name().equals(name) && isAllowed(name))
        .findFirst();
  }

  private static boolean isAllowed(String name) {
    return !name.isEmpty()
        && name.getBytes(StandardCharsets.UTF_8).length <= Expression.MAX_NAME_BYTES;
  }

  /** Returns the type tag that the decoder uses; empty if there is none. */
  static Optional<String> tag(StructField field) {
    String mark = ColumnMetadata.type(field.metadata());
    DataType type = field.dataType();
    if (type.equals(DataTypes.StringType)) {
      return Optional.of(mark.equals("N") ? "N" : "S");
    }
    if (type instanceof NumericType || EpochUnit.of(mark).isPresent()) {
      return Optional.of("N");
    }
    if (type instanceof BooleanType) {
      return Optional.of("BOOL");
    }
    if (type instanceof BinaryType) {
      return Optional.of("B");
    }
    if (type instanceof ArrayType) {
      return Optional.of(List.of("SS", "NS", "BS").contains(mark) ? mark : "L");
    }
    if (TimeOperand.isTime(type)) {
      return Optional.of("S");
    }
    return type instanceof MapType || type instanceof StructType
        ? Optional.of("M")
        : Optional.empty();
  }

  /** Returns whether the column can hold every value of its DynamoDB type. */
  boolean holdsAll() {
    return switch (tag) {
      case "S", "N" -> isText();
      case "NS" ->
        type instanceof ArrayType array && array.elementType().equals(DataTypes.StringType);
      default -> true;
    };
  }

  boolean isText() {
    return type.equals(DataTypes.StringType);
  }

  /** Returns IS NOT NULL, or a superset of it: the value has the column's DynamoDB type. */
  Translation present() {
    return new Translation(hasType(), holdsAll());
  }

  ItemPredicate hasType() {
    return new ItemPredicate.Function("attribute_type", path, AttributeValue.fromS(tag));
  }
}
