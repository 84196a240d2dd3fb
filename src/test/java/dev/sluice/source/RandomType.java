package dev.sluice.source;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A type of a column, and values of it as Spark has them and as DynamoDB has to get them.
 *
 * @param mark the DynamoDB type
 * @param type the Spark type, whose fields have what a mark is made into
 */
record RandomType(
    String mark, Function<Function<String, Metadata>, DataType> type, Supplier<Cell> cells) {

  /** A value that is there, and the attribute that it becomes. */
  record Cell(Object value, AttributeValue attribute) {}

  /** The field of this type. */
  StructField field(String name, Function<String, Metadata> metadata) {
    return new StructField(name, type.apply(metadata), true, metadata.apply(mark));
  }

  /** Draws types. */
  static final class Types {
    private final Random random;
    private final RandomItems items;

    Types(Random random) {
      this.random = random;
      this.items = new RandomItems(random.nextLong());
    }

    /** A type whose values have so many levels at most. */
    RandomType next(int depth) {
      return switch (random.nextInt(depth == 0 ? 7 : 13)) {
        case 0 -> scalar("S", DataTypes.StringType, () -> text(items.text()));
        case 1 -> scalar("N", DataTypes.StringType, () -> number(items.number()));
        case 2 -> scalar("N", DataTypes.LongType, () -> number(random.nextLong()));
        case 3 -> decimal();
        case 4 -> scalar("N", DataTypes.DoubleType, () -> number(random.nextGaussian() * 1e9));
        case 5 -> scalar("B", DataTypes.BinaryType, () -> bytes(items.bytes()));
        case 6 ->
          scalar("BOOL", DataTypes.BooleanType, () -> {
            boolean value = random.nextBoolean();
            return new Cell(value, AttributeValue.fromBool(value));
          });
        case 7, 8 -> set();
        case 9 -> list(next(depth - 1));
        case 10 -> map(next(depth - 1));
        default -> struct(depth);
      };
    }

    private static RandomType scalar(String mark, DataType type, Supplier<Cell> cells) {
      return new RandomType(mark, metadata -> type, cells);
    }

    private static Cell text(String value) {
      return new Cell(value, AttributeValue.fromS(value));
    }

    private static Cell number(Object value) {
      return new Cell(value, AttributeValue.fromN(value.toString()));
    }

    private static Cell bytes(SdkBytes value) {
      return new Cell(value.asByteArray(), AttributeValue.fromB(value));
    }

    private RandomType decimal() {
      int precision = 1 + random.nextInt(38);
      int scale = random.nextInt(precision + 1);
      BigInteger most = BigInteger.TEN.pow(precision);
      return scalar("N", DataTypes.createDecimalType(precision, scale), () -> {
        BigInteger digits = new BigInteger(130, random).mod(most);
        return number(new BigDecimal(random.nextBoolean() ? digits : digits.negate(), scale));
      });
    }

    private RandomType set() {
      RandomType element =
          switch (random.nextInt(4)) {
            case 0 -> scalar("S", DataTypes.StringType, () -> text(items.text()));
            case 1 -> scalar("B", DataTypes.BinaryType, () -> bytes(items.bytes()));
            case 2 -> scalar("N", DataTypes.StringType, () -> number("" + random.nextInt(1_000)));
            default -> scalar("N", DataTypes.LongType, () -> number((long) random.nextInt(1_000)));
          };
      return new RandomType(
          element.mark + "S",
          metadata -> DataTypes.createArrayType(element.type.apply(metadata)),
          () -> set(element));
    }

    /** Some elements are there twice. */
    private Cell set(RandomType element) {
      List<Cell> cells = cells(element, 1 + random.nextInt(4));
      cells.add(cells.get(0));
      Set<AttributeValue> distinct =
          new LinkedHashSet<>(cells.stream().map(Cell::attribute).toList());
      AttributeValue set =
          switch (element.mark) {
            case "S" ->
              AttributeValue.fromSs(distinct.stream().map(AttributeValue::s).toList());
            case "B" ->
              AttributeValue.fromBs(distinct.stream().map(AttributeValue::b).toList());
            default ->
              AttributeValue.fromNs(distinct.stream().map(AttributeValue::n).toList());
          };
      return new Cell(values(cells), set);
    }

    private RandomType list(RandomType element) {
      return new RandomType(
          "L<" + element.mark + ">",
          metadata -> DataTypes.createArrayType(element.type.apply(metadata)),
          () -> {
            List<@Nullable Cell> cells = cells(element, random.nextInt(4));
            cells.replaceAll(cell -> random.nextInt(6) == 0 ? null : cell);
            return new Cell(
                values(cells),
                AttributeValue.fromL(cells.stream().map(Types::attribute).toList()));
          });
    }

    private RandomType map(RandomType value) {
      return new RandomType(
          "M<" + value.mark + ">",
          metadata -> DataTypes.createMapType(DataTypes.StringType, value.type.apply(metadata)),
          () -> {
            Map<String, @Nullable Object> values = new LinkedHashMap<>();
            Map<String, AttributeValue> members = new LinkedHashMap<>();
            for (Cell each : cells(value, random.nextInt(4))) {
              Cell cell = random.nextInt(6) == 0 ? null : each;
              String key = "k" + items.text();
              values.put(key, cell == null ? null : cell.value);
              members.put(key, attribute(cell));
            }
            return new Cell(values, AttributeValue.fromM(members));
          });
    }

    private RandomType struct(int depth) {
      List<RandomType> types = IntStream.rangeClosed(0, random.nextInt(3))
          .mapToObj(i -> next(depth - 1))
          .toList();
      List<String> names = names(types.size());
      return new RandomType("M", metadata -> fields(names, types, metadata), () -> {
        @Nullable Object[] values = new Object[types.size()];
        Map<String, AttributeValue> members = new LinkedHashMap<>();
        for (int i = 0; i < values.length; i++) {
          if (random.nextInt(6) > 0) {
            Cell cell = types.get(i).cells.get();
            values[i] = cell.value;
            members.put(names.get(i), cell.attribute);
          }
        }
        return new Cell(RowFactory.create(values), AttributeValue.fromM(members));
      });
    }

    /** A schema of these. */
    static StructType fields(
        List<String> names, List<RandomType> types, Function<String, Metadata> metadata) {
      return new StructType(IntStream.range(0, names.size())
          .mapToObj(i -> types.get(i).field(names.get(i), metadata))
          .toArray(StructField[]::new));
    }

    /** Names that differ by more than case, some of which want to be quoted. */
    List<String> names(int count) {
      List<String> odd = List.of("", ".x", " (cm)", "/1", "-", "é", "😀", "`", "\"", "#");
      return IntStream.range(0, count)
          .mapToObj(i -> "c" + i + odd.get(random.nextInt(odd.size())))
          .toList();
    }

    private static List<Cell> cells(RandomType type, int count) {
      return new ArrayList<>(
          IntStream.range(0, count).mapToObj(i -> type.cells.get()).toList());
    }

    private static List<@Nullable Object> values(List<@Nullable Cell> cells) {
      List<@Nullable Object> values = new ArrayList<>();
      cells.forEach(cell -> values.add(cell == null ? null : cell.value));
      return values;
    }

    private static AttributeValue attribute(@Nullable Cell cell) {
      return cell == null ? AttributeValue.fromNul(true) : cell.attribute;
    }
  }
}
