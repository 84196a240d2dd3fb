package dev.sluice.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.testing.TestServers;
import dev.sluice.testing.TestSpark;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Strings of bytes that are no UTF-8, which Spark takes, are refused, and never become others. */
final class InvalidTextTest {
  private static String table;

  @BeforeAll
  static void create() {
    table = TargetTables.create();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "BAD AS id; item {id=?}: column /id: ",
        "'k' AS id, BAD AS s; item {id=k}: column /s: ",
        "'k' AS id, array('x', BAD) AS l; item {id=k}: column /l/1: ",
        "'k' AS id, map('x', 1, BAD, 2) AS m; item {id=k}: column /m: ",
        "'k' AS id, map('x', map('y', BAD)) AS m; item {id=k}: column /m/x/y: ",
        "'k' AS id, struct(BAD AS `a.b`) AS m; item {id=k}: column /m/a.b: ",
        "'k' AS id, cast('{\"/x\":{\"S\":\"' || BAD || '\"}}' AS string) AS _overflow; item {id=k}: column /_overflow: ",
        "'k' AS id, map('/x', '{\"S\":\"' || BAD || '\"}') AS _overflow; item {id=k}: column /_overflow: ",
        "'k' AS id, map('/' || BAD, '{\"S\":\"x\"}') AS _overflow; item {id=k}: column /_overflow: "
      })
  void isRefusedByKeyAndColumn(String columns, String place) {
    for (String bytes : new String[] {"61FF", "C080", "EDA080", "F4908080", "EFBFBDC3"}) {
      String bad = "cast(unhex('" + bytes + "') AS string)";
      assertThatThrownBy(() -> write(rows(columns.replace("BAD", bad))))
          .as(bytes)
          .hasStackTraceContaining(place)
          .hasStackTraceContaining("UTF-8");
    }
    assertThat(TargetTables.scan(table)).isEmpty();
  }

  @Test
  void aMemberOfASetIsRefusedByItsPlace() {
    Dataset<Row> rows = rows("'k' AS id, array('x', cast(unhex('61FF') AS string)) AS s");
    assertThatThrownBy(() -> rows.write()
            .format("sluice")
            .option("table", table)
            .option("endpoint", TestServers.dynamoDbEndpoint().toString())
            .option("ddl", "s array<string> COMMENT 'SS'")
            .mode("append")
            .save())
        .hasStackTraceContaining("item {id=k}: column /s/1: a string whose bytes are not UTF-8");
  }

  @Test
  void aNameIsRefused() {
    Dataset<Row> rows = rows("'k' AS id, 1 AS n").withColumnRenamed("n", "n\ud800");
    assertThatThrownBy(() -> write(rows)).hasStackTraceContaining("half a surrogate pair");
  }

  /** It may stand in a text as any other character. */
  @Test
  void theReplacementCharacterItselfIsText() {
    String other = TargetTables.create();
    save(rows("'\uFFFD' AS id, map('\uFFFD', '\uFFFD') AS m"), other);
    assertThat(TargetTables.scan(other)).containsOnlyKeys("\uFFFD");
  }

  private static Dataset<Row> rows(String columns) {
    return TestSpark.session().sql("SELECT " + columns);
  }

  private static void write(Dataset<Row> rows) {
    save(rows, table);
  }

  private static void save(Dataset<Row> rows, String target) {
    rows.write()
        .format("sluice")
        .option("table", target)
        .option("endpoint", TestServers.dynamoDbEndpoint().toString())
        .mode("append")
        .save();
  }
}
