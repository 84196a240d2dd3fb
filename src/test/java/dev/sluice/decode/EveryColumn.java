package dev.sluice.decode;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** Numbered items and their rows: a column of every type, a list, a map and a struct of each, with nulls in all of them. */
final class EveryColumn {
  /** A value by its number, as DynamoDB JSON and as Spark shows it. */
  private record Kind(
      DataType type, String tag, IntFunction<String> json, IntFunction<Object> value) {}

  private static final List<Kind> KINDS = List.of(
      new Kind(
          DataTypes.StringType,
          "S",
          i -> s("t" + i + (i % 3 == 0 ? "\\u00e9\\n" : "é")),
          i -> "t" + i + (i % 3 == 0 ? "é\n" : "é")),
      new Kind(DataTypes.StringType, "N", i -> n(i + "E+90"), i -> i + "E+90"),
      new Kind(
          DataTypes.LongType,
          "N",
          i -> n("" + (i - 9L) * 1_000_000_007L),
          i -> (i - 9L) * 1_000_000_007L),
      new Kind(DataTypes.IntegerType, "N", i -> n("" + (i - 9) * 70_001), i -> (i - 9) * 70_001),
      new Kind(DataTypes.ShortType, "N", i -> n("" + (i - 9) * 60), i -> (short) ((i - 9) * 60)),
      new Kind(DataTypes.ByteType, "N", i -> n("" + (i % 250 - 125)), i -> (byte) (i % 250 - 125)),
      new Kind(
          DataTypes.DoubleType, "N", i -> n("-" + i + ".1"), i -> Double.valueOf("-" + i + ".1")),
      new Kind(DataTypes.FloatType, "N", i -> n(i + ".5"), i -> i + 0.5f),
      new Kind(
          DataTypes.createDecimalType(9, 2), "N", i -> n(i + ".5"), i -> new BigDecimal(i + ".50")),
      new Kind(DataTypes.createDecimalType(38, 10), "N", EveryColumn::wideJson, EveryColumn::wide),
      new Kind(
          DataTypes.BooleanType, "BOOL", i -> "{\"BOOL\":" + (i % 2 == 0) + "}", i -> i % 2 == 0),
      new Kind(
          DataTypes.BinaryType,
          "B",
          i -> "{\"B\":\"" + Base64.getEncoder().encodeToString(new byte[] {(byte) i, 1}) + "\"}",
          i -> new byte[] {(byte) i, 1}),
      new Kind(
          DataTypes.DateType,
          "S",
          i -> s("" + LocalDate.of(2026, 1, 1).plusDays(i)),
          i -> LocalDate.of(2026, 1, 1).plusDays(i)),
      new Kind(
          DataTypes.TimestampType,
          "S",
          i -> s("" + Instant.ofEpochSecond(1_700_000_000L + i)),
          i -> Instant.ofEpochSecond(1_700_000_000L + i)),
      new Kind(
          DataTypes.TimestampType,
          "N:epoch-millis",
          i -> n("" + (1_700_000_000_001L + i)),
          i -> Instant.ofEpochMilli(1_700_000_000_001L + i)),
      new Kind(
          DataTypes.TimestampNTZType,
          "S",
          i -> s("" + LocalDateTime.of(2026, 1, 1, 0, 0, 1).plusHours(i)),
          i -> LocalDateTime.of(2026, 1, 1, 0, 0, 1).plusHours(i)));

  static final StructType SCHEMA = schema();

  private EveryColumn() {}

  private static String s(String text) {
    return "{\"S\":\"" + text + "\"}";
  }

  private static String n(String number) {
    return "{\"N\":\"" + number + "\"}";
  }

  private static String wideJson(int i) {
    return n(i % 2 == 0 ? "1234567890123456789012345." + i : "-" + i + ".25");
  }

  private static Object wide(int i) {
    return new BigDecimal(i % 2 == 0 ? "1234567890123456789012345." + i : "-" + i + ".25")
        .setScale(10);
  }

  private static StructType schema() {
    StructType schema = new StructType();
    for (int k = 0; k < KINDS.size(); k++) {
      Kind kind = KINDS.get(k);
      StructType struct = new StructType().add("m", kind.type, true, ColumnMetadata.of(kind.tag));
      schema = schema
          .add("plain" + k, kind.type, true, ColumnMetadata.of(kind.tag))
          .add(
              "list" + k,
              DataTypes.createArrayType(kind.type),
              true,
              ColumnMetadata.of("L<" + kind.tag + ">"))
          .add("struct" + k, struct, true, ColumnMetadata.of("M"))
          .add(
              "map" + k,
              DataTypes.createMapType(DataTypes.StringType, DataTypes.createArrayType(struct)),
              true,
              ColumnMetadata.of("M<L<M>>"));
    }
    return schema;
  }

  /** Returns whether a place in an item is null; each of a few places is null in other items. */
  private static boolean isNull(int item, int place) {
    return (item * 7 + place) % 4 == 0;
  }

  private static List<Integer> elements(int item) {
    return IntStream.range(item, item + item % 5).boxed().toList();
  }

  static String item(int i) {
    List<String> members = new ArrayList<>();
    for (int k = 0; k < KINDS.size(); k++) {
      IntFunction<String> json = KINDS.get(k).json;
      List<String> values = elements(i).stream()
          .map(e -> isNull(e, 2) ? "{\"NULL\":true}" : json.apply(e))
          .toList();
      String list = "{\"L\":[" + String.join(",", values) + "]}";
      String struct = "{\"M\":{" + (isNull(i, 3) ? "" : "\"m\":" + json.apply(i)) + "}}";
      if (!isNull(i, 0)) {
        members.add("\"plain" + k + "\":" + json.apply(i));
      }
      if (!isNull(i, 1)) {
        members.add("\"list" + k + "\":" + list);
        members.add("\"struct" + k + "\":" + struct);
        members.add("\"map" + k + "\":{\"M\":{\"a\\\"\":{\"L\":[" + struct + "," + struct
            + "]},\"b\":{\"L\":[]}}}");
      }
    }
    return "{" + String.join(",", members) + "}";
  }

  /** Returns the row of an item. */
  static Row row(int i) {
    List<@Nullable Object> values = new ArrayList<>();
    for (Kind kind : KINDS) {
      List<@Nullable Object> list = new ArrayList<>();
      elements(i).forEach(e -> list.add(isNull(e, 2) ? null : kind.value.apply(e)));
      Row struct = RowFactory.create(isNull(i, 3) ? null : kind.value.apply(i));
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("a\"", List.of(struct, struct));
      map.put("b", List.of());
      values.add(isNull(i, 0) ? null : kind.value.apply(i));
      values.add(isNull(i, 1) ? null : list);
      values.add(isNull(i, 1) ? null : struct);
      values.add(isNull(i, 1) ? null : map);
    }
    return RowFactory.create(values.toArray());
  }
}
