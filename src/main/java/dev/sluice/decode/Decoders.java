package dev.sluice.decode;

import dev.sluice.item.AttributeType;
import dev.sluice.item.TypeTag;
import dev.sluice.wire.DescribingNames;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Compiles a schema into decoders. */
final class Decoders {
  private Decoders() {}

  /**
   * Returns the decoders of some columns of rows.
   *
   * @param ordinals of the columns that are attributes
   * @param columns the vectors of all columns
   * @param describing the names of columns that no attribute fills
   */
  static Fields columns(
      StructType schema, int[] ordinals, ItemVector[] columns, DescribingNames describing) {
    return fields(schema, ordinals, ordinal -> columns[ordinal], describing);
  }

  private static Fields fields(
      StructType schema,
      int[] ordinals,
      IntFunction<ItemVector> vectors,
      DescribingNames describing) {
    List<String> names = new ArrayList<>();
    List<ValueDecoder> decoders = new ArrayList<>();
    for (int ordinal : ordinals) {
      StructField field = schema.apply(ordinal);
      names.add(field.name());
      decoders.add(
          of(field.dataType(), ColumnMetadata.type(field.metadata()), vectors.apply(ordinal)));
    }
    int[] required = IntStream.range(0, ordinals.length)
        .filter(i -> !schema.apply(ordinals[i]).nullable())
        .toArray();
    return new Fields(names, decoders, required, describing);
  }

  private static ValueDecoder of(DataType type, String tag, ItemVector values) {
    if (type instanceof StringType) {
      return tag.equals("N")
          ? new ScalarDecoders.NumberText(values)
          : new ScalarDecoders.Text(values);
    }
    if (type instanceof BooleanType) {
      return new ScalarDecoders.Bool(values);
    }
    if (type instanceof BinaryType) {
      return new ScalarDecoders.Binary(values);
    }
    return NumberDecoders.of(type, values)
        .or(() -> TimeDecoders.of(type, tag, values))
        .orElseGet(() -> container(type, tag, values));
  }

  private static ValueDecoder container(DataType type, String tag, ItemVector values) {
    if (type instanceof ArrayType array) {
      ItemVector elements = values.child(0);
      return switch (tag) {
        case "SS" ->
          new ContainerDecoders.SetDecoder(
              AttributeType.SS, values, new ScalarDecoders.Text(elements));
        case "BS" ->
          new ContainerDecoders.SetDecoder(
              AttributeType.BS, values, new ScalarDecoders.Binary(elements));
        case "NS" ->
          new ContainerDecoders.SetDecoder(
              AttributeType.NS, values, of(array.elementType(), "N", elements));
        default ->
          new ContainerDecoders.ListDecoder(
              values, of(array.elementType(), TypeTag.inner(tag), elements), array.containsNull());
      };
    }
    if (type instanceof MapType map) {
      return new ContainerDecoders.MapDecoder(
          values,
          of(map.valueType(), TypeTag.inner(tag), values.child(1)),
          map.valueContainsNull());
    }
    if (type instanceof StructType struct) {
      int[] all = IntStream.range(0, struct.size()).toArray();
      return new ContainerDecoders.StructDecoder(
          values, fields(struct, all, values::child, DescribingNames.NONE));
    }
    throw new IllegalArgumentException("no DynamoDB value is a " + type.catalogString());
  }
}
