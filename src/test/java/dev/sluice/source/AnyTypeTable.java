package dev.sluice.source;

import dev.sluice.decode.ColumnMetadata;
import dev.sluice.item.OverflowColumn;
import dev.sluice.testing.TestServers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A table in which the attribute {@code a.b}, and the member {@code b} of the map {@code a}, have values of every type, or
 * are missing: only aliased names tell the two apart.
 */
final class AnyTypeTable {
  private static final String TOP = "a.b";

  private AnyTypeTable() {}

  static String create() {
    String table = TargetTables.create();
    List<Map<String, AttributeValue>> items = new ArrayList<>();
    List<AttributeValue> values = values();
    for (int i = 0; i < values.size(); i++) {
      AttributeValue shifted = values.get((i + 5) % values.size());
      items.add(item(i, Map.of(TOP, values.get(i), "a", member(values.get(i)), "c", shifted)));
      items.add(item(100 + i, Map.of("a", values.get(i), "c", values.get(i))));
    }
    items.add(item(200, Map.of()));
    items.add(item(201, Map.of("A.B", text("a"), "A", member(text("a")), "a-b", text("a"))));
    TargetTables.put(table, items);
    return table;
  }

  /** The table read as if {@code a.b} and {@code b} of {@code a} held values of this type. */
  static StructType schema(DataType type, String mark) {
    StructField top = new StructField(TOP, type, true, ColumnMetadata.of(mark));
    StructField nested = new StructField("b", type, true, ColumnMetadata.of(mark));
    return new StructType(new StructField[] {
      new StructField("id", DataTypes.StringType, true, ColumnMetadata.of("S")),
      new StructField(
          "a", DataTypes.createStructType(List.of(nested)), true, ColumnMetadata.of("M")),
      top,
      new StructField("c", DataTypes.StringType, true, ColumnMetadata.of("S")),
      new StructField(OverflowColumn.NAME, DataTypes.StringType, true, Metadata.empty())
    });
  }

  /** The same without a column for what does not fit; the corrupt column is added if it is named. */
  static StructType withoutOverflow(StructType schema, String... corrupt) {
    StructType columns = new StructType(Arrays.copyOf(schema.fields(), schema.size() - 1));
    for (String name : corrupt) {
      columns = columns.add(name, DataTypes.StringType);
    }
    return columns;
  }

  static Map<String, String> options(String table, StructType schema) {
    Map<String, String> options = new TreeMap<>();
    options.put("table", table);
    options.put("endpoint", TestServers.dynamoDbEndpoint().toString());
    options.put("region", "us-east-1");
    options.put("segments", "1");
    options.put("schema-json", schema.json());
    return options;
  }

  private static Map<String, AttributeValue> item(int number, Map<String, AttributeValue> more) {
    Map<String, AttributeValue> item = new HashMap<>(more);
    item.put("id", text("item-" + number));
    return item;
  }

  private static AttributeValue member(AttributeValue value) {
    return AttributeValue.fromM(Map.of("b", value));
  }

  private static List<AttributeValue> values() {
    List<AttributeValue> values = new ArrayList<>();
    values.add(AttributeValue.fromNul(true));
    for (String s : List.of(
        "",
        "a",
        "b",
        "ab",
        "ba",
        "A",
        "12",
        "12.0",
        "1.5",
        "\u00e9",
        "z\uD83D\uDE00",
        "z\uFFFD",
        "2026-01-01",
        "2026-01-02",
        "2026-01-01T00:00:00Z",
        "2026-01-01T01:00:00+01:00",
        "+10000-01-01",
        "0001-01-01")) {
      values.add(text(s));
    }
    for (String n : List.of(
        "0",
        "1",
        "-1",
        "12",
        "1.5",
        "2.5",
        "12.345",
        "0.1",
        "0.30000000000000000001",
        "1e20",
        "9223372036854775807",
        "9223372036854775808",
        "-9223372036854775808",
        "1e-20",
        "1E+100",
        "12345678901234567890123456789012345678")) {
      values.add(AttributeValue.fromN(n));
    }
    values.add(AttributeValue.fromBool(true));
    values.add(AttributeValue.fromBool(false));
    for (int[] b : new int[][] {{}, {0}, {1}, {0x7f}, {0x80}, {0xff}, {'a'}, {'a', 'b'}}) {
      values.add(AttributeValue.fromB(bytes(b)));
    }
    values.add(AttributeValue.fromSs(List.of("a", "b")));
    values.add(AttributeValue.fromNs(List.of("1", "12")));
    values.add(AttributeValue.fromNs(List.of("1", "1.5")));
    values.add(AttributeValue.fromBs(List.of(bytes(new int[] {'a'}))));
    values.add(AttributeValue.fromL(List.of()));
    values.add(AttributeValue.fromL(List.of(text("a"), AttributeValue.fromN("1"))));
    values.add(AttributeValue.fromM(Map.of()));
    values.add(AttributeValue.fromM(Map.of("k", text("a"), "b", text("a"))));
    return values;
  }

  private static SdkBytes bytes(int[] values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return SdkBytes.fromByteArray(bytes);
  }

  private static AttributeValue text(String value) {
    return AttributeValue.fromS(value);
  }
}
