package dev.sluice.source;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.item.OverflowColumn;
import dev.sluice.testing.TestServers;
import dev.sluice.testing.TestSpark;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** More columns and conditions than DynamoDB takes in an expression: the rows are the same. */
final class WideReadsTest {
  private static final int ATTRIBUTES = 900;

  /** More bytes than names in expressions may have. */
  private static final String LONG_NAME = "é".repeat(128);

  private static String table;

  @BeforeAll
  static void load() {
    table = TargetTables.create();
    Map<String, AttributeValue> item = new HashMap<>();
    IntStream.range(0, ATTRIBUTES).forEach(i -> item.put("a" + i, number(i)));
    item.put(LONG_NAME, number(1));
    item.put("id", AttributeValue.fromS("all"));
    TargetTables.put(
        table, List.of(item, Map.of("id", AttributeValue.fromS("few"), "a1", number(7))));
  }

  @Tag("thorough")
  @Test
  void columnsBeyondAProjection() {
    for (int columns : List.of(701, 702)) {
      String[] names = IntStream.range(0, columns).mapToObj(i -> "a" + i).toArray(String[]::new);
      Row row = rows().where("id = 'all'").selectExpr(names).head();
      assertThat(IntStream.range(0, columns).mapToObj(row::getLong))
          .as(columns + " columns")
          .containsExactlyElementsOf(
              IntStream.range(0, columns).mapToObj(i -> (long) i).toList());
    }
    assertThat(rows().drop(OverflowColumn.NAME).where("id = 'few'").head().<Long>getAs("a1"))
        .isEqualTo(7);
  }

  @Test
  void namesBeyondAnExpression() {
    Dataset<Row> rows = rows().select(functions.col("id"), functions.col(LONG_NAME));
    assertThat(rows.where(functions.col(LONG_NAME).equalTo(1)).collectAsList())
        .extracting(Row::toString)
        .containsExactly("[all,1]");
  }

  @Tag("thorough")
  @ParameterizedTest
  @MethodSource("filters")
  void filtersBeyondAnExpression(String filter, long rows) {
    assertThat(rows().where(filter).count()).isEqualTo(rows);
  }

  static Stream<Arguments> filters() {
    return Stream.of(149)
        .flatMap(n -> Stream.of(
            filter(n, "a%d >= 0", " AND ", 1),
            filter(n, "a%d < 0", " OR ", 0),
            filter(n, "(a%1$d IS NULL OR a%1$d = %1$d)", " AND ", n > 1 ? 1 : 2),
            Arguments.of(
                "a1 IN (" + list(n) + ") AND a2 NOT IN (" + list(n).replace("2, ", "") + ")", 1)));
  }

  private static Arguments filter(int parts, String part, String operator, long rows) {
    return Arguments.of(
        IntStream.range(0, parts).mapToObj(part::formatted).collect(joining(operator)), rows);
  }

  private static String list(int values) {
    return IntStream.range(0, values).mapToObj(Integer::toString).collect(joining(", "));
  }

  private static AttributeValue number(int value) {
    return AttributeValue.fromN(Integer.toString(value));
  }

  private static Dataset<Row> rows() {
    return TestSpark.session()
        .read()
        .format("sluice")
        .option("table", table)
        .option("endpoint", TestServers.dynamoDbEndpoint().toString())
        .option("segments", "1")
        .load();
  }
}
