package dev.sluice.decode;

import dev.sluice.wire.WireType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Compiles a schema into decoders. */
final class Decoders {
  private Decoders() {}

  /** The columns of a row that are attributes. */
  static Fields columns(StructType schema) {
    return fields(
        schema,
        IntStream.range(0, schema.size())
            .filter(i -> isAttribute(schema.apply(i)))
            .toArray());
  }

  private static Fields fields(StructType schema, int[] ordinals) {
    List<String> names = new ArrayList<>();
    List<ValueDecoder> decoders = new ArrayList<>();
    for (int ordinal : ordinals) {
      StructField field = schema.apply(ordinal);
      names.add(field.name());
      decoders.add(of(field.dataType(), Marks.type(field.metadata())));
    }
    return new Fields(names, decoders, ordinals);
  }

  private static boolean isAttribute(StructField field) {
    return !field.name().equals(Marks.OVERFLOW)
        && !Marks.isItem(field)
        && Marks.derivedFrom(field).isEmpty();
  }

  private static ValueDecoder of(DataType type, String mark) {
    if (type instanceof StringType) {
      return mark.equals("N") ? new Scalars.NumberText() : new Scalars.Text();
    }
    if (type instanceof LongType) {
      return new Scalars.Whole();
    }
    if (type instanceof DecimalType decimal) {
      return new Scalars.Exact(decimal.precision(), decimal.scale());
    }
    if (type instanceof DoubleType) {
      return new Scalars.Floating();
    }
    if (type instanceof BooleanType) {
      return new Scalars.Bool();
    }
    if (type instanceof BinaryType) {
      return new Scalars.Binary();
    }
    return container(type, mark);
  }

  private static ValueDecoder container(DataType type, String mark) {
    if (type instanceof ArrayType array) {
      return switch (mark) {
        case "SS" -> set(WireType.SS, new Scalars.Text());
        case "BS" -> set(WireType.BS, new Scalars.Binary());
        case "NS" -> set(WireType.NS, of(array.elementType(), "N"));
        default -> new Containers.Items(of(array.elementType(), Marks.inner(mark)));
      };
    }
    if (type instanceof MapType map) {
      return new Containers.Entries(of(map.valueType(), Marks.inner(mark)));
    }
    if (type instanceof StructType struct) {
      return new Containers.Struct(
          fields(struct, IntStream.range(0, struct.size()).toArray()));
    }
    throw new IllegalArgumentException("no DynamoDB value is a " + type.catalogString());
  }

  private static ValueDecoder set(WireType type, ValueDecoder element) {
    // what stands in a set holds no others, so that nothing gets there
    Overflow unused = new Overflow();
    return new Containers.Elements(type, in -> element.read(in, unused));
  }
}
