package dev.sluice.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.failure.InvalidConfigurationException;
import dev.sluice.testing.TestServers;
import dev.sluice.testing.TestSpark;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Types that the user states: what fits is exact, what does not is in the overflow as it was. */
final class DeclaredSchemaTest {
  private static String table;

  @BeforeAll
  static void fill() {
    table = TargetTables.create();
    TargetTables.put(
        table,
        List.of(
            Map.of(
                "id", AttributeValue.fromS("1"),
                "n", AttributeValue.fromN("1.25"),
                "t", AttributeValue.fromSs(List.of("x")),
                "m", AttributeValue.fromM(Map.of("k", AttributeValue.fromN("1")))),
            Map.of(
                "id", AttributeValue.fromS("2"),
                "n", AttributeValue.fromN("1.255"),
                "t", AttributeValue.fromL(List.of(AttributeValue.fromS("x"))),
                "m", AttributeValue.fromM(Map.of("k", AttributeValue.fromS("2"))))));
  }

  @Test
  void whatDoesNotFitTheStatedTypeOverflowsUnchanged() {
    List<Row> rows = reader()
        .option("ddl", "n decimal(4,2), m struct<k: bigint, later: string>, unseen boolean")
        .load()
        .orderBy("id")
        .selectExpr("string(n)", "t[0]", "m.k", "m.later", "unseen", "_overflow")
        .collectAsList();

    assertThat(rows.get(0).mkString("|"))
        .isEqualTo("1.25|null|1|null|null|{\"/t\":{\"SS\":[\"x\"]}}");
    assertThat(rows.get(1).isNullAt(0)).isTrue();
    assertThat(rows.get(1).isNullAt(2)).isTrue();
    assertThat(rows.get(1).getString(5))
        .contains("\"/n\":{\"N\":\"1.255\"}", "\"/m/k\":{\"S\":\"2\"}");
  }

  @Test
  void aSchemaMayBeGivenWhole() {
    List<Row> rows = reader()
        .schema("id string, n double, t array<string> comment 'L', _overflow string")
        .load()
        .orderBy("id")
        .selectExpr("n", "t is null", "json_object_keys(_overflow)")
        .collectAsList();

    assertThat(rows).extracting(row -> row.getDouble(0)).containsExactly(1.25, 1.255);
    assertThat(rows).extracting(row -> row.getBoolean(1)).containsExactly(true, false);
    assertThat(rows.get(0).getList(2)).map(Object::toString).contains("/t", "/m");
  }

  @Test
  void aSchemaOfTypesThatNoValueHasIsRefused() {
    assertThatThrownBy(() ->
            reader().schema("id string, _overflow map<string,string>").load().count())
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContainingAll("_overflow is Sluice's own, a string", "`_overflow string`");
    assertThatThrownBy(
            () -> reader().option("ddl", "n interval").option("segments", "x").load())
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContainingAll("column n is a interval", "segments");
  }

  private static DataFrameReader reader() {
    return TestSpark.session()
        .read()
        .format("sluice")
        .option("table", table)
        .option("endpoint", TestServers.dynamoDbEndpoint().toString());
  }
}
