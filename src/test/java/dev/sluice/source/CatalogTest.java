package dev.sluice.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.failure.InvalidConfigurationException;
import dev.sluice.failure.ResourceUnavailableException;
import dev.sluice.testing.InjectedFault;
import dev.sluice.testing.TestServers;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.catalyst.analysis.NoSuchTableException;
import org.apache.spark.sql.connector.catalog.Identifier;
import org.apache.spark.sql.connector.catalog.TableCatalog;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.Projection;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;

/** Statements on tables of a catalog, as users of Spark write them. */
final class CatalogTest {
  private final CatalogSession session = new CatalogSession();
  private String table;

  /** Five items with the attributes id and n. */
  @BeforeEach
  void fill() {
    table = TargetTables.create();
    TargetTables.put(table, IntStream.range(0, 5).mapToObj(CatalogTest::item).toList());
  }

  @AfterEach
  void close() {
    session.close();
  }

  private static Map<String, AttributeValue> item(int number) {
    return Map.of(
        "id", AttributeValue.fromS("id-" + number),
        "n", AttributeValue.fromN(Integer.toString(number)));
  }

  /** The table by its name in SQL: it has a dash. */
  private String ddb() {
    return "ddb.`" + table + "`";
  }

  /** Else a row would be written to another table than the statement names, or read of it. */
  @Test
  void aStatementsOptionsDoNotNameAnotherTable() {
    String other = TargetTables.create();
    Dataset<Row> row = session.spark.sql("SELECT 'new' AS id");

    assertThatThrownBy(() -> row.writeTo(ddb()).option("table", other).append())
        .hasStackTraceContaining("is another table than");
    assertThatThrownBy(() -> read("table", other).collectAsList())
        .hasStackTraceContaining("is another table than");
    assertThat(read("table", table).count()).isEqualTo(5);
    assertThat(TargetTables.scan(other)).isEmpty();
  }

  @Test
  void optionsOfReadsAreLeftOutOfWrites() throws Exception {
    session.spark.conf().set("spark.datasource.sluice.index", "byKind");
    session.spark.conf().set("spark.datasource.sluice.ttl-attribute", "n");
    session.spark.conf().set("spark.datasource.sluice.expired-at", "5");

    session.spark.sql("SELECT 'new' AS id").writeTo(ddb()).append();

    assertThat(TargetTables.scan(table)).containsKey("new");
  }

  @Test
  void tablesAreListedAndNotDescribed() throws Exception {
    List<String> asked = session.operations(() -> {
      assertThat(session.rows("SHOW TABLES IN ddb"))
          .extracting(row -> row.getString(1))
          .contains(table);
      assertThat(session.rows("SHOW TABLES IN ddb LIKE '" + table + "'")).hasSize(1);
      assertThat(session.spark.catalog().listTables("ddb").collectAsList())
          .extracting(found -> found.name())
          .contains(table);
      return null;
    });

    assertThat(asked).containsOnly("ListTables");
  }

  /** DynamoDB lists 100 tables at once. */
  @Test
  @Tag("thorough")
  void allPagesOfTheListAreRead() {
    List<String> all =
        IntStream.range(0, 101).mapToObj(i -> TargetTables.create()).toList();
    try {
      assertThat(session.rows("SHOW TABLES IN ddb"))
          .extracting(row -> row.getString(1))
          .containsAll(all);
    } finally {
      all.forEach(name -> TestServers.dynamoDb().deleteTable(t -> t.tableName(name)));
    }
  }

  @Test
  void sparksOwnCatalogMethodsFindTables() throws Exception {
    var catalog = session.spark.catalog();

    assertThat(session.operations(() -> catalog.tableExists(ddb()))).containsOnly("DescribeTable");
    assertThat(catalog.tableExists(ddb())).isTrue();
    assertThat(catalog.tableExists("ddb.`" + table + "x`")).isFalse();
    assertThat(catalog.getTable(ddb()).tableType()).isEqualTo("EXTERNAL");
    session.spark.sql("USE ddb");
    assertThat(catalog.currentCatalog()).isEqualTo("ddb");
    assertThat(catalog.listTables().collectAsList())
        .extracting(found -> found.name())
        .contains(table);
    assertThat(session.count("SELECT count(*) FROM `" + table + "`")).isEqualTo(5);
  }

  @Test
  void tablesOfTwoCatalogsAreJoined() {
    assertThat(session.rows("SELECT a.id, a.n + b.n FROM " + ddb() + " a JOIN other.`" + table
            + "` b USING (id) WHERE b.n > 2 ORDER BY id"))
        .containsExactly(RowFactory.create("id-3", 6L), RowFactory.create("id-4", 8L));
  }

  @Test
  void aFilterOnTheKeyBecomesAQuery() throws Exception {
    assertThat(session.operations(
            () -> assertThat(session.rows("SELECT n FROM " + ddb() + " WHERE id = 'id-3'"))
                .containsExactly(RowFactory.create(3L))))
        .endsWith("Scan", "Query")
        .containsOnlyOnce("Query");
  }

  /** DynamoDB's names differ by case, and have dots and dashes. */
  @Test
  void namesAreDynamoDbs() {
    String other = table.toUpperCase(Locale.ROOT) + ".b";
    TestServers.createTable(other);
    String arn =
        TestServers.dynamoDb().describeTable(t -> t.tableName(table)).table().tableArn();

    assertThat(session.count("SELECT count(*) FROM ddb.`" + other + "`")).isZero();
    assertThat(session.count("SELECT count(*) FROM ddb.`" + arn + "`")).isEqualTo(5);
    assertThat(session.count("SELECT count(*) FROM ddb.dynamodb.`" + table + "`"))
        .isEqualTo(5);
    assertThatThrownBy(() -> session.spark.table("ddb.`" + table.toUpperCase(Locale.ROOT) + "`"))
        .hasMessageContaining("TABLE_OR_VIEW_NOT_FOUND");
  }

  @Test
  void aMissingTableIsSparksFailureAndADeniedOneIsOurs() throws Exception {
    TableCatalog catalog = new dev.sluice.SluiceCatalog();
    catalog.initialize("ddb", new CaseInsensitiveStringMap(Map.of("endpoint", session.endpoint())));

    for (String name : List.of(table + "x", "a b", "x")) {
      Identifier missing = Identifier.of(new String[0], name);
      assertThatThrownBy(() -> catalog.loadTable(missing)).isInstanceOf(NoSuchTableException.class);
      assertThat(catalog.tableExists(missing)).isFalse();
      assertThat(catalog.dropTable(missing)).isFalse();
    }
    Identifier elsewhere = Identifier.of(new String[] {"db"}, table);
    assertThatThrownBy(() -> catalog.loadTable(elsewhere)).isInstanceOf(NoSuchTableException.class);
    session.front.otherwise(
        request -> InjectedFault.error(400, "AccessDeniedException", "not authorized"));
    Identifier denied = Identifier.of(new String[0], table);
    assertThatThrownBy(() -> catalog.loadTable(denied))
        .isInstanceOf(ResourceUnavailableException.class)
        .hasMessageContaining("access denied");
    assertThatThrownBy(() -> catalog.tableExists(denied))
        .isInstanceOf(ResourceUnavailableException.class);
    assertThatThrownBy(() -> catalog.listTables(new String[0]))
        .isInstanceOf(ResourceUnavailableException.class)
        .hasMessageContaining("the list of tables: access denied");
  }

  @Test
  void propertiesTellKeysIndexesCapacityAndTtl() throws Exception {
    String indexed = TestServers.table("indexed");
    TestServers.createTable(
        indexed,
        List.of(
            new dev.sluice.table.TableDescription.Key("id", "S"),
            new dev.sluice.table.TableDescription.Key("at", "N")),
        t -> t.billingMode(BillingMode.PAY_PER_REQUEST)
            .globalSecondaryIndexes(GlobalSecondaryIndex.builder()
                .indexName("byTime")
                .keySchema(KeySchemaElement.builder()
                    .attributeName("at")
                    .keyType(KeyType.HASH)
                    .build())
                .projection(Projection.builder()
                    .projectionType(ProjectionType.KEYS_ONLY)
                    .build())
                .build()));
    TestServers.dynamoDb().updateTimeToLive(t -> t.tableName(indexed)
        .timeToLiveSpecification(s -> s.enabled(true).attributeName("expires")));

    List<String> asked = session.operations(() -> assertThat(
            properties("SHOW TBLPROPERTIES ddb.`" + indexed + "`"))
        .containsEntry("dynamodb.partition-key", "id S")
        .containsEntry("dynamodb.sort-key", "at N")
        .containsEntry("dynamodb.ttl", "expires")
        .containsEntry("dynamodb.read-capacity", "on demand")
        .containsEntry("dynamodb.item-count", "0")
        .containsEntry("dynamodb.index.byTime.kind", "global")
        .containsEntry("dynamodb.index.byTime.partition-key", "at N")
        .containsEntry("dynamodb.index.byTime.projection", "KEYS_ONLY")
        .containsEntry("option.table", indexed)
        .containsKeys("dynamodb.arn", "dynamodb.size-bytes", "dynamodb.point-in-time-recovery"));
    assertThat(asked).containsOnlyOnce("DescribeContinuousBackups");
    assertThat(session.rows("DESCRIBE TABLE EXTENDED ddb.`" + indexed + "`").toString())
        .contains("Provider,sluice", "EXTERNAL", "dynamodb.ttl=expires");
    assertThat(session.rows("SHOW CREATE TABLE ddb.`" + indexed + "`").toString())
        .contains("USING sluice", "'table' = '" + indexed + "'");
    assertThat(session.operations(() -> session.rows("DESCRIBE ddb.`" + indexed + "` id")))
        .doesNotContain("DescribeContinuousBackups");
  }

  private Map<String, String> properties(String sql) {
    return session.rows(sql).stream()
        .collect(Collectors.toMap(row -> row.getString(0), row -> row.getString(1)));
  }

  @Test
  void writeToTakesNoSample() throws Exception {
    Dataset<Row> rows = session.spark.sql("SELECT 'new' AS id, true AS later");

    assertThat(session.operations(() -> {
          rows.writeTo(ddb()).append();
          return null;
        }))
        .doesNotContain("Scan")
        .endsWith("BatchWriteItem");
    assertThat(TargetTables.scan(table))
        .containsEntry(
            "new",
            Map.of("id", AttributeValue.fromS("new"), "later", AttributeValue.fromBool(true)));
    assertThatThrownBy(() -> rows.writeTo("ddb.`" + table + "x`").append())
        .hasMessageContaining("TABLE_OR_VIEW_NOT_FOUND");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      INSERT INTO %s SELECT 'new' AS n, 7 AS id
      INSERT INTO %s (n, id) VALUES (7, 'new')
      INSERT INTO %s BY NAME SELECT 7 AS N, 'new' AS id
      """)
  void insertGoesByPositionOrByName(String statement) {
    session.spark.sql(statement.replace("%s", ddb()));

    assertThat(TargetTables.scan(table)).hasSize(6).containsKey("new");
    assertThat(session.count("SELECT n FROM " + ddb() + " WHERE id = 'new'")).isEqualTo(7);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      CREATE TABLE ddb.fresh (id string)                 | Sluice creates no tables in DynamoDB
      CREATE TABLE ddb.fresh AS SELECT 1 AS id           | Sluice creates no tables in DynamoDB
      REPLACE TABLE %s AS SELECT 1 AS id                 | Sluice drops no tables in DynamoDB, and replaces none
      DROP TABLE %s                                      | Sluice drops no tables in DynamoDB
      DROP TABLE IF EXISTS %s                            | Sluice drops no tables in DynamoDB
      ALTER TABLE %s ADD COLUMN x string                 | Sluice changes no tables in DynamoDB
      ALTER TABLE %s RENAME TO ddb.fresh                 | DynamoDB renames no tables
      CREATE NAMESPACE ddb.x                             | DynamoDB has no namespaces
      DROP NAMESPACE ddb.dynamodb                         | DynamoDB has no namespaces
      INSERT OVERWRITE %s SELECT 'id-9', 9               | Sluice does not empty tables
      TRUNCATE TABLE %s                                  | does not support truncates
      ANALYZE TABLE %s COMPUTE STATISTICS                | not supported for v2 tables
      USE ddb.x                                          | SCHEMA_NOT_FOUND
      """)
  void nothingButItemsIsWritten(String statement, String message) {
    assertThatThrownBy(() -> session.spark.sql(statement.replace("%s", ddb())))
        .hasMessageContaining(message);

    assertThat(TargetTables.scan(table)).hasSize(5);
  }

  @Test
  void tablesThatAreNotThereAreDroppedIfTheyExist() {
    session.spark.sql("DROP TABLE IF EXISTS ddb.`" + table + "x`");
    session.spark.sql("CREATE TABLE IF NOT EXISTS " + ddb() + " (id string)");

    assertThat(TargetTables.scan(table)).hasSize(5);
  }

  /** What is cached is one thing under both names, and a write through either drops it. */
  @Test
  void cachedTablesAreFoundAndRefreshedByBothNames() throws Exception {
    String named = "ddb.dynamodb.`" + table + "`";
    session.spark.sql("CACHE TABLE " + ddb());

    TargetTables.put(table, List.of(item(5)));
    assertThat(session.count("SELECT count(*) FROM " + named)).isEqualTo(5);
    session.spark.sql("REFRESH TABLE " + named);
    assertThat(session.count("SELECT count(*) FROM " + ddb())).isEqualTo(6);
    session.spark.sql("INSERT INTO " + named + " VALUES ('id-6', 6)");
    assertThat(session.count("SELECT count(*) FROM " + ddb())).isEqualTo(7);
    session.spark.sql("UNCACHE TABLE " + ddb());
  }

  /** The sample that the table was loaded with before costs a statement nothing. */
  @Test
  void aStatementsBudgetDoesNotCountAnEarlierSample() {
    assertThat(read("max-units", "400").where("id = 'id-1'").collectAsList()).hasSize(1);
    assertThat(read("max-units", "4").where("id = 'id-1'").collectAsList()).hasSize(1);
  }

  private Dataset<Row> read(String option, String value) {
    return session.spark.read().option(option, value).table(ddb());
  }

  @Test
  void aStatementsOptionsComeBeforeTheCatalogsAndTheseBeforeTheSessions() {
    session.spark.conf().set("spark.datasource.sluice.consistent-read", "true");
    assertThat(consistent(read("percent", "40"))).isTrue();

    session.catalog("eventual", Map.of("consistent-read", "false"));
    String eventual = "eventual.`" + table + "`";
    assertThat(consistent(session.spark.table(eventual))).isFalse();
    assertThat(consistent(session.spark.read().option("consistent-read", "true").table(eventual)))
        .isTrue();
  }

  private boolean consistent(Dataset<Row> rows) {
    assertThat(rows.where("id = 'id-1'").collectAsList()).hasSize(1);
    var queries = session.front.requests("Query");
    return queries.get(queries.size() - 1).body().path("ConsistentRead").asBoolean();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      segmnts      | 2     | spark.sql.catalog.wrong.segmnts: is not an option of Sluice. The nearest one is segments
      percent      | lots  | spark.sql.catalog.wrong.percent = lots
      table        | any   | spark.sql.catalog.wrong.table: would be the same for all tables
      schema-json  | {}    | spark.sql.catalog.wrong.schema-json: would be the same for all tables
      """)
  void wrongOptionsOfACatalogAreRefused(String option, String value, String message) {
    session.catalog("wrong", Map.of(option, value));

    assertThatThrownBy(() -> session.rows("SHOW TABLES IN wrong"))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining(message);
  }
}
