package dev.sluice.bench.contestant;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import scala.collection.JavaConverters;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Items as the SDK gives them to Spark's rows: what a user writes who has no more than the SDK or the EMR connector. */
final class AttributeRows implements Serializable {
  private final String[] names;
  private final Conversion[] conversions;

  /** From one present value to what Spark takes for it; null where the type is another. */
  private interface Conversion extends Serializable {
    @Nullable
    Object of(AttributeValue value);
  }

  AttributeRows(StructType schema) {
    StructField[] fields = schema.fields();
    this.names = schema.fieldNames();
    this.conversions = new Conversion[fields.length];
    for (int i = 0; i < fields.length; i++) {
      conversions[i] = conversion(fields[i].dataType());
    }
  }

  Row row(Map<String, AttributeValue> item) {
    Object[] values = new Object[names.length];
    for (int i = 0; i < names.length; i++) {
      AttributeValue value = item.get(names[i]);
      values[i] = value == null ? null : conversions[i].of(value);
    }
    return RowFactory.create(values);
  }

  private static Conversion conversion(DataType type) {
    if (type instanceof StringType) {
      return AttributeValue::s;
    }
    if (type instanceof DoubleType) {
      return value -> value.n() == null ? null : Double.valueOf(value.n());
    }
    if (type instanceof BooleanType) {
      return AttributeValue::bool;
    }
    if (type instanceof ArrayType array) {
      return elements(conversion(array.elementType()));
    }
    if (type instanceof MapType map) {
      return entries(conversion(map.valueType()));
    }
    if (type instanceof StructType struct) {
      AttributeRows rows = new AttributeRows(struct);
      return value -> value.hasM() ? rows.row(value.m()) : null;
    }
    throw new IllegalArgumentException("the bench's items have no " + type.catalogString());
  }

  private static Conversion elements(Conversion element) {
    return value -> {
      if (value.hasSs()) {
        return value.ss().toArray();
      }
      if (!value.hasL()) {
        return null;
      }
      return value.l().stream().map(element::of).toArray();
    };
  }

  private static Conversion entries(Conversion entry) {
    return value -> {
      if (!value.hasM()) {
        return null;
      }
      Map<String, @Nullable Object> entries = new LinkedHashMap<>();
      value.m().forEach((key, member) -> entries.put(key, entry.of(member)));
      return JavaConverters.mapAsScalaMapConverter(entries).asScala();
    };
  }
}
