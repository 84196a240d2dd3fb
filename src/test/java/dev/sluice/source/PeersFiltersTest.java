package dev.sluice.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testing.TestServers;
import dev.sluice.testing.TestSpark;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The cases that other connectors test, or get wrong: what SQL says of them. */
final class PeersFiltersTest {
  private static String table;

  @BeforeAll
  static void load() {
    table = TargetTables.create();
    TargetTables.put(
        table,
        List.of(
            item("one", Map.of("name", s("ann"), "n", n("1"), "a-b", s("x"), "a.b", s("y"))),
            item("two", Map.of("name", s("bob"), "n", n("2.5"), "a-b", s("y"), "a.b", s("x"))),
            item(
                "ten",
                Map.of("name", s(""), "n", n("10"), "tags", AttributeValue.fromSs(List.of("ann")))),
            item(
                "null",
                Map.of("name", AttributeValue.fromNul(true), "n", AttributeValue.fromNul(true))),
            item("text", Map.of("name", n("7"), "n", s("1"))),
            item("set", Map.of("name", AttributeValue.fromSs(List.of("ann", "bob")))),
            item("none", Map.of("status", s("ok")))));
  }

  /** audienceproject maps IsNull to attribute_not_exists and IsNotNull to attribute_exists: an explicit NULL is neither. */
  @Test
  void explicitNullsAreNull() {
    assertThat(ids("name IS NULL")).isEqualTo("none null set text");
    assertThat(ids("name IS NOT NULL")).isEqualTo("one ten two");
  }

  /** audienceproject negates DynamoDB's answer, which is true of items without the attribute; SQL's is unknown there. */
  @Test
  void notIsUnknownOfMissingAttributes() {
    assertThat(ids("NOT (name = 'ann')")).isEqualTo("ten two");
    assertThat(ids("name NOT IN ('ann', 'bob')")).isEqualTo("ten");
    assertThat(ids("NOT (name = 'ann' AND n = 1)")).isEqualTo("ten two");
    assertThat(ids("NOT (n > 1)")).isEqualTo("one");
  }

  /** audienceproject takes null-safe equality for equality; its negation is true of what is missing. */
  @Test
  void nullSafeEqualityKnowsNulls() {
    assertThat(ids("name <=> 'ann'")).isEqualTo("one");
    assertThat(ids("NOT (name <=> 'ann')")).isEqualTo("none null set ten text two");
    assertThat(ids("name <=> NULL")).isEqualTo("none null set text");
  }

  /** contains() asks a set for an element: audienceproject finds "ann" in the set {ann, bob}, which is no text. */
  @Test
  void textFunctionsAskTextOnly() {
    assertThat(ids("contains(name, 'ann')")).isEqualTo("one");
    assertThat(ids("name LIKE '%n'")).isEqualTo("one");
    assertThat(ids("name LIKE 'b%'")).isEqualTo("two");
    assertThat(ids("name = ''")).isEqualTo("ten");
  }

  /** Athena makes aliases of names by dropping what is no letter: a-b and a.b become one. */
  @Test
  void namesDoNotCollide() {
    assertThat(ids("`a-b` = 'x' AND `a.b` = 'y'")).isEqualTo("one");
    assertThat(ids("`a-b` = 'y'")).isEqualTo("two");
  }

  /** Reserved words fail in emr-dynamodb-connector's and Athena's older expressions. */
  @Test
  void reservedWordsAreNames() {
    assertThat(ids("status = 'ok'")).isEqualTo("none");
    assertThat(ids("name > 'a' AND status IS NULL")).isEqualTo("one two");
  }

  /** Athena's ranges, and emr's EQ, LT and BETWEEN; numbers as numbers: 10 is not between 1 and 2.5. */
  @Test
  void rangesAreNumeric() {
    assertThat(ids("n BETWEEN 1 AND 2.5")).isEqualTo("one two");
    assertThat(ids("n > 1 OR n < 0")).isEqualTo("ten two");
    assertThat(ids("n IN (1, 10)")).isEqualTo("one ten");
    assertThat(ids("CAST(n AS STRING) LIKE '1%'")).isEqualTo("one ten");
  }

  /** DynamoDB takes 100 operands, 300 operators and 4 KB; peers send what it refuses. */
  @Test
  void longListsAreCutOrKept() {
    for (int length : List.of(100, 101, 250, 1_000)) {
      String list = IntStream.range(0, length)
          .mapToObj(i -> "'v" + i + "'")
          .collect(Collectors.joining(", "));
      assertThat(ids("name IN (" + list + ", 'bob')")).as("%d", length).isEqualTo("two");
      assertThat(ids("name NOT IN (" + list + ", 'bob')")).as("%d", length).isEqualTo("one ten");
    }
  }

  private static String ids(String filter) {
    Dataset<Row> rows = TestSpark.session()
        .read()
        .format("sluice")
        .option("table", table)
        .option("endpoint", TestServers.dynamoDbEndpoint().toString())
        .option("region", "us-east-1")
        .option("segments", "1")
        .load();
    return rows.filter(filter).select("id").collectAsList().stream()
        .map(r -> r.getString(0))
        .sorted()
        .collect(Collectors.joining(" "));
  }

  private static Map<String, AttributeValue> item(String id, Map<String, AttributeValue> more) {
    Map<String, AttributeValue> item = new HashMap<>(more);
    item.put("id", s(id));
    return item;
  }

  private static AttributeValue s(String value) {
    return AttributeValue.fromS(value);
  }

  private static AttributeValue n(String value) {
    return AttributeValue.fromN(value);
  }
}
