package dev.sluice.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.failure.InvalidConfigurationException;
import dev.sluice.table.TableDescription;
import dev.sluice.testing.ConsumedUnits;
import dev.sluice.testing.FaultyDynamoDb;
import dev.sluice.testing.TestSpark;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Joins of a table with few keys, which read these keys only. The oracle is Spark on the same rows in memory. */
final class JoinByKeyTest {
  private static final int ITEMS = 3_000;
  private static final String KEYS =
      "VALUES ('item-7'), ('item-8'), ('no item'), ('item-9'), (NULL), ('item-7')";

  private static String table;

  private final FaultyDynamoDb front = FaultyDynamoDb.start();
  private final SparkSession spark = TestSpark.session().newSession();

  /** Items of 1 KB: a Scan takes some 375 read units. */
  @BeforeAll
  static void create() {
    table = TargetTables.create();
    String text = "x".repeat(1_000);
    TargetTables.put(
        table,
        List.of(new TableDescription.Key("id", "S")),
        IntStream.range(0, ITEMS)
            .mapToObj(i -> Map.of(
                "id", AttributeValue.fromS("item-" + i),
                "n", AttributeValue.fromN("" + i),
                "text", AttributeValue.fromS(text))));
  }

  @BeforeEach
  void views() {
    load(table).createOrReplaceTempView("t");
    spark.sql("SELECT * FROM " + KEYS + " AS k(id)").createOrReplaceTempView("few");
    spark
        .range(ITEMS)
        .selectExpr("concat('item-', id) AS id", "id AS n", "repeat('x', 1000) AS text")
        .createOrReplaceTempView("expected");
  }

  @AfterEach
  void stop() {
    front.close();
  }

  @Test
  void aJoinReadsTheKeysOfItsOtherSide() {
    ConsumedUnits consumed = ConsumedUnits.at(front);

    assertThat(rows("SELECT few.id, n FROM few LEFT JOIN t ON few.id = t.id")).hasSize(6);

    assertThat(consumed.total()).isBetween(0.5, 2.0);
  }

  @ParameterizedTest
  @Tag("thorough")
  @ValueSource(
      strings = {
        "SELECT t.id, n FROM t JOIN few ON t.id = few.id",
        "SELECT t.id, n FROM few JOIN t ON few.id = t.id AND t.n > 7",
        "SELECT few.id, n FROM few LEFT JOIN t ON few.id = t.id",
        "SELECT few.id, n FROM t RIGHT JOIN few ON few.id = t.id",
        "SELECT id, n FROM t LEFT SEMI JOIN few ON few.id = t.id",
        "SELECT id FROM few LEFT SEMI JOIN t ON few.id = t.id",
        "SELECT id FROM few LEFT ANTI JOIN t ON few.id = t.id",
        "SELECT id, n FROM t WHERE id IN (SELECT id FROM few)",
        "SELECT id, n FROM t WHERE EXISTS (SELECT 1 FROM few WHERE few.id = t.id)",
        "SELECT x.key, n FROM few JOIN (SELECT id AS key, n FROM t WHERE n % 2 = 1) x ON key = id",
        "SELECT few.id, c FROM few JOIN (SELECT id, count(*) c FROM t GROUP BY id) USING (id)",
        "SELECT a.n, b.n FROM few JOIN t a ON few.id = a.id JOIN t b ON b.id = few.id",
        "SELECT /*+ BROADCAST(few) */ t.id, n FROM t JOIN few ON t.id = few.id",
        "SELECT /*+ MERGE(t) */ t.id, n FROM t JOIN few ON t.id = few.id"
      })
  void aFewKeysAreReadAlone(String query) {
    for (boolean adaptive : List.of(true, false)) {
      spark.conf().set("spark.sql.adaptive.enabled", adaptive);
      ConsumedUnits consumed = ConsumedUnits.at(front);

      List<Row> rows = rows(query);

      // four keys, at most twice, of 0.5 units each
      assertThat(consumed.total()).as(query).isBetween(0.5, 4.0);
      assertThat(rows).isEqualTo(rows(inMemory(query)));
    }
  }

  @ParameterizedTest
  @Tag("thorough")
  @ValueSource(
      strings = {
        "SELECT t.id, few.id FROM t LEFT JOIN few ON few.id = t.id",
        "SELECT t.id, few.id FROM t FULL JOIN few ON few.id = t.id",
        "SELECT id FROM t LEFT ANTI JOIN few ON few.id = t.id",
        "SELECT id FROM t WHERE id NOT IN (SELECT id FROM few WHERE id IS NOT NULL)",
        "SELECT t.id FROM t JOIN few ON few.id <=> t.id",
        "SELECT t.id FROM t JOIN few ON few.id = t.id OR few.id = 'item-7'",
        "SELECT t.id FROM t JOIN few ON few.id = upper(t.id)",
        "SELECT t.id, few.id FROM t CROSS JOIN few"
      })
  void wholeTablesAreReadWhereTheJoinNeedsThem(String query) {
    assertThat(rows(query)).isEqualTo(rows(inMemory(query)));
  }

  @Test
  void nothingIsReadForNoKeys() {
    ConsumedUnits consumed = ConsumedUnits.at(front);

    assertThat(rows("SELECT * FROM t JOIN few USING (id) WHERE few.id > 'j' AND few.id < 'k'"))
        .isEmpty();

    assertThat(consumed.total()).isZero();
  }

  @Test
  @Tag("thorough")
  void sparkNarrowsByASelectiveSideItself() {
    spark.conf().set(JoinByKeyMode.SETTING, "false");
    spark
        .range(ITEMS)
        .selectExpr("concat('item-', id) AS id", "id AS m")
        .write()
        .mode("overwrite")
        .saveAsTable("numbers");
    ConsumedUnits consumed = ConsumedUnits.at(front);

    assertThat(rows("SELECT n FROM t JOIN numbers USING (id) WHERE m < 4")).hasSize(4);

    assertThat(consumed.total()).isBetween(0.5, 2.0);
    spark.sql("DROP TABLE numbers");
  }

  @ParameterizedTest
  @CsvSource({
    JoinByKeyMode.SETTING + ", false",
    "spark.sql.optimizer.dynamicPartitionPruning.enabled, false"
  })
  void itCanBeSwitchedOff(String setting, String value) {
    spark.conf().set(setting, value);
    ConsumedUnits consumed = ConsumedUnits.at(front);

    assertThat(rows("SELECT t.id FROM t JOIN few USING (id)")).hasSize(4);

    assertThat(consumed.total()).isGreaterThan(300);
  }

  @Test
  void anUnknownModeIsRefused() {
    spark.conf().set(JoinByKeyMode.SETTING, "sometimes");

    assertThatThrownBy(() -> rows("SELECT t.id FROM t JOIN few USING (id)"))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining("auto, true or false");
  }

  @Test
  @Tag("thorough")
  void manyKeysAreScanned() {
    spark.range(2_000).selectExpr("concat('item-', id) AS id").createOrReplaceTempView("many");
    ConsumedUnits consumed = ConsumedUnits.at(front);

    assertThat(rows("SELECT id FROM t JOIN many USING (id)")).hasSize(2_000);

    // 2,000 queries would take 1,000 units
    assertThat(consumed.total()).isBetween(300.0, 500.0);
    assertThat(front.requests("Query")).isEmpty();
  }

  @Test
  @Tag("thorough")
  void aSideThatMayChangeIsComputedOnce() {
    spark.range(ITEMS).selectExpr("concat('item-', id) AS id").createOrReplaceTempView("all");
    String query = "SELECT x.id, t.n FROM (SELECT id FROM all DISTRIBUTE BY rand() LIMIT 5) x"
        + " LEFT JOIN t ON x.id = t.id";

    for (int i = 0; i < 3; i++) {
      assertThat(spark.sql(query).collectAsList()).hasSize(5).noneMatch(row -> row.isNullAt(1));
    }
  }

  @Test
  @Tag("thorough")
  void aTableMayBeNarrowedAndWholeInOneStatement() {
    String query = "SELECT (SELECT count(n) FROM t), (SELECT sum(n) FROM t JOIN few USING (id)),"
        + " (SELECT count(b.n) FROM t a JOIN t b USING (id))";

    assertThat(rows(query)).isEqualTo(rows(inMemory(query)));
  }

  @Test
  @Tag("thorough")
  void oneTaskStaysOneTask() {
    load(Map.of("segments", "1"), table).createOrReplaceTempView("t");
    String query = "SELECT n % 2, count(*) FROM t JOIN few USING (id) GROUP BY n % 2";

    assertThat(rows(query)).isEqualTo(rows(inMemory(query)));
  }

  @Test
  @Tag("thorough")
  void aNumberThatIsCastFindsTheSameRows() {
    spark.sql("SELECT id, cast(n AS int) AS n FROM t").createOrReplaceTempView("ints");
    for (String key : List.of("cast(7 AS int)", "7.0D", "'7'", "7.5BD", "7L")) {
      String query = "SELECT t.id FROM t JOIN (SELECT " + key + " AS k) ON t.n = k";
      assertThat(rows(query)).as(key).isEqualTo(rows(inMemory(query)));
    }
  }

  @Test
  void theMetricsCountQueries() throws Exception {
    rows("SELECT few.id, n FROM few LEFT JOIN t ON few.id = t.id");

    assertThat(ReadMetricsTest.lastExecution(spark)).containsEntry("queries by key", "4");
  }

  @Test
  void explainNamesTheKeys() {
    String plan = spark
        .sql("SELECT t.id FROM t JOIN few USING (id)")
        .queryExecution()
        .executedPlan()
        .toString();

    assertThat(plan).contains("narrowed by keys of a join [id]").contains("dynamicpruning");
  }

  /** Its statistics tell of 36 MB, whatever the filter selects. */
  @Test
  @Tag("thorough")
  void aFilteredSideIsNotTakenForLarge() {
    others();
    String query = "SELECT t.id, m FROM t JOIN others ON t.id = others.id WHERE m % 1000000 < 3";
    ConsumedUnits consumed = ConsumedUnits.at(front);

    assertThat(rows(query)).hasSize(3);

    assertThat(consumed.total()).isBetween(0.5, 2.0);
  }

  @Test
  @Tag("thorough")
  void moreKeysThanCanBeUsedAreIgnored() {
    others();
    ConsumedUnits consumed = ConsumedUnits.at(front);

    assertThat(rows("SELECT t.id FROM t JOIN others ON t.id = others.id WHERE m >= 0"))
        .hasSize(ITEMS);

    assertThat(consumed.total()).isGreaterThan(300);
  }

  private void others() {
    spark
        .range(1_000_000)
        .selectExpr("concat('item-', id) AS id", "id AS m")
        .createOrReplaceTempView("others");
  }

  @Test
  void anInOfHundredsOfKeysIsNoScan() {
    String in =
        IntStream.range(0, 150).mapToObj(i -> "'item-" + i + "'").toList().toString();
    ConsumedUnits consumed = ConsumedUnits.at(front);

    assertThat(rows("SELECT id FROM t WHERE id IN (" + in.substring(1, in.length() - 1) + ")"))
        .hasSize(150);

    assertThat(consumed.total()).isLessThanOrEqualTo(75);
  }

  @Test
  @Tag("thorough")
  void anInOfMostKeysIsAScan() {
    String in =
        IntStream.range(0, 1_000).mapToObj(i -> "'item-" + i + "'").toList().toString();
    ConsumedUnits consumed = ConsumedUnits.at(front);

    assertThat(rows("SELECT id FROM t WHERE id IN (" + in.substring(1, in.length() - 1) + ")"))
        .hasSize(1_000);

    assertThat(consumed.total()).isLessThan(450);
  }

  @Test
  @Tag("thorough")
  void theBudgetHolds() {
    load(Map.of("max-units", "400", "sample-items", "100"), table).createOrReplaceTempView("t");

    assertThat(rows("SELECT t.id FROM t JOIN few USING (id)")).hasSize(4);
  }

  private List<Row> rows(String query) {
    return spark.sql(query).collectAsList().stream()
        .sorted(Comparator.comparing(Row::toString))
        .toList();
  }

  private static String inMemory(String query) {
    return query.replaceAll("\\bt\\b", "expected");
  }

  private Dataset<Row> load(String name) {
    return load(Map.of("sample-items", "200"), name);
  }

  private Dataset<Row> load(Map<String, String> more, String name) {
    return spark
        .read()
        .format("sluice")
        .option("table", name)
        .option("region", "us-east-1")
        .option("endpoint", front.endpoint().toString())
        .options(more)
        .load();
  }
}
