package dev.sluice.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.schema.ParseOptions;
import dev.sluice.schema.UserSchema;
import dev.sluice.testing.TestServers;
import dev.sluice.testing.TestSpark;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A column of a type holds exactly the values that it can give back: of each type, values at and beyond its edges, as an
 * attribute, in a list, in a map and in a struct.
 */
@Tag("thorough")
final class SchemasAsWrittenTest {
  /** type; values that fit, each with its text in SQL; values that do not. Numbers are N, quoted text is S. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      tinyint   | 0=0 -128=-128 127=127 1E2=100 1.0=1                           | 128 -129 1.5 1E3 '1' true
      smallint  | 32767=32767 -32768=-32768 3E4=30000                           | 32768 -32769 0.1 '1'
      int       | 2147483647=2147483647 -2147483648=-2147483648 1E2=100         | 2147483648 -2147483649 1.5 1E-1 '1' 1E100
      bigint    | 9223372036854775807=9223372036854775807                       | 9223372036854775808 0.5 '1'
      float     | 0.1=0.1 1.5=1.5 -3.4028235E38=-3.4028235E38 1.4E-45=1.4E-45 16777216=1.6777216E7 | 16777217 0.10000000149011612 1E39 1E-46 0.123456789 '0.1'
      double    | 0.1=0.1 1E100=1.0E100 0.30000000000000004=0.30000000000000004 | 0.1000000000000000055511151231257827 9007199254740993 12345678901234567890123456789012345678 '1'
      decimal(4,2) | 1.25=1.25 99.99=99.99 -1E1=-10.00                          | 1.255 100 1E-3 '1'
      decimal(38,0)| 99999999999999999999999999999999999999=99999999999999999999999999999999999999 | 1E38 0.1
      boolean   | true=true false=false                                         | 1 'true'
      string    | 'a'=a ''= '1'=1                                               | 1 true
      binary    | x61=a                                                         | 'a' 1
      date      | '2026-02-28'=2026-02-28 '2024-02-29'=2024-02-29 '0001-01-01'=0001-01-01 '9999-12-31'=9999-12-31 | '2026-02-29' '2026-13-01' '2026-1-1' '2026-01-01T00:00:00Z' '01/02/2026' '+10000-01-01' '0000-01-01' '' 20260101
      timestamp | '2026-01-01T00:00:00Z'=2026-01-01_00:00:00 '2026-01-01T01:00:00+01:00'=2026-01-01_00:00:00 '2026-01-01_00:00:00.123456+0000'=2026-01-01_00:00:00.123456 '2026-01-01T00:00Z'=2026-01-01_00:00:00 '2026-01-01T00:00:00.123000000Z'=2026-01-01_00:00:00.123 '1900-01-01T00:00:00-03:30'=1900-01-01_03:30:00 | '2026-01-01T00:00:00' '2026-01-01' '2026-01-01T00:00:00.1234567Z' '2026-01-01T24:00:00Z' '2026-01-01T23:59:60Z' '2026-01-01T00:00:00Z[UTC]' 'now' 1767225600
      timestamp_ntz | '2026-01-01T00:00'=2026-01-01_00:00:00 '2026-01-01_12:30:59.5'=2026-01-01_12:30:59.5 | '2026-01-01T00:00:00Z' '2026-01-01T00:00:00+00:00' '2026-01-01' 1
      timestamp COMMENT 'epoch-seconds' | 0=1970-01-01_00:00:00 1767225600=2026-01-01_00:00:00 -1.5=1969-12-31_23:59:58.5 1E9=2001-09-09_01:46:40 | 1767225600000 0.0000001 '0' 1E100
      timestamp COMMENT 'epoch-millis'  | 1767225600001=2026-01-01_00:00:00.001 0.001=1970-01-01_00:00:00.000001 | 1E15 0.0001 '0'
      timestamp COMMENT 'epoch-micros'  | 1=1970-01-01_00:00:00.000001                                            | 0.5 1E20
      string COMMENT 'N' | 12.5=12.5 12345678901234567890123456789012345678=12345678901234567890123456789012345678 | 'a'
      """)
  void holdsWhatItGivesBack(String type, String fitting, String misfits) {
    String[] stated = type.split(" COMMENT ", -1);
    String unit = stated.length == 1 ? "" : stated[1].replace("'", "");
    List<Map<String, AttributeValue>> items = new ArrayList<>();
    Map<String, String> expected = new HashMap<>();
    for (String pair : fitting.split(" ", -1)) {
      int at = pair.lastIndexOf('=');
      expected.put("fits-" + items.size(), pair.substring(at + 1).replace('_', ' '));
      items.add(item("fits-" + items.size(), value(pair.substring(0, at))));
    }
    for (String text : misfits.split(" ", -1)) {
      items.add(item("misfit-" + items.size(), value(text)));
    }
    String table = TargetTables.create();
    TargetTables.put(table, items);

    for (String form : List.of("v", "l", "m", "s")) {
      String schema = schema(form, stated[0], unit);
      Map<String, String> found = new HashMap<>();
      rows(table, schema, Map.of("mode", "DROPMALFORMED"))
          .selectExpr("id", text(form))
          .collectAsList()
          .forEach(row -> found.put(row.getString(0), row.getString(1)));
      assertThat(found).as(schema).isEqualTo(expected);

      Set<String> corrupt = new HashSet<>();
      rows(table, schema + ", _corrupt_record string", Map.of())
          .where(text(form) + " IS NULL AND _corrupt_record IS NOT NULL")
          .select("id")
          .collectAsList()
          .forEach(row -> corrupt.add(row.getString(0)));
      assertThat(corrupt).as(schema).hasSize(items.size() - expected.size());
      assertThat(corrupt).allMatch(id -> id.startsWith("misfit"));
    }
  }

  /** The schema as a user writes it; a unit is stated where the value is. */
  private static String schema(String form, String type, String unit) {
    return switch (form) {
      case "v" -> "id string NOT NULL, v " + type + " NOT NULL" + comment(unit);
      case "l" ->
        "id string, l array<" + type + ">" + comment(unit.isEmpty() ? "" : "L<" + unit + ">");
      case "m" ->
        "id string, m map<string, " + type + ">" + comment(unit.isEmpty() ? "" : "M<" + unit + ">");
      default -> "id string, s struct<v: " + type + comment(unit) + ">";
    };
  }

  private static String comment(String unit) {
    return unit.isEmpty() ? "" : " COMMENT '" + unit + "'";
  }

  private static String text(String form) {
    String value =
        switch (form) {
          case "v" -> "v";
          case "l" -> "l[0]";
          case "m" -> "m['k']";
          default -> "s.v";
        };
    return "string(" + value + ")";
  }

  private static Map<String, AttributeValue> item(String id, AttributeValue value) {
    return Map.of(
        "id", AttributeValue.fromS(id),
        "v", value,
        "l", AttributeValue.fromL(List.of(value)),
        "m", AttributeValue.fromM(Map.of("k", value)),
        "s", AttributeValue.fromM(Map.of("v", value, "other", AttributeValue.fromN("1"))));
  }

  private static AttributeValue value(String text) {
    if (text.startsWith("'")) {
      return AttributeValue.fromS(text.substring(1, text.length() - 1).replace('_', ' '));
    }
    if (text.startsWith("x")) {
      return AttributeValue.fromB(SdkBytes.fromUtf8String("a"));
    }
    return text.equals("true") || text.equals("false")
        ? AttributeValue.fromBool(Boolean.valueOf(text))
        : AttributeValue.fromN(text);
  }

  /** Rows written with a type are read back with it, also where a reader of another time zone looks. */
  @ParameterizedTest
  @ValueSource(strings = {"UTC", "America/St_Johns"})
  void whatIsWrittenIsReadBack(String zone) {
    String table = TargetTables.create();
    String ddl =
        "id string, a tinyint, b smallint, c int, f float, d date, t timestamp, n timestamp_ntz,"
            + " e timestamp COMMENT 'epoch-millis', l array<date>, m map<string, timestamp>, s struct<i: int, t: timestamp>,"
            + " x array<timestamp> COMMENT 'L<epoch-seconds>'";
    var spark = TestSpark.session().newSession();
    spark.conf().set("spark.sql.session.timeZone", zone);
    Dataset<Row> rows = spark.sql(
        "SELECT '1' id, 1Y a, -3S b, 7 c, 0.1F f, date'2026-02-28' d, timestamp'2026-03-08 02:30:00.000001' t,"
            + " timestamp_ntz'2026-01-01 00:00:00' n, timestamp'2026-01-01 00:00:00.001' e, array(date'1600-01-01', null) l,"
            + " map('k', timestamp'0001-01-02 00:00:00') m, named_struct('i', 1, 't', timestamp'9999-12-30 00:00:00') s,"
            + " array(timestamp'2026-01-01 00:00:00') x");
    rows.write()
        .format("sluice")
        .option("table", table)
        .option("endpoint", TestServers.dynamoDbEndpoint().toString())
        .option(
            "ddl",
            "e timestamp COMMENT 'epoch-millis', x array<timestamp> COMMENT 'L<epoch-seconds>'")
        .mode("append")
        .save();

    assertThat(spark
            .read()
            .format("sluice")
            .schema(ddl)
            .option("table", table)
            .option("endpoint", TestServers.dynamoDbEndpoint().toString())
            .load()
            .collectAsList())
        .isEqualTo(rows.collectAsList());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void failFastNamesTheItemAndTheColumn(boolean ansi) {
    String table = TargetTables.create();
    TargetTables.put(table, List.of(item("one", AttributeValue.fromS("x".repeat(10_000)))));
    var spark = TestSpark.session().newSession();
    spark.conf().set("spark.sql.ansi.enabled", ansi);

    assertThatThrownBy(() -> spark
            .read()
            .format("sluice")
            .schema("id string, s struct<v: int>")
            .option("table", table)
            .option("endpoint", TestServers.dynamoDbEndpoint().toString())
            .load()
            .collectAsList())
        .rootCause()
        .hasMessageContainingAll(
            "table " + table,
            "item {\"id\":{\"S\":\"one\"}}",
            "/s/v is {\"S\":\"xxx",
            "does not fit column s (struct<v:int>)",
            "_overflow string",
            "mode = PERMISSIVE")
        .message()
        .hasSizeLessThan(1_500);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "ID string; id; names differ by case",
        "id string, n int, _corrupt_record string; _corrupt_record; nothing",
        "id string, n int; id; is a key of table"
      })
  void aKeyIsNotHidden(String schema, String corrupt, String refusal) {
    String table = TargetTables.create();
    TargetTables.put(table, List.of(Map.of("id", AttributeValue.fromS("1"))));
    Map<String, String> options =
        schema.startsWith("ID") ? Map.of() : Map.of("columnNameOfCorruptRecord", corrupt);

    if (refusal.equals("nothing")) {
      assertThat(rows(table, schema, options).collectAsList()).hasSize(1);
    } else {
      assertThatThrownBy(() -> rows(table, schema, options).collectAsList())
          .hasStackTraceContaining(refusal);
    }
  }

  /** So Spark 4 passes columns of CREATE TABLE that are char or varchar. */
  @Test
  void lengthsAreRefused() {
    StructType schema = new StructType()
        .add(
            "id",
            "string",
            true,
            new MetadataBuilder()
                .putString("__CHAR_VARCHAR_TYPE_STRING", "char(4)")
                .build());

    assertThatThrownBy(() -> UserSchema.of(schema, "schema", ParseOptions.USUAL))
        .hasMessageContaining("id char(4)")
        .hasMessageContaining("Declare it string.");
  }

  private static Dataset<Row> rows(String table, String schema, Map<String, String> options) {
    return TestSpark.session()
        .read()
        .format("sluice")
        .schema(schema)
        .option("table", table)
        .option("endpoint", TestServers.dynamoDbEndpoint().toString())
        .options(options)
        .load();
  }
}
