package dev.sluice.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.testing.TestServers;
import dev.sluice.testing.TestSpark;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Attributes that differ by case, in sessions that tell them apart and in those that do not. */
final class NamesByCaseTest {
  private static final List<Map<String, AttributeValue>> ITEMS = List.of(
      Map.of(
          "id", text("1"),
          "ID", text("no key"),
          "score", AttributeValue.fromN("1"),
          "Score", AttributeValue.fromN("2"),
          "_Overflow", text("own"),
          "m", AttributeValue.fromM(Map.of("x", AttributeValue.fromN("3"), "X", text("t"))),
          "l",
              AttributeValue.fromL(List.of(AttributeValue.fromM(
                  Map.of("ns", AttributeValue.fromNs(List.of("5")), "NS", text("u")))))),
      Map.of("id", text("2"), "score", AttributeValue.fromN("4")));

  private static String table;
  private static SparkSession exact;

  @BeforeAll
  static void load() {
    table = TargetTables.create();
    TargetTables.put(table, ITEMS);
    exact = TestSpark.session().newSession();
    exact.conf().set("spark.sql.caseSensitive", "true");
  }

  @AfterAll
  static void back() {
    SparkSession.setActiveSession(TestSpark.session());
  }

  @Test
  void eachIsAColumnWhereSparkTellsThemApart() {
    SparkSession.setActiveSession(exact);
    Dataset<Row> rows = read(exact, table);

    assertThat(rows.columns())
        .containsExactly("id", "ID", "Score", "_Overflow", "l", "m", "score", "_overflow");
    assertThat(rows.orderBy("id")
            .select("score", "Score", "ID", "_overflow", "m.X", "l.NS")
            .collectAsList())
        .extracting(Row::toString)
        .containsExactly(
            "[1,2,no key,null,t,ArraySeq(u)]".replace("ArraySeq", seq()),
            "[4,null,null,null,null,null]");
    assertThat(rows.where("Score = 2 AND m.x = 3").select("m.x", "l.ns").count())
        .isEqualTo(1);
    assertThat(rows.where("Score = 1").count()).isZero();
    assertThat(rows.where("score = 4").count()).isEqualTo(1);

    String target = TargetTables.create();
    write(rows, target);
    assertThat(TargetTables.scan(target)).isEqualTo(TargetTables.scan(table));
    declared();
  }

  /** Columns stated by the user too. */
  private static void declared() {
    Dataset<Row> stated = exact
        .read()
        .format("sluice")
        .options(options(table))
        .option("ddl", "Score decimal(9,2), score double")
        .load()
        .where("id = '1'");
    assertThat(stated.selectExpr("Score", "score").head().toString()).isEqualTo("[2.00,1.0]");
  }

  @Test
  void oneIsTheColumnWhereSparkDoesNot() {
    SparkSession.setActiveSession(TestSpark.session());
    Dataset<Row> rows = read(TestSpark.session(), table);

    assertThat(rows.columns()).containsExactly("id", "l", "m", "score", "_overflow");
    assertThat(rows.where("ID = '1'")
            .selectExpr("SCORE", "M.X", "L.NS IS NOT NULL")
            .head()
            .toString())
        .isEqualTo("[1,t,true]");
    assertThat(rows.where("ID = '1'").select("_overflow").head().getString(0))
        .contains("/Score", "/ID", "/_Overflow", "/m/x", "/l/0/ns");
    String target = TargetTables.create();
    write(rows, target);
    assertThat(TargetTables.scan(target)).isEqualTo(TargetTables.scan(table));
    assertThatThrownBy(() -> TestSpark.session()
            .read()
            .format("sluice")
            .options(options(table))
            .option("ddl", "Score decimal(9,2), score double")
            .load())
        .hasMessageContaining("are the same to Spark");
  }

  private static String seq() {
    // as Scala calls it, which differs by line
    return org.apache.spark.package$.MODULE$.SPARK_VERSION().startsWith("3.")
        ? "WrappedArray"
        : "ArraySeq";
  }

  private static AttributeValue text(String value) {
    return AttributeValue.fromS(value);
  }

  private static Dataset<Row> read(SparkSession spark, String from) {
    return spark.read().format("sluice").options(options(from)).load();
  }

  private static void write(Dataset<Row> rows, String to) {
    rows.write().format("sluice").options(options(to)).mode("append").save();
  }

  private static Map<String, String> options(String table) {
    return Map.of("table", table, "endpoint", TestServers.dynamoDbEndpoint().toString());
  }
}
