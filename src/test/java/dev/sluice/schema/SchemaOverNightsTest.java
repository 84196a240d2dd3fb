package dev.sluice.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.decode.ColumnMetadata;
import dev.sluice.table.TableDescription;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A table's columns from night to night, each night by another sample. */
final class SchemaOverNightsTest {
  private static final List<TableDescription.Key> KEYS =
      List.of(new TableDescription.Key("id", "S"));
  private static final int NIGHTS = 30;

  private Earlier earlier = Earlier.NONE;
  private final Set<String> seen = new HashSet<>();

  private StructType night(List<String> sample) {
    Map<String, TypeTally> tallies = Tallies.of(sample);
    StructType schema =
        new Columns(NumberMapping.EXACT, DeclaredColumns.NONE, earlier).of(KEYS, tallies);
    SeenTypes.of(schema, tallies).forEach((place, types) -> {
      if (!types.keySet().equals(Set.of("NULL"))) {
        seen.add(place);
      }
    });
    earlier = Earlier.of(schema, seen);
    return schema;
  }

  private String type(String item) {
    return night(List.of("{'id':{'S':'a'}," + item.substring(1)))
        .apply("v")
        .dataType()
        .catalogString();
  }

  @Test
  void aTypeChangesOnlyWhenAValueDemandsIt() {
    assertThat(type("{'v':{'N':'1.5'}}")).isEqualTo("decimal(18,9)");
    assertThat(type("{'v':{'N':'1.25'}}")).isEqualTo("decimal(18,9)");
    assertThat(type("{'v':{'N':'3'}}")).isEqualTo("decimal(18,9)");
    assertThat(type("{'v':{'S':'x'}}")).isEqualTo("decimal(18,9)");
    assertThat(type("{'v':{'N':'1.1234567891'}}")).isEqualTo("decimal(38,19)");
    assertThat(type("{'v':{'N':'1E-100'}}")).isEqualTo("string");
    assertThat(type("{'v':{'N':'1'}}")).isEqualTo("string");
    assertThat(ColumnMetadata.type(earlier.columns().apply("v").metadata())).isEqualTo("N");
  }

  @Test
  void whatWasAGuessBindsNobody() {
    assertThat(type("{'v':{'L':[]}}")).isEqualTo("array<string>");
    assertThat(type("{'v':{'L':[{'N':'1'}]}}")).isEqualTo("array<bigint>");
    assertThat(type("{'v':{'L':[]}}")).isEqualTo("array<bigint>");
    assertThat(type("{'v':{'L':[{'S':'x'}]}}")).isEqualTo("array<bigint>");
  }

  @Test
  void aStructStaysOneThoughTheSampleLooksLikeAMap() {
    assertThat(type("{'v':{'M':{'a':{'N':'1'},'b':{'S':'x'}}}}"))
        .isEqualTo("struct<a:bigint,b:string>");
    List<String> data = IntStream.range(0, 50)
        .mapToObj(i -> "{'id':{'S':'a'},'v':{'M':{'u" + i + "':{'N':'1'},'w" + i + "':{'N':'2'}}}}")
        .toList();
    assertThat(night(data).apply("v").dataType().catalogString())
        .isEqualTo("struct<a:bigint,b:string>");
    assertThat(type("{'v':{'M':{'c':{'N':'1.5'}}}}"))
        .isEqualTo("struct<a:bigint,b:string,c:decimal(18,9)>");
  }

  @Test
  void theMostFrequentOfManyNamesHaveColumns() {
    List<String> items = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      items.add("{'id':{'S':'" + i + "'},'often':{'N':'1'},'zz':{'M':{'k" + i + "':{'N':'1'},'l" + i
          + "':{'S':'x'}}},'n" + i + "':{'S':'x'}}");
    }
    StructType first = night(items);
    assertThat(first.fieldNames()).contains("id", "often", "_overflow").hasSize(1_001);
    assertThat(leaves(first)).isLessThanOrEqualTo(2_001);
    assertThat(night(items.subList(2_000, 3_000))).isEqualTo(first);
  }

  private static int leaves(DataType type) {
    if (type instanceof StructType struct) {
      return Arrays.stream(struct.fields())
          .mapToInt(field -> leaves(field.dataType()))
          .sum();
    }
    return type instanceof ArrayType array ? leaves(array.elementType()) : 1;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void ofAChangingTableEachSchemaHoldsAllEarlierOnes(long seed) {
    Random random = new Random(seed);
    StructType before = new StructType();
    for (int night = 0; night < NIGHTS; night++) {
      List<String> table = items(random, 1 + random.nextInt(30));
      StructType now = night(table);
      assertHolds(now, before, "night " + night);
      for (int again = 0; again < 3; again++) {
        List<String> part = table.stream().filter(item -> random.nextBoolean()).toList();
        assertThat(night(part).json()).as("unchanged, night %d", night).isEqualTo(now.json());
      }
      before = now;
    }
  }

  private void assertHolds(StructType now, StructType before, String where) {
    List<String> names = List.of(now.fieldNames());
    for (StructField field : before.fields()) {
      assertThat(names).as(where).contains(field.name());
      StructField wider = now.apply(field.name());
      assertHolds(
          wider.dataType(),
          field.dataType(),
          where + " " + field.name() + " " + field.dataType() + " → " + wider.dataType());
      boolean guessed = field.dataType().catalogString().contains("<string")
          && !wider.dataType().equals(field.dataType());
      if (!guessed) {
        assertThat(ColumnMetadata.type(wider.metadata()))
            .as(where)
            .isEqualTo(ColumnMetadata.type(field.metadata()));
      }
    }
  }

  /** Elements of which none has been seen are text for want of anything better. */
  private void assertHolds(DataType now, DataType before, String where) {
    if (now instanceof StructType wide && before instanceof StructType narrow) {
      assertHolds(wide, narrow, where);
    } else if (now instanceof ArrayType wide && before instanceof ArrayType narrow) {
      if (!narrow.elementType().equals(DataTypes.StringType)) {
        assertHolds(wide.elementType(), narrow.elementType(), where);
      }
    } else if (now instanceof MapType wide && before instanceof MapType narrow) {
      if (!narrow.valueType().equals(DataTypes.StringType)) {
        assertHolds(wide.valueType(), narrow.valueType(), where);
      }
    } else if (!now.equals(before)) {
      assertThat(digits(now)).as(where).isGreaterThanOrEqualTo(digits(before));
      assertThat(scale(now)).as(where).isGreaterThanOrEqualTo(scale(before));
    }
  }

  private static int digits(DataType type) {
    if (type instanceof DecimalType decimal) {
      return decimal.precision() - decimal.scale();
    }
    return type.equals(DataTypes.LongType) ? 19 : type.equals(DataTypes.StringType) ? 126 : -1;
  }

  private static int scale(DataType type) {
    if (type instanceof DecimalType decimal) {
      return decimal.scale();
    }
    return type.equals(DataTypes.LongType) ? 0 : type.equals(DataTypes.StringType) ? 130 : -1;
  }

  private static List<String> items(Random random, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "{'id':{'S':'" + i + "'},"
            + IntStream.range(0, 6)
                .filter(a -> random.nextInt(3) > 0)
                .mapToObj(
                    a -> "'" + (random.nextInt(9) == 0 ? "A" : "a") + a + "':" + value(random, 0))
                .distinct()
                .collect(Collectors.toMap(
                    text -> text.substring(0, text.indexOf(':')), text -> text, (one, two) -> one))
                .values()
                .stream()
                .collect(Collectors.joining(","))
            + "}")
        .map(item -> item.replace(",}", "}"))
        .toList();
  }

  private static String value(Random random, int depth) {
    return switch (random.nextInt(depth > 2 ? 6 : 9)) {
      case 0, 1 -> "{'N':'" + number(random) + "'}";
      case 2 -> "{'S':'x'}";
      case 3 -> "{'BOOL':true}";
      case 4 -> "{'NULL':true}";
      case 5 -> "{'NS':['" + number(random) + "']}";
      case 6, 7 ->
        "{'M':{'k" + random.nextInt(4) + "':" + value(random, depth + 1) + ",'l" + random.nextInt(4)
            + "':" + value(random, depth + 1) + "}}";
      default -> "{'L':[" + (random.nextBoolean() ? value(random, depth + 1) : "") + "]}";
    };
  }

  private static String number(Random random) {
    return switch (random.nextInt(12)) {
      case 0 -> "1.5";
      case 1 -> "0." + "123456789012".substring(0, 1 + random.nextInt(11));
      case 2 -> "9".repeat(1 + random.nextInt(22));
      case 3 -> random.nextInt(5) == 0 ? "1E-90" : "7";
      default -> Integer.toString(random.nextInt(100));
    };
  }
}
