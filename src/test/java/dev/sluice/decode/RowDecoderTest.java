package dev.sluice.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.item.JsonPointer;
import dev.sluice.wire.DynamoJsonReader;
import dev.sluice.wire.OverflowText;
import dev.sluice.wire.UnreadableItemException;
import dev.sluice.wire.WireException;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RowDecoderTest {
  private static final StructType SCHEMA = new StructType()
      .add("s", DataTypes.StringType, true, ColumnMetadata.of("S"))
      .add("n", DataTypes.LongType, true, ColumnMetadata.of("N"))
      .add("d", DataTypes.createDecimalType(18, 4), true, ColumnMetadata.of("N"))
      .add("wide", DataTypes.createDecimalType(38, 10), true, ColumnMetadata.of("N"))
      .add("list", DataTypes.createArrayType(DataTypes.LongType), true, ColumnMetadata.of("L<N>"))
      .add(
          "m",
          new StructType().add("k", DataTypes.StringType, true, ColumnMetadata.of("S")),
          true,
          ColumnMetadata.of("M"))
      .add("_overflow", DataTypes.StringType);

  private static InternalRow decode(String item) {
    return new RowDecoder(SCHEMA)
        .decode(new DynamoJsonReader(item.getBytes(StandardCharsets.UTF_8)));
  }

  private static Map<String, String> overflow(InternalRow row) {
    Map<String, String> overflow = new HashMap<>();
    if (!row.isNullAt(6)) {
      OverflowText.forEach(row.getUTF8String(6).getBytes(), (pointer, in) -> {
        int start = in.position();
        in.skip();
        overflow.put(pointer, in.since(start));
      });
    }
    return overflow;
  }

  @Test
  void whatFitsGoesToItsColumn() {
    InternalRow row = decode(
        "{\"s\":{\"S\":\"a\\u00e9\\ud83d\\ude00\\n\"},\"n\":{\"N\":\"-12\"},\"d\":{\"N\":\"1.5\"}}");
    assertThat(row.getUTF8String(0)).hasToString("aé😀\n");
    assertThat(row.getLong(1)).isEqualTo(-12);
    assertThat(row.getDecimal(2, 18, 4)).hasToString("1.5000");
    assertThat(overflow(row)).isEmpty();
  }

  @Test
  void whatDoesNotFitOverflowsUnchanged() {
    InternalRow row = decode(
        "{\"s\":{\"N\":\"1.50\"},\"n\":{\"N\":\"0.5\"},\"d\":{\"N\":\"0.00001\"},\"a~/b\":{\"L\":[ ]},"
            + "\"list\":{\"L\":[{\"N\":\"1\"},{\"NULL\":true},{\"S\":\"x\"}]},"
            + "\"m\":{\"M\":{\"k\":{\"S\":\"v\"},\"\":{\"BOOL\":false}}}}");
    assertThat(overflow(row))
        .isEqualTo(Map.of(
            "/s", "{\"N\":\"1.50\"}",
            "/n", "{\"N\":\"0.5\"}",
            "/d", "{\"N\":\"0.00001\"}",
            "/a~0~1b", "{\"L\":[ ]}",
            "/list/1", "{\"NULL\":true}",
            "/list/2", "{\"S\":\"x\"}",
            "/m/", "{\"BOOL\":false}"));
    assertThat(row.getArray(4).getLong(0)).isEqualTo(1);
    assertThat(row.getArray(4).isNullAt(1)).isTrue();
    assertThat(row.getStruct(5, 1).getUTF8String(0)).hasToString("v");
  }

  /** A reader's JSON parser finds every pointer, whatever the names. */
  @ParameterizedTest
  @ValueSource(
      strings = {"a\"b", "a\\n", "a\n", "\u0000\u001f", "é\uD83D\uDE00", "", "a/b~1", "_overflow"})
  void theOverflowIsJsonWhateverTheNames(String name) throws IOException {
    ObjectMapper json = new ObjectMapper();
    String item =
        "{%1$s:{\"M\":{%1$s:{\"N\":\"1E+2\"}}},\"m\":{\"M\":{%1$s:{\"S\":\"\\u00e9\\n\"}}}}"
            .formatted(json.writeValueAsString(name));
    String pointer = JsonPointer.of(List.of(name));

    JsonNode read = json.readTree(decode(item).getUTF8String(6).toString());

    assertThat(read)
        .isEqualTo(json.createObjectNode()
            .<ObjectNode>set(pointer, json.readTree(item).get(name))
            .set("/m" + pointer, json.readTree("{\"S\":\"é\\n\"}")));
  }

  /** Else a name of 60 KB above 100,000 values would be written 100,000 times. */
  @Test
  void aLongNameAboveManyValuesIsNotWrittenForEach() {
    String name = "n".repeat(60_000);
    StructType schema = new StructType()
        .add(name, DataTypes.createArrayType(DataTypes.LongType), true, ColumnMetadata.of("L<N>"))
        .add(
            "m",
            DataTypes.createArrayType(DataTypes.createArrayType(DataTypes.LongType)),
            true,
            ColumnMetadata.of("L<L<N>>"))
        .add("_overflow", DataTypes.StringType);
    String list = "{\"L\":[" + "{\"S\":\"x\"},".repeat(99_999) + "{\"N\":\"7\"}]}";
    String item = "{\"%s\":%s,\"m\":{\"L\":[{\"L\":[{\"N\":\"3\"}]},%s]},\"other\":{\"BOOL\":true}}"
        .formatted(name, list, list);

    InternalRow row =
        new RowDecoder(schema).decode(new DynamoJsonReader(item.getBytes(StandardCharsets.UTF_8)));

    assertThat(row.isNullAt(0)).isTrue();
    assertThat(row.getArray(1).getArray(0).getLong(0)).isEqualTo(3);
    assertThat(row.getUTF8String(2).numBytes()).isLessThan(8 << 20);
    assertThat(row.getUTF8String(2).toString())
        .startsWith("{\"/" + name + "\":" + list + ",\"/m/1/0\":")
        .endsWith(",\"/other\":{\"BOOL\":true}}");
  }

  @Test
  void missingAndNullAreTold() {
    InternalRow row = decode("{\"n\":{\"NULL\":true}}");
    assertThat(row.isNullAt(0)).isTrue();
    assertThat(row.isNullAt(1)).isTrue();
    assertThat(overflow(row)).isEqualTo(Map.of("/n", "{\"NULL\":true}"));
  }

  /** 0 fits whatever the scale is. */
  @ParameterizedTest
  @ValueSource(strings = {"0", "-0", "0.0", "0E+5", "0E-130"})
  void zeroFitsEveryDecimal(String zero) {
    byte[] item = ("{\"d\":{\"N\":\"" + zero + "\"}}").getBytes(StandardCharsets.UTF_8);
    for (int scale = 0; scale <= DecimalType.MAX_SCALE(); scale++) {
      StructType columns = new StructType()
          .add("d", DataTypes.createDecimalType(38, scale), true, ColumnMetadata.of("N"));

      InternalRow row = new RowDecoder(columns).decode(new DynamoJsonReader(item));

      assertThat(row.getDecimal(0, 38, scale).toJavaBigDecimal()).isEqualByComparingTo("0");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0.0000",
    "-0.0001, -0.0001",
    "99999999999999.9999, 99999999999999.9999",
    "1E+3, 1000.0000",
    "5E-1, 0.5000",
    "12.3400000, 12.3400"
  })
  void decimalsAreExact(String number, String held) {
    assertThat(decode("{\"d\":{\"N\":\"" + number + "\"}}").getDecimal(2, 18, 4))
        .hasToString(held);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "100000000000000",
        "0.00001",
        "1E+14",
        "9.9999999999999999999999999999999999999E+125",
        "1E-130"
      })
  void decimalsThatDoNotFitOverflow(String number) {
    InternalRow row = decode("{\"d\":{\"N\":\"" + number + "\"}}");
    assertThat(row.isNullAt(2)).isTrue();
    assertThat(overflow(row)).containsKey("/d");
  }

  @ParameterizedTest
  @ValueSource(
      longs = {
        0,
        1,
        -1,
        999_999_999_999_999_999L,
        1_000_000_000_000_000_000L,
        Long.MAX_VALUE,
        Long.MIN_VALUE
      })
  void longsAreExact(long number) {
    assertThat(decode("{\"n\":{\"N\":\"" + number + "\"}}").getLong(1)).isEqualTo(number);
  }

  @ParameterizedTest
  @CsvSource({
    "0.1, true",
    "-2.534, true",
    "1E+100, true",
    "0.12345678901234567890, false",
    "9007199254740993, false",
    "9E+125, true",
    "12345678901234567890123456789012345678, false"
  })
  void doublesAreHeldWhereTheyLoseNothing(String number, boolean held) {
    StructType schema =
        new StructType().add("f", DataTypes.DoubleType, true, ColumnMetadata.of("N"));
    String item = "{'f':{'N':'%s'}}".formatted(number).replace('\'', '"');
    InternalRow row =
        new RowDecoder(schema).decode(new DynamoJsonReader(item.getBytes(StandardCharsets.UTF_8)));
    assertThat(row.isNullAt(0)).isEqualTo(!held);
    if (held) {
      assertThat(row.getDouble(0)).isEqualTo(Double.parseDouble(number));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\"b", "a\\n", "a\n", "a b.c", "é\uD83D\uDE00", "", "/"})
  void namesAreFoundHoweverTheyStandInJson(String name) throws IOException {
    StructType schema =
        new StructType().add(name, DataTypes.StringType, true, ColumnMetadata.of("S"));
    RowDecoder decoder = new RowDecoder(schema);
    String quoted = new ObjectMapper().writeValueAsString(name);
    String unicode =
        name.chars().mapToObj("\\u%04x"::formatted).collect(Collectors.joining("", "\"", "\""));
    for (String written : List.of(quoted, unicode, quoted, quoted)) {
      InternalRow row = decoder.decode(new DynamoJsonReader(
          "{%s:{\"S\":\"x\"}}".formatted(written).getBytes(StandardCharsets.UTF_8)));
      assertThat(row.getUTF8String(0)).as(written).hasToString("x");
    }
  }

  @Test
  void aNameThatLooksLikeAnothersJsonIsNotTakenForIt() {
    StructType schema = new StructType()
        .add("a\\n", DataTypes.StringType, true, ColumnMetadata.of("S"))
        .add("_overflow", DataTypes.StringType);
    RowDecoder decoder = new RowDecoder(schema);
    // a, and a line's end, where the column's name is a, backslash, n
    DynamoJsonReader in =
        new DynamoJsonReader("{\"a\\n\":{\"S\":\"x\"}}".getBytes(StandardCharsets.UTF_8));
    InternalRow row = decoder.decode(in);
    assertThat(row.isNullAt(0)).isTrue();
    assertThat(row.getUTF8String(1)).hasToString("{\"/a\\u000a\":{\"S\":\"x\"}}");
  }

  @Test
  void shortNumbersAsDoublesAreWhatTheJdkReadsAndPrints() {
    StructType schema =
        new StructType().add("f", DataTypes.DoubleType, true, ColumnMetadata.of("N"));
    RowDecoder decoder = new RowDecoder(schema);
    Random random = new Random(5);
    for (int i = 0; i < 200_000; i++) {
      long unscaled = random.nextLong() / (long) Math.pow(10, 4 + random.nextInt(15));
      String number = BigDecimal.valueOf(unscaled, random.nextInt(17)).toPlainString();
      InternalRow row = decoder.decode(new DynamoJsonReader(
          ("{\"f\":{\"N\":\"" + number + "\"}}").getBytes(StandardCharsets.UTF_8)));
      assertThat(row.isNullAt(0)).as(number).isFalse();
      double value = row.getDouble(0);
      assertThat(value).as(number).isEqualTo(new BigDecimal(number).doubleValue());
      assertThat(BigDecimal.valueOf(value)).isEqualByComparingTo(number);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"9223372036854775808", "-9223372036854775809", "1.5", "1E+19"})
  void longsThatDoNotFitOverflow(String number) {
    InternalRow row = decode("{\"n\":{\"N\":\"" + number + "\"}}");
    assertThat(row.isNullAt(1)).isTrue();
    assertThat(overflow(row)).containsKey("/n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"s\":{\"X\":\"a\"}}",
        "{\"n\":{\"N\":\"abc\"}}",
        "{\"n\":{\"N\":\"\"}}",
        "{\"n\":{\"N\":\"1E+999999999\"}}",
        "{\"other\":{\"B\":\"*\"}}",
        "{\"other\":{\"M\":{\"x\":{\"N\":\"NaN\"}}}}"
      })
  void whatNoItemCanBeIsRejected(String item) {
    assertThatThrownBy(() -> decode(item)).isInstanceOf(UnreadableItemException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "{\"s\"",
        "{\"s\":{\"S\":\"a\"}",
        "{\"s\":{\"S\":\"a\"},}",
        "{\"s\":{\"S\":\"a\" \"b\"}}",
        "{\"s\":{\"S\":\"a\"},\"s\":{\"S\":\"b\"}}",
        "{\"s\":{\"S\":\"\\x\"}}",
        "{\"s\":{\"S\":\"\\u12\"}}",
        "{\"n\":{\"NULL\":tru}}"
      })
  void whatIsNoJsonIsRefused(String item) {
    assertThatThrownBy(() -> decode(item)).isInstanceOf(WireException.class);
  }

  @Test
  void nestingIsBounded() {
    String deep = "{\"other\":" + "{\"L\":[".repeat(100_000);
    assertThatThrownBy(() -> decode(deep))
        .isInstanceOfAny(WireException.class, UnreadableItemException.class);
    DynamoJsonReader open =
        new DynamoJsonReader("[".repeat(100_000).getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(open::skip).isInstanceOf(WireException.class);
  }

  /** Whatever the bytes: a row, a rejected item or a refused page; never another failure, never a hang. */
  @Tag("thorough")
  @Test
  void damagedBytesNeverDoWorse() {
    byte[] whole =
        ("{\"s\":{\"S\":\"a\\u00e9\\n\"},\"n\":{\"N\":\"-12.5E3\"},\"d\":{\"N\":\"1.5\"},\"x\":{\"B\":\"YWI=\"},"
                + "\"list\":{\"L\":[{\"N\":\"1\"},{\"NS\":[\"1\",\"2\"]}]},\"m\":{\"M\":{\"k\":{\"S\":\"v\"}}}}")
            .getBytes(StandardCharsets.UTF_8);
    Random random = new Random(11);
    int rows = 0;
    for (int i = 0; i < 200_000; i++) {
      byte[] damaged = Arrays.copyOf(
          whole, random.nextInt(4) == 0 ? random.nextInt(whole.length) : whole.length);
      for (int flips = random.nextInt(4); flips > 0 && damaged.length > 0; flips--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      rows += decodes(damaged) ? 1 : 0;
    }
    assertThat(rows).isPositive();
  }

  private static boolean decodes(byte[] item) {
    try {
      new RowDecoder(SCHEMA).decode(new DynamoJsonReader(item));
      return true;
    } catch (WireException | UnreadableItemException expected) {
      return false;
    }
  }
}
