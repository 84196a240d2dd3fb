package dev.sluice.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.testing.TestServers;
import dev.sluice.testing.TestSpark;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Under FAILFAST no filter that DynamoDB evaluates hides an item whose value does not fit. */
final class FailFastTest {
  private static final Map<String, AttributeValue> WRONG = Map.of(
      "text", AttributeValue.fromS("abc"),
      "bool", AttributeValue.fromBool(true),
      "list", AttributeValue.fromL(List.of()),
      "fraction", AttributeValue.fromN("7.5"),
      "huge", AttributeValue.fromN("1E30"),
      "null", AttributeValue.fromNul(true));

  private static final Map<String, String> TABLES = new HashMap<>();

  @BeforeAll
  static void fill() {
    WRONG.forEach((name, value) -> TABLES.put(name, table(value)));
    TABLES.put("missing", table(null));
  }

  /** Three items that fit, and the one in question, as attribute and as a member. */
  private static String table(AttributeValue value) {
    List<Map<String, AttributeValue>> items = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      items.add(item("fit-" + i, "y", AttributeValue.fromN("" + i)));
    }
    items.add(item("wrong", "x", value));
    String table = TargetTables.create();
    TargetTables.put(table, items);
    return table;
  }

  private static Map<String, AttributeValue> item(String id, String c, AttributeValue value) {
    Map<String, AttributeValue> item = new HashMap<>();
    item.put("id", AttributeValue.fromS(id));
    item.put("c", AttributeValue.fromS(c));
    item.put("m", AttributeValue.fromM(value == null ? Map.of() : Map.of("n", value)));
    if (value != null) {
      item.put("n", value);
    }
    return item;
  }

  /** The predicate; the ids of the rows, where the item in question is text; where it is 7.5; where it is missing. */
  @Tag("thorough")
  @ParameterizedTest(name = "{0}")
  @CsvSource(delimiter = '|', nullValues = "fails", textBlock = """
      N = 1                     | fails       | fit-1       | fit-1
      N <> 1                    | fails       | fails       | fit-0 fit-2
      N < 2                     | fails       | fit-0 fit-1 | fit-0 fit-1
      N > 1                     | fails       | fails       | fit-2
      NOT (N > 1)               | fails       | fit-0 fit-1 | fit-0 fit-1
      N IN (0, 1)               | fails       | fit-0 fit-1 | fit-0 fit-1
      N NOT IN (0, 1)           | fails       | fails       | fit-2
      N <=> 1                   | fails       | fit-1       | fit-1
      NOT (N <=> 1)             | fails       | fails       | fit-0 fit-2 wrong
      N IS NULL                 | fails       | fails       | wrong
      N IS NOT NULL             | fails       | fails       | fit-0 fit-1 fit-2
      c = 'y' AND N < 2         | fit-0 fit-1 | fit-0 fit-1 | fit-0 fit-1
      c = 'x' OR N = 0          | fails       | fails       | fit-0 wrong
      c = 'y' OR N = 0          | fails       | fit-0 fit-1 fit-2 | fit-0 fit-1 fit-2
      c = 'x' AND N IS NULL     | fails       | fails       | wrong
      c = 'y'                   | fit-0 fit-1 fit-2 | fit-0 fit-1 fit-2 | fit-0 fit-1 fit-2
      id = 'fit-1' AND N > 0    | fit-1       | fit-1       | fit-1
      """)
  void theResultIsRightOrThereIsNone(
      String predicate, String text, String fraction, String missing) {
    for (String path : List.of("n", "m.n")) {
      String where = predicate.replaceAll("\\bN\\b", path);
      String schema = "id string, c string, n int, m struct<n: int>";
      for (String other : List.of("text", "bool", "list")) {
        check(other, schema, where, text);
      }
      check("fraction", schema, where, fraction);
      check("missing", schema, where, missing);
      check("null", schema, where, missing);
      // Spark answers IS NULL of a NOT NULL column without a read
      if (path.equals("n") && !predicate.contains("IS NULL")) {
        String notNull = "id string NOT NULL, c string, n int NOT NULL";
        boolean decided = text != null;
        check("missing", notNull, where, decided ? text : null);
        check("null", notNull, where, decided ? text : null);
      }
    }
  }

  private static void check(String which, String schema, String where, String expected) {
    Dataset<Row> rows = read(which, schema, Map.of()).where(where).select("id").orderBy("id");
    if (expected == null) {
      assertThatThrownBy(rows::collectAsList)
          .as("%s where %s", which, where)
          .rootCause()
          .hasMessageContaining("{\"id\":{\"S\":\"wrong\"}}");
    } else {
      assertThat(rows.collectAsList().stream().map(row -> row.getString(0)).toList())
          .as("%s where %s", which, where)
          .containsExactly(expected.split(" "));
    }
  }

  /** A date in another form would sort before or after all others. */
  @Test
  void noFilterOnADateHidesTextThatIsNone() {
    String table = TargetTables.create();
    TargetTables.put(table, List.of(item("1", "2026-01-01", null), item("2", "01/02/2026", null)));
    Dataset<Row> rows = TestSpark.session()
        .read()
        .format("sluice")
        .schema("id string, c date")
        .options(options(table))
        .load();

    assertThatThrownBy(() -> rows.where("c >= date'2026-01-01'").collectAsList())
        .rootCause()
        .hasMessageContainingAll("01/02/2026", "column c (date)");
    assertThat(rows.where("id = '1' AND c >= date'2026-01-01'").collectAsList()).hasSize(1);
  }

  /** Spark counts rows for count(n) if n is NOT NULL. */
  @Test
  void aNotNullColumnIsCheckedWhateverTheQueryUses() {
    String notNull = "id string NOT NULL, n int NOT NULL";
    for (String wrong : List.of("missing", "null", "text")) {
      assertThatThrownBy(
              () -> read(wrong, notNull, Map.of()).selectExpr("count(n)").collectAsList())
          .rootCause()
          .hasMessageContaining("column n (int)");
      assertThatThrownBy(() -> read(wrong, notNull, Map.of()).select("id").collectAsList())
          .rootCause()
          .hasMessageContaining("column n (int)");
    }
    assertThat(read("missing", "id string NOT NULL, n int", Map.of()).count()).isEqualTo(4);
    assertThat(read("text", "id string NOT NULL, n int", Map.of()).select("id").collectAsList())
        .hasSize(4);
    assertThat(read("missing", notNull, Map.of("mode", "dropmalformed")).count())
        .isEqualTo(3);
    assertThat(read("text", notNull + ", _overflow string", Map.of("mode", "DROPMALFORMED"))
            .selectExpr("count(n)", "count(*)")
            .first()
            .mkString(","))
        .isEqualTo("3,3");
  }

  @Test
  void permissiveKeepsTheWholeItem() {
    List<Row> rows = read(
            "text", "id string NOT NULL, n int NOT NULL, _corrupt_record string", Map.of())
        .orderBy("id")
        .collectAsList();

    assertThat(rows).hasSize(4);
    assertThat(rows.get(0).mkString("|")).isEqualTo("fit-0|0|null");
    assertThat(rows.get(3).getString(0)).isEqualTo("wrong");
    assertThat(rows.get(3).isNullAt(1)).isTrue();
    assertThat(rows.get(3).getString(2))
        .contains("\"c\":{\"S\":\"x\"}", "\"m\":{\"M\":{\"n\":{\"S\":\"abc\"}}}");
    for (String wrong : List.of("missing", "null", "huge", "list")) {
      Dataset<Row> read = read(
          wrong,
          "id string, n int NOT NULL, why string",
          Map.of("COLUMNNAMEOFCORRUPTRECORD", "why"));
      assertThat(read.schema().apply("n").nullable()).isTrue();
      assertThat(read.where("why IS NOT NULL").select("id").collectAsList()).hasSize(1);
      assertThat(read.select("why").where("why IS NULL").count()).isEqualTo(3);
      assertThat(read.count()).isEqualTo(4);
    }
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      mode | PERMISSIVE | id string, n int                           | mode = PERMISSIVE: would make null of what does not fit
      mode | LENIENT    | id string                                  | mode = LENIENT: is not FAILFAST, PERMISSIVE or DROPMALFORMED
      columnNameOfCorruptRecord | why | id string                    | columnNameOfCorruptRecord = why: is not a column of the schema
      columnNameOfCorruptRecord | n   | id string, n int             | columnNameOfCorruptRecord = n: is a int
      mode | FAILFAST   | id string, v void, i interval, m map<int,string>, s struct<a: array<interval>> | column v is a void;column i is a interval;column m is a map<int,string>;column s.a[] is a interval
      mode | FAILFAST   | id string, d date COMMENT 'N', t timestamp COMMENT 'N', n int COMMENT 'S'      | COMMENT 'N' of d is no;epoch-seconds, epoch-millis;COMMENT 'S' of n
      mode | FAILFAST   | id string, x array<string> COMMENT 'ss', t timestamp COMMENT 'epoch-second' | COMMENT 'ss' of x;COMMENT 'epoch-second' of t
      mode | FAILFAST   | id string, ID string                       | columns id and ID are the same to Spark
      mode | FAILFAST   | id string, s struct<a: int, a: string>     | s has the field a twice
      mode | FAILFAST   | id string, t timestamp_ntz COMMENT 'epoch-seconds' | COMMENT 'epoch-seconds' of t
      """)
  void aSchemaIsRefusedWithAllItsErrors(
      String option, String value, String schema, String messages) {
    assertThatThrownBy(() -> read("text", schema, Map.of(option, value)).collectAsList())
        .hasMessageContainingAll(messages.split(";"));
  }

  @Test
  void aCommentMayBeForPeople() {
    Dataset<Row> rows =
        read("text", "id string COMMENT 'the key', c string COMMENT 'Class'", Map.of());

    assertThat(rows.schema().apply("id").getComment().get()).isEqualTo("the key");
    assertThat(rows.select("c").distinct().collectAsList()).hasSize(2);
  }

  @Test
  void schemaJsonIsCheckedLikeTheOthers() {
    String json = read("text", "id string, n int, x string COMMENT 'BS'", Map.of())
        .schema()
        .json();
    assertThatThrownBy(() -> TestSpark.session()
            .read()
            .format("sluice")
            .options(options(TABLES.get("text")))
            .option("schema-json", json.replace("\"integer\"", "\"void\""))
            .option("percent", "200")
            .load())
        .hasMessageContainingAll("column n is a void", "COMMENT 'BS' of x", "percent = 200");
  }

  private static Dataset<Row> read(String which, String schema, Map<String, String> more) {
    return TestSpark.session()
        .read()
        .format("sluice")
        .schema(schema)
        .options(options(TABLES.get(which)))
        .options(more)
        .load();
  }

  private static Map<String, String> options(String table) {
    return Map.of("table", table, "endpoint", TestServers.dynamoDbEndpoint().toString());
  }
}
