package dev.sluice.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testing.TestServers;
import dev.sluice.testing.TestSpark;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Fields selected by themselves hold what they hold in the whole attribute. */
final class PrunedFieldsTest {
  private static String table;

  @BeforeAll
  static void load() {
    table = TargetTables.create();
    AttributeValue member = AttributeValue.fromM(Map.of(
        "ss", AttributeValue.fromSs(List.of("e")),
        "big", AttributeValue.fromN("4e100"),
        "x", AttributeValue.fromN("1")));
    TargetTables.put(
        table,
        List.of(Map.of(
            "id", AttributeValue.fromS("1"),
            "n", AttributeValue.fromN("1"),
            "s", AttributeValue.fromS("s1"),
            "arr", AttributeValue.fromL(List.of(member, member)),
            "deep",
                AttributeValue.fromM(Map.of(
                    "list", AttributeValue.fromL(List.of(AttributeValue.fromL(List.of(member)))),
                    "y", AttributeValue.fromN("2"))))));
  }

  @Test
  void ofListsOfMaps() {
    Row row = rows()
        .selectExpr("arr.ss", "arr.big", "deep.list[0].ss", "deep.list[0].big")
        .head();
    assertThat(row.toString())
        .isEqualTo(rows()
            .persist()
            .selectExpr("arr.ss", "arr.big", "deep.list[0].ss", "deep.list[0].big")
            .head()
            .toString())
        .contains("e", "4e100");
  }

  @Test
  void whatSparksBuilderAsserts() {
    assertThat(rows().where("coalesce(n = NULL OR s = 's1', true)").count()).isEqualTo(1);
    assertThat(rows().where("coalesce(n = 2 AND NULL, true)").count()).isEqualTo(0);
  }

  private static Dataset<Row> rows() {
    return TestSpark.session()
        .read()
        .format("sluice")
        .option("table", table)
        .option("endpoint", TestServers.dynamoDbEndpoint().toString())
        .option("region", "us-east-1")
        .option("segments", "1")
        .load();
  }
}
