package dev.sluice.analytics;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.testing.TestSpark;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Items → the rows that a snapshot has for them: what a column can hold is in the column, what not is in {@code
 * _overflow}. In an item's JSON an object is a map, null is NULL, and the rest is what it looks like.
 */
public final class Items {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  private final StructType schema;

  private Items(StructType schema) {
    this.schema = schema;
  }

  /** A table with columns of this schema and {@code _overflow}. */
  public static Dataset<Row> table(StructType schema, List<JsonNode> items) {
    Items rows = new Items(schema);
    StructType withOverflow = schema.add("_overflow", DataTypes.StringType);
    return TestSpark.session()
        .createDataFrame(items.stream().map(rows::row).toList(), withOverflow);
  }

  public static Dataset<Row> table(StructType schema, String... items) {
    return table(schema, Arrays.stream(items).map(Items::parse).toList());
  }

  private Row row(JsonNode item) {
    ObjectNode overflow = JSON.createObjectNode();
    List<@Nullable Object> cells =
        new ArrayList<>(Arrays.asList(cells(schema, item, "", overflow)));
    item.fields().forEachRemaining(attribute -> {
      if (Arrays.stream(schema.fieldNames()).noneMatch(attribute.getKey()::equals)) {
        overflow.set(pointer("", attribute.getKey()), wire(attribute.getValue()));
      }
    });
    cells.add(overflow.isEmpty() ? null : overflow.toString());
    return RowFactory.create(cells.toArray());
  }

  private static @Nullable Object[] cells(
      StructType type, JsonNode item, String parent, ObjectNode overflow) {
    return Arrays.stream(type.fields())
        .map(field -> cell(field, item.get(field.name()), parent, overflow))
        .toArray();
  }

  private static @Nullable Object cell(
      StructField field, @Nullable JsonNode value, String parent, ObjectNode overflow) {
    if (value == null) {
      return null;
    }
    String pointer = pointer(parent, field.name());
    if (field.dataType() instanceof StructType struct && value.isObject()) {
      return RowFactory.create(cells(struct, value, pointer, overflow));
    }
    Object held = held(field, value);
    if (held == null) {
      overflow.set(pointer, wire(value));
    }
    return held;
  }

  private static @Nullable Object held(StructField field, JsonNode value) {
    DataType type = field.dataType();
    boolean number = value.isNumber();
    if (type.equals(DataTypes.StringType)) {
      boolean marked = field.metadata().contains("dynamodb.type");
      return marked == number && (number || value.isTextual()) ? value.asText() : null;
    } else if (type.equals(DataTypes.DoubleType)) {
      return number ? value.doubleValue() : null;
    } else if (type.equals(DataTypes.LongType)) {
      return value.isIntegralNumber() ? value.longValue() : null;
    } else if (type.equals(DataTypes.BooleanType)) {
      return value.isBoolean() ? value.booleanValue() : null;
    }
    return type instanceof DecimalType decimal && number
        ? fitting(value.decimalValue(), decimal)
        : null;
  }

  private static @Nullable Object fitting(BigDecimal value, DecimalType type) {
    BigDecimal trimmed = value.stripTrailingZeros();
    boolean fits = trimmed.scale() <= type.scale()
        && trimmed.precision() - trimmed.scale() <= type.precision() - type.scale();
    return fits ? trimmed.setScale(type.scale()) : null;
  }

  private static JsonNode wire(JsonNode value) {
    ObjectNode tagged = JSON.createObjectNode();
    if (value.isNull()) {
      return tagged.put("NULL", true);
    } else if (value.isNumber()) {
      return tagged.put("N", value.asText());
    } else if (value.isTextual()) {
      return tagged.put("S", value.asText());
    } else if (value.isBoolean()) {
      return tagged.put("BOOL", value.booleanValue());
    } else if (value.isArray()) {
      value.forEach(tagged.putArray("L")::add);
      return tagged;
    }
    ObjectNode map = tagged.putObject("M");
    value.fields().forEachRemaining(entry -> map.set(entry.getKey(), wire(entry.getValue())));
    return tagged;
  }

  private static String pointer(String parent, String name) {
    return parent + "/" + name.replace("~", "~0").replace("/", "~1");
  }

  public static JsonNode parse(String json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
