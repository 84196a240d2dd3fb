package dev.sluice.source;

import static java.util.stream.Collectors.joining;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
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
import org.jspecify.annotations.Nullable;

/** Draws SQL of what rows have: places at any depth, and predicates of values that are there, or nearly. */
final class RandomQuery {
  private final Random random;
  private final StructType schema;
  private final List<Row> rows;
  private final boolean caseSensitive;

  /**
   * @param rows not empty
   * @param caseSensitive whether names have to be as they are
   */
  RandomQuery(Random random, StructType schema, List<Row> rows, boolean caseSensitive) {
    this.random = random;
    this.schema = schema;
    this.rows = rows;
    this.caseSensitive = caseSensitive;
  }

  /**
   * A place in a row.
   *
   * @param value of it, in one of the rows
   */
  record Place(String sql, DataType type, @Nullable Object value) {
    boolean isScalar() {
      return !(type instanceof ArrayType || type instanceof MapType || type instanceof StructType);
    }
  }

  /** A place at some depth, that is no column's own where there is any. */
  Place place() {
    return deeper(column(), 5);
  }

  /** One that values can be compared with. */
  Place scalar() {
    for (int i = 0; i < 20; i++) {
      Place place = random.nextInt(3) == 0 ? column() : place();
      if (place.isScalar()) {
        return place;
      }
    }
    return column(0);
  }

  /** A list, a set or a map. */
  Place container() {
    for (int i = 0; i < 20; i++) {
      Place place = random.nextBoolean() ? column() : place();
      if (place.type instanceof ArrayType || place.type instanceof MapType) {
        return place;
      }
    }
    return new Place(
        "array(" + quoted(schema.apply(0).name()) + ")",
        new ArrayType(schema.apply(0).dataType(), true),
        null);
  }

  /** A condition on this column alone, comparing it with values that are there, or nearly. */
  String about(String column) {
    return leaf(column(schema.fieldIndex(column)));
  }

  private Place column() {
    return column(random.nextInt(schema.size()));
  }

  private Place column(int ordinal) {
    Row row = rows.get(random.nextInt(rows.size()));
    StructField field = schema.apply(ordinal);
    return new Place(quoted(field.name()), field.dataType(), row.get(ordinal));
  }

  private Place deeper(Place place, int depth) {
    if (depth == 0 || place.isScalar() || random.nextInt(6) == 0) {
      return place;
    }
    Place next = place.type instanceof StructType struct
        ? field(place, struct)
        : place.type instanceof MapType map
            ? entry(place, map)
            : element(place, (ArrayType) place.type);
    return deeper(next, depth - 1);
  }

  private Place field(Place place, StructType struct) {
    int ordinal = random.nextInt(struct.size());
    StructField field = struct.apply(ordinal);
    return new Place(
        place.sql + "." + quoted(field.name()),
        field.dataType(),
        place.value instanceof Row row ? row.get(ordinal) : null);
  }

  private Place entry(Place place, MapType map) {
    List<?> keys = place.value == null
        ? List.of()
        : List.copyOf(Reassembled.scalaMap(place.value).keySet());
    return switch (random.nextInt(5)) {
      case 0 -> new Place("map_keys(" + place.sql + ")", new ArrayType(map.keyType(), true), keys);
      case 1 ->
        new Place("map_values(" + place.sql + ")", new ArrayType(map.valueType(), true), null);
      default -> {
        String key = keys.isEmpty() ? "k" : (String) keys.get(random.nextInt(keys.size()));
        Object value = keys.isEmpty() ? null : Reassembled.scalaMap(place.value).get(key);
        yield new Place(place.sql + "[" + text(key) + "]", map.valueType(), value);
      }
    };
  }

  private Place element(Place place, ArrayType list) {
    List<?> elements = place.value instanceof List<?> l
        ? l
        : place.value == null ? List.of() : Reassembled.scalaList(place.value);
    if (list.elementType() instanceof StructType struct && random.nextBoolean()) {
      StructField field = struct.apply(random.nextInt(struct.size()));
      return new Place(
          place.sql + "." + quoted(field.name()), new ArrayType(field.dataType(), true), null);
    }
    return new Place(
        "get(" + place.sql + ", " + random.nextInt(2) + ")",
        list.elementType(),
        elements.isEmpty() ? null : elements.get(0));
  }

  /** A condition of so many levels at most. */
  String predicate(int depth) {
    Supplier<String> part = () -> "(" + predicate(depth - 1) + ")";
    return switch (random.nextInt(depth == 0 ? 6 : 14)) {
      case 6, 7 -> part.get() + " AND " + part.get();
      case 8, 9 -> part.get() + " OR " + part.get();
      case 10 -> "NOT " + part.get();
      case 11 -> "coalesce(" + part.get() + ", " + random.nextBoolean() + ")";
      case 12 -> part.get() + (random.nextBoolean() ? " IS NULL" : " <=> " + part.get());
      case 13 -> "if(" + part.get() + ", " + part.get() + ", " + part.get() + ")";
      case 0 -> place().sql + (random.nextBoolean() ? " IS NULL" : " IS NOT NULL");
      case 1 -> size();
      default -> leaf(scalar());
    };
  }

  private String size() {
    Place container = container();
    return "size(" + container.sql + ") > " + random.nextInt(3);
  }

  private String leaf(Place place) {
    List<String> comparisons = List.of("=", "<", "<=", ">", ">=", "<>", "<=>", "=", "<=>");
    return switch (random.nextInt(8)) {
      case 0, 1 ->
        place.sql + (random.nextBoolean() ? " IN (" : " NOT IN (") + literals(place) + ")";
      case 2 ->
        place.type instanceof StringType
            ? List.of("startswith", "endswith", "contains").get(random.nextInt(3)) + "(" + place.sql
                + ", " + part(place) + ")"
            : place.sql + " = " + literal(place);
      case 3 -> place.type instanceof BooleanType ? place.sql : literal(place) + " > " + place.sql;
      default ->
        place.sql + " " + comparisons.get(random.nextInt(comparisons.size())) + " "
            + literal(place);
    };
  }

  private String literals(Place place) {
    List<String> all = new ArrayList<>();
    for (int i = random.nextInt(20) == 0 ? 120 : 1 + random.nextInt(4); i > 0; i--) {
      Place other = random.nextBoolean() ? place : scalar();
      all.add(literal(other.type.sameType(place.type) ? other : place));
    }
    return String.join(", ", all);
  }

  /** A piece of the text. */
  private String part(Place place) {
    String value = place.value instanceof String s ? s : "t";
    int[] points = value.codePoints().toArray();
    int from = random.nextInt(points.length + 1);
    int count = random.nextInt(points.length - from + 1);
    int start = random.nextBoolean() ? from : 0;
    return random.nextInt(12) == 0
        ? "CAST(NULL AS STRING)"
        : text(new String(points, start, count));
  }

  /** The value, or one like it, or NULL. */
  private String literal(Place place) {
    String type = place.type.sql();
    if (place.value == null || random.nextInt(12) == 0) {
      return random.nextInt(3) == 0 ? "NULL" : "CAST(" + other(place.type) + " AS " + type + ")";
    }
    return "CAST(" + literal(place.type, place.value) + " AS " + type + ")";
  }

  private String literal(DataType type, Object value) {
    if (type instanceof StringType) {
      return text((String) value);
    }
    if (type instanceof BinaryType) {
      return "unhex('" + HexFormat.of().formatHex((byte[]) value) + "')";
    }
    boolean near = random.nextInt(4) == 0;
    if (type instanceof LongType) {
      return "'" + ((Long) value + (near && (Long) value < Long.MAX_VALUE ? 1 : 0)) + "'";
    }
    if (type instanceof DecimalType) {
      return "'" + ((BigDecimal) value).toPlainString() + "'";
    }
    return "'" + value + "'";
  }

  private String other(DataType type) {
    return type instanceof BooleanType
        ? "true"
        : type instanceof DoubleType
            ? List.of("'NaN'", "'Infinity'", "'-0.0'").get(random.nextInt(3))
            : type instanceof BinaryType ? "unhex('00')" : "NULL";
  }

  /** Of any characters, and of bytes that are none. */
  private String text(String value) {
    String hex = HexFormat.of().formatHex(value.getBytes(StandardCharsets.UTF_8));
    return "CAST(unhex('" + hex + (random.nextInt(40) == 0 ? "ff" : "") + "') AS STRING)";
  }

  /** A name, now and then in another case. */
  String quoted(String name) {
    String called = caseSensitive || random.nextInt(3) > 0
        ? name
        : name.chars()
            .map(c -> c < 128 && random.nextBoolean() ? flipped(c) : c)
            .mapToObj(c -> String.valueOf((char) c))
            .collect(joining());
    return "`" + called.replace("`", "``") + "`";
  }

  private static int flipped(int c) {
    return Character.isLetter(c) ? c ^ 0x20 : c;
  }

  /** So many places, each under a name of its own. */
  String selection(int count) {
    return Stream.iterate(0, i -> i < count, i -> i + 1)
        .map(i -> (random.nextInt(3) == 0 ? column() : place()).sql + " AS p" + i)
        .collect(joining(", "));
  }
}
