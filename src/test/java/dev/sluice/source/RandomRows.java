package dev.sluice.source;

import dev.sluice.decode.ColumnMetadata;
import dev.sluice.item.OverflowColumn;
import dev.sluice.source.RandomType.Cell;
import dev.sluice.source.RandomType.Types;
import dev.sluice.table.TableDescription;
import dev.sluice.testing.WireJson;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Seeded rows of a random schema, keys first and the overflow last, and the items that they have to become. */
final class RandomRows {
  /** What Sluice reads have. */
  static final Function<String, Metadata> MARKED = ColumnMetadata::of;

  /** What DDL has. */
  static final Function<String, Metadata> COMMENTED =
      mark -> new MetadataBuilder().putString("comment", mark).build();

  /** What is left behind an RDD. */
  static final Function<String, Metadata> BARE = mark -> Metadata.empty();

  private final Random random;
  private final RandomItems values;
  private final List<TableDescription.Key> keys = new ArrayList<>();
  private final List<String> names = new ArrayList<>();
  private final List<RandomType> types = new ArrayList<>();
  private final List<Row> rows = new ArrayList<>();
  private final List<Map<String, AttributeValue>> items = new ArrayList<>();
  private int number;

  RandomRows(long seed) {
    this.random = new Random(seed);
    this.values = new RandomItems(seed + 1);
    Types drawn = new Types(random);
    for (String name : List.of("id", "sort key").subList(0, 1 + random.nextInt(2))) {
      RandomType type = key();
      keys.add(new TableDescription.Key(name, type.mark()));
      names.add(name);
      types.add(type);
    }
    List<String> others = drawn.names(1 + random.nextInt(6));
    names.addAll(others);
    others.forEach(name -> types.add(drawn.next(3)));
    for (number = 1; number <= 12; number++) {
      draw();
    }
  }

  List<TableDescription.Key> keys() {
    return List.copyOf(keys);
  }

  List<String> names() {
    return List.copyOf(names);
  }

  List<Row> rows() {
    return List.copyOf(rows);
  }

  List<Map<String, AttributeValue>> items() {
    return List.copyOf(items);
  }

  /** The rows' columns but the overflow. */
  StructType attributes(Function<String, Metadata> metadata) {
    return Types.fields(names, types, metadata);
  }

  /** The rows' columns. */
  StructType schema(Function<String, Metadata> metadata) {
    return attributes(metadata).add(OverflowColumn.NAME, DataTypes.StringType);
  }

  /** Of the row's number, so that keys differ. */
  private RandomType key() {
    return switch (random.nextInt(4)) {
      case 0 ->
        key(
            "S",
            DataTypes.StringType,
            () -> new Cell("k" + number, AttributeValue.fromS("k" + number)));
      case 1 ->
        key(
            "N",
            DataTypes.LongType,
            () -> new Cell((long) number, AttributeValue.fromN("" + number)));
      case 2 ->
        key(
            "N",
            DataTypes.StringType,
            () -> new Cell(number + "E+30", AttributeValue.fromN(number + "E+30")));
      default ->
        key("B", DataTypes.BinaryType, () -> {
          byte[] bytes = ByteBuffer.allocate(4).putInt(number).array();
          return new Cell(bytes, AttributeValue.fromB(SdkBytes.fromByteArray(bytes)));
        });
    };
  }

  private static RandomType key(
      String mark, org.apache.spark.sql.types.DataType type, Supplier<Cell> cells) {
    return new RandomType(mark, metadata -> type, cells);
  }

  private void draw() {
    @Nullable Object[] row = new Object[names.size() + 1];
    Map<String, AttributeValue> item = new LinkedHashMap<>();
    Map<String, AttributeValue> overflow = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      boolean there = i < keys.size() || random.nextInt(6) > 0;
      if (there) {
        Cell cell = types.get(i).cells().get();
        row[i] = cell.value();
        item.put(names.get(i), cell.attribute());
      } else if (random.nextBoolean()) {
        overflow(names.get(i), item, overflow);
      }
    }
    for (String other : List.of("other", "an/other~1")) {
      if (random.nextInt(3) == 0) {
        overflow(other, item, overflow);
      }
    }
    below(item, overflow);
    row[names.size()] = overflow.isEmpty() ? null : json(overflow);
    rows.add(RowFactory.create(row));
    items.add(item);
  }

  /** An attribute that no column holds. */
  private void overflow(
      String name, Map<String, AttributeValue> item, Map<String, AttributeValue> overflow) {
    AttributeValue value = values.value(2);
    item.put(name, value);
    overflow.put(pointer(name), value);
  }

  /** A member that no field of a struct holds. */
  private void below(Map<String, AttributeValue> item, Map<String, AttributeValue> overflow) {
    for (int i = keys.size(); i < names.size(); i++) {
      AttributeValue value = item.get(names.get(i));
      if (value != null
          && types.get(i).mark().equals("M")
          && !overflow.containsKey(pointer(names.get(i)))) {
        Map<String, AttributeValue> members = new HashMap<>(value.m());
        members.put("more", values.value(1));
        item.put(names.get(i), AttributeValue.fromM(members));
        overflow.put(pointer(names.get(i)) + "/more", members.get("more"));
      }
    }
  }

  private String json(Map<String, AttributeValue> overflow) {
    String array = WireJson.of(List.of(overflow), random);
    return array.substring(array.indexOf('[') + 1, array.lastIndexOf(']'));
  }

  private static String pointer(String name) {
    return "/" + name.replace("~", "~0").replace("/", "~1");
  }

  /** The names, each in the place of another. */
  Stream<String> rotated() {
    return IntStream.range(0, names.size()).mapToObj(i -> names.get((i + 1) % names.size()));
  }
}
