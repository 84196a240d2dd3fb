package dev.sluice.dataset.parquet;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.ArrayBasedMapData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/** A random schema of all types that Parquet files have, and random rows of it, as Spark holds them internally. */
final class RandomSparkRows {
  /** Days from 1901 on: Spark 3.5 refuses to write earlier times. */
  private static final int MIN_DAY = -25_000;

  private static final long DAY_MICROS = 86_400_000_000L;

  private final Random random;
  private final StructType schema;
  /** The share of nulls, and the number of different values, vary from one schema to the next. */
  private final int nulls;

  private final int variety;

  RandomSparkRows(long seed) {
    this.random = new Random(seed);
    this.nulls = 2 + random.nextInt(20);
    this.variety = random.nextBoolean() ? 5 : 1_000_000;
    this.schema = struct(3 + random.nextInt(6), 3);
  }

  StructType schema() {
    return schema;
  }

  List<InternalRow> rows(int count) {
    return IntStream.range(0, count).mapToObj(i -> row(schema)).toList();
  }

  private StructType struct(int fields, int depth) {
    List<StructField> all = new ArrayList<>();
    for (int i = 0; i < fields; i++) {
      Metadata mark =
          new MetadataBuilder().putString("dynamodb.type", "mark " + i).build();
      all.add(new StructField(
          "c" + i + List.of("", ".x", " (cm)", "é", "`").get(random.nextInt(5)),
          type(depth),
          random.nextInt(4) > 0,
          random.nextBoolean() ? mark : Metadata.empty()));
    }
    return new StructType(all.toArray(StructField[]::new));
  }

  private DataType type(int depth) {
    return switch (random.nextInt(depth == 0 ? 13 : 17)) {
      case 0 -> DataTypes.BooleanType;
      case 1 -> DataTypes.ByteType;
      case 2 -> DataTypes.ShortType;
      case 3 -> DataTypes.IntegerType;
      case 4 -> DataTypes.LongType;
      case 5 -> DataTypes.FloatType;
      case 6 -> DataTypes.DoubleType;
      case 7 -> DataTypes.StringType;
      case 8 -> DataTypes.BinaryType;
      case 9 -> DataTypes.DateType;
      case 10 -> DataTypes.TimestampType;
      case 11 -> DataTypes.TimestampNTZType;
      case 12 -> decimal();
      case 13 -> DataTypes.createArrayType(type(depth - 1), random.nextBoolean());
      case 14 -> DataTypes.createMapType(key(), type(depth - 1), random.nextBoolean());
      default -> struct(1 + random.nextInt(3), depth - 1);
    };
  }

  private DataType key() {
    return random.nextBoolean() ? DataTypes.StringType : DataTypes.LongType;
  }

  private DecimalType decimal() {
    int precision = 1 + random.nextInt(38);
    return DataTypes.createDecimalType(precision, random.nextInt(precision + 1));
  }

  private InternalRow row(StructType struct) {
    @Nullable Object[] values = new Object[struct.size()];
    for (int i = 0; i < values.length; i++) {
      StructField field = struct.apply(i);
      values[i] = value(field.dataType(), field.nullable());
    }
    return new GenericInternalRow(values);
  }

  private @Nullable Object value(DataType type, boolean nullable) {
    return nullable && random.nextInt(nulls) == 0 ? null : value(type);
  }

  private Object value(DataType type) {
    if (type instanceof StructType struct) {
      return row(struct);
    }
    if (type instanceof ArrayType array) {
      return array(() -> value(array.elementType(), array.containsNull()));
    }
    if (type instanceof MapType map) {
      GenericArrayData keys = array(() -> value(map.keyType()));
      Object[] entries = IntStream.range(0, keys.numElements())
          .mapToObj(i -> value(map.valueType(), map.valueContainsNull()))
          .toArray();
      return new ArrayBasedMapData(keys, new GenericArrayData(entries));
    }
    if (type instanceof DecimalType decimal) {
      BigInteger most = BigInteger.TEN.pow(decimal.precision());
      BigInteger digits = new BigInteger(130, random).mod(most);
      BigDecimal value =
          new BigDecimal(random.nextBoolean() ? digits : digits.negate(), decimal.scale());
      return Decimal.apply(value, decimal.precision(), decimal.scale());
    }
    return scalar(type.typeName());
  }

  private GenericArrayData array(Supplier<@Nullable Object> element) {
    int size = random.nextInt(4) == 0 ? 0 : random.nextInt(5);
    return new GenericArrayData(
        IntStream.range(0, size).mapToObj(i -> element.get()).toArray());
  }

  private Object scalar(String type) {
    int number = random.nextInt(variety) - variety / 2;
    return switch (type) {
      case "boolean" -> random.nextBoolean();
      case "byte" -> (byte) number;
      case "short" -> (short) number;
      case "integer" -> number;
      case "long" -> number * 1_000_000_007L;
      case "float" -> random.nextInt(50) == 0 ? Float.NaN : number / 7f;
      case "double" -> random.nextInt(50) == 0 ? -0.0 : number / 7.0;
      case "string" -> UTF8String.fromString("é😀 " + number + "x".repeat(random.nextInt(9)));
      case "binary" -> BigInteger.valueOf(number).toByteArray();
      case "date" -> MIN_DAY + (number & 0xFFFF);
      default -> (MIN_DAY + (number & 0xFFFF)) * DAY_MICROS + random.nextInt();
    };
  }
}
