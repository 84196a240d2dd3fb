package dev.sluice.decode;

import dev.sluice.item.AttributeType;
import dev.sluice.item.TypeTag;
import java.util.ArrayList;
import java.util.List;
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
   * Returns the decoders of a row's attributes.
   *
   * @param apart the ordinal of a column that is not an attribute; −1: none
   */
  static Fields columns(StructType schema, int apart) {
    return fields(
        schema,
        IntStream.range(0, schema.size())
            .filter(i -> i != apart && ColumnMetadata.isAttribute(schema.apply(i)))
            .toArray());
  }

  private static Fields fields(StructType schema, int[] ordinals) {
    List<String> names = new ArrayList<>();
    List<ValueDecoder> decoders = new ArrayList<>();
    for (int ordinal : ordinals) {
      StructField field = schema.apply(ordinal);
      names.add(field.name());
      decoders.add(of(field.dataType(), ColumnMetadata.type(field.metadata())));
    }
    int[] required = IntStream.range(0, ordinals.length)
        .filter(i -> !schema.apply(ordinals[i]).nullable())
        .toArray();
    return new Fields(names, decoders, ordinals, required);
  }

  private static ValueDecoder of(DataType type, String tag) {
    if (type instanceof StringType) {
      return tag.equals("N") ? new ScalarDecoders.NumberText() : new ScalarDecoders.Text();
    }
    if (type instanceof BooleanType) {
      return new ScalarDecoders.Bool();
    }
    if (type instanceof BinaryType) {
      return new ScalarDecoders.Binary();
    }
    return NumberDecoders.of(type)
        .or(() -> TimeDecoders.of(type, tag))
        .orElseGet(() -> container(type, tag));
  }

  private static ValueDecoder container(DataType type, String tag) {
    if (type instanceof ArrayType array) {
      return switch (tag) {
        case "SS" -> set(AttributeType.SS, new ScalarDecoders.Text());
        case "BS" -> set(AttributeType.BS, new ScalarDecoders.Binary());
        case "NS" -> set(AttributeType.NS, of(array.elementType(), "N"));
        default ->
          new ContainerDecoders.ListDecoder(
              of(array.elementType(), TypeTag.inner(tag)), array.containsNull());
      };
    }
    if (type instanceof MapType map) {
      return new ContainerDecoders.MapDecoder(
          of(map.valueType(), TypeTag.inner(tag)), map.valueContainsNull());
    }
    if (type instanceof StructType struct) {
      return new ContainerDecoders.StructDecoder(
          fields(struct, IntStream.range(0, struct.size()).toArray()));
    }
    throw new IllegalArgumentException("no DynamoDB value is a " + type.catalogString());
  }

  private static ValueDecoder set(AttributeType type, ValueDecoder element) {
    // a set's elements are scalars, so nothing overflows inside a set
    Overflow unused = new Overflow();
    return new ContainerDecoders.SetDecoder(type, in -> element.read(in, unused));
  }
}
