package dev.sluice.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.failure.InvalidConfigurationException;
import dev.sluice.testing.TestServers;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Tables of Spark's own catalog, and temporary views, that are created with USING sluice: on every Spark. */
final class StoredTablesTest {
  private static final String DATABASE = "stored_tables";

  private final CatalogSession session = new CatalogSession();

  @TempDir
  private Path folder;

  private String table;
  private String options;

  @BeforeEach
  void fill() {
    table = TargetTables.create();
    TargetTables.put(
        table,
        IntStream.range(0, 5)
            .mapToObj(i -> Map.of(
                "id", AttributeValue.fromS("id-" + i),
                "n", AttributeValue.fromN(Integer.toString(i))))
            .toList());
    options =
        " USING sluice OPTIONS (table '" + table + "', endpoint '" + session.endpoint() + "')";
    sql("CREATE DATABASE " + DATABASE + " LOCATION '" + folder.toUri() + "'");
    sql("USE " + DATABASE);
  }

  @AfterEach
  void drop() {
    sql("USE default");
    sql("DROP DATABASE " + DATABASE + " CASCADE");
    session.close();
  }

  private void sql(String statement) {
    session.spark.sql(statement);
  }

  private static Row row(Object... values) {
    return RowFactory.create(values);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
      CREATE TABLE t
      CREATE TABLE t (id string, n bigint, _overflow string)
      CREATE TEMPORARY VIEW t
      CREATE TEMPORARY VIEW t (id string, n bigint, _overflow string)
      """)
  void areReadLikeAllOthers(String create) throws Exception {
    sql(create + options);

    assertThat(session.count("SELECT count(*) FROM t")).isEqualTo(5);
    assertThat(session.rows("SELECT id, n FROM t WHERE n >= 3 ORDER BY id"))
        .containsExactly(row("id-3", 3L), row("id-4", 4L));
    assertThat(session.rows("SELECT a.n FROM t a JOIN t b ON a.n = b.n + 4"))
        .containsExactly(row(4L));
    assertThat(session.operations(() ->
            assertThat(session.rows("SELECT n FROM t WHERE id = 'id-3'")).containsExactly(row(3L))))
        .contains("Query")
        .doesNotContain("Scan");
  }

  @Test
  void areListedDescribedAndSeenThroughViews() {
    sql("CREATE TABLE t" + options);
    sql("CREATE VIEW w AS SELECT id FROM t WHERE n > 1");

    assertThat(session.rows("SHOW TABLES"))
        .extracting(row -> row.getString(1))
        .containsExactlyInAnyOrder("t", "w");
    assertThat(session.spark.catalog().listTables().count()).isEqualTo(2);
    assertThat(session.rows("DESCRIBE TABLE t"))
        .extracting(row -> row.getString(0) + " " + row.getString(1))
        .containsExactlyInAnyOrder("id string", "n bigint", "_overflow string");
    assertThat(session.count("SELECT count(*) FROM w")).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      INSERT INTO t SELECT 'new' AS n, 7 AS id
      INSERT INTO t (n, id) VALUES (7, 'new')
      INSERT INTO t BY NAME SELECT 7 AS N, 'new' AS id
      """)
  void areInsertedInto(String statement) {
    sql("CREATE TABLE t" + options);
    sql("CACHE TABLE t");

    sql(statement);

    assertThat(TargetTables.scan(table)).hasSize(6);
    assertThat(session.rows("SELECT n FROM t WHERE id = 'new'")).containsExactly(row(7L));
    assertThat(session.count("SELECT count(*) FROM t")).isEqualTo(6);
  }

  @Test
  void areCreatedWithTheRowsOfAQuery() {
    sql("CREATE TABLE t" + options + " AS SELECT 'new' AS id, 7L AS n");

    assertThat(TargetTables.scan(table)).hasSize(6).containsKey("new");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      TRUNCATE TABLE t                          | truncate
      INSERT OVERWRITE t VALUES ('new', 7)      | Sluice does not empty tables
      DELETE FROM t                             | does not support deletes
      """)
  void areNotEmptied(String statement, String message) {
    sql("CREATE TABLE t" + options);

    assertThatThrownBy(() -> sql(statement))
        .satisfies(e -> assertThat(e.getMessage().toLowerCase(Locale.ROOT))
            .contains(message.toLowerCase(Locale.ROOT)));
    sql("DROP TABLE t");
    assertThat(TargetTables.scan(table)).hasSize(5);
  }

  /** A new attribute is seen as a column, or in the overflow where Spark has stored the columns. */
  @Test
  void newAttributesAreNotLost() {
    sql("CREATE TABLE t" + options);
    assertThat(session.count("SELECT count(*) FROM t")).isEqualTo(5);
    TargetTables.put(
        table,
        List.of(Map.of("id", AttributeValue.fromS("id-9"), "later", AttributeValue.fromS("x"))));

    assertThat(session.rows("SELECT _overflow FROM t WHERE id = 'id-9'"))
        .containsExactly(row("{\"/later\":{\"S\":\"x\"}}"));
    sql("REFRESH TABLE t");
    assertThat(session.rows("SELECT * FROM t WHERE id = 'id-9'").toString()).contains("x");
  }

  @Test
  void wrongOptionsAreRefusedAsTheyAreElsewhere() {
    assertThatThrownBy(() -> {
          sql("CREATE TABLE t USING sluice OPTIONS (tabel 'x')");
          sql("SELECT * FROM t");
        })
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining("option tabel: is not an option of Sluice. The nearest one is table");
  }

  @Test
  void theSessionsOptionsApply() {
    session.spark.conf().set("spark.datasource.sluice.endpoint", session.endpoint());
    sql("CREATE TABLE t USING sluice OPTIONS (table '" + table + "')");
    assertThat(session.count("SELECT count(*) FROM t")).isEqualTo(5);
  }

  /** Spark finds the rule with the jar; a session that started without it is told so. */
  @Test
  void withoutTheRuleNothingIsRead() {
    var relation = new StoredRelation(
        session.spark.sqlContext(),
        scala.collection.immutable.Map$.MODULE$.empty(),
        StructType.fromDDL("id string"));

    assertThatThrownBy(relation::buildScan)
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining("lacks Sluice's rules");
  }

  /** Dropping one drops Spark's entry. */
  @Test
  void droppedTablesStayInDynamoDb() {
    sql("CREATE TABLE t" + options);
    sql("DROP TABLE t");

    assertThat(TestServers.dynamoDb().listTables().tableNames()).isNotEmpty();
    assertThat(TargetTables.scan(table)).hasSize(5);
  }
}
