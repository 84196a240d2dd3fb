package dev.sluice.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.sluice.failure.InvalidConfigurationException;
import dev.sluice.testing.TestServers;
import dev.sluice.testing.TestSpark;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Through each of Spark's doors, values go to the attributes that SQL says: by position or by name. */
final class InsertTest {
  private static final Map<String, AttributeValue> WANTED = Map.of(
      "id", AttributeValue.fromS("1"),
      "n", AttributeValue.fromN("7"),
      "s", AttributeValue.fromS("t"));

  private static final String NESTED = "id string, st struct<a: string, b: string>,"
      + " l array<struct<a: string, b: string>>, m map<string, struct<a: string, b: string>>";

  private static final String STRUCT = "named_struct('b', 'fb', 'A', 'fa')";

  @TempDir
  private Path folder;

  private String table;

  /** A view of the columns id, n, s, tags and _overflow. */
  @BeforeEach
  void view() {
    table = TargetTables.create();
    TargetTables.put(
        table,
        List.of(Map.of(
            "id", AttributeValue.fromS("0"),
            "n", AttributeValue.fromN("1"),
            "s", AttributeValue.fromS("x"),
            "tags", AttributeValue.fromSs(List.of("a")))));
    TestSpark.session()
        .read()
        .format("sluice")
        .option("table", table)
        .option("endpoint", TestServers.dynamoDbEndpoint().toString())
        .load()
        .createOrReplaceTempView("v");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "INSERT INTO v SELECT '1' AS id, 7L AS s, 't' AS n, null AS tags",
        "INSERT INTO v SELECT '1' AS id, 7L AS s, 't' AS n, null, null",
        "INSERT INTO v VALUES ('1', 7, 't', null)",
        "INSERT INTO TABLE v (s, id, n) VALUES ('t', '1', 7)",
        "INSERT INTO v (S, ID, N) SELECT 't', '1', 7",
        "INSERT INTO v BY NAME SELECT 't' AS s, '1' AS id, 7 AS n",
        "INSERT INTO v BY NAME SELECT 't' AS S, '1' AS Id, 7 AS n",
        "WITH r AS (SELECT '1', 7, 't', null) INSERT INTO v SELECT * FROM r",
        "FROM (SELECT '1' AS a, 7 AS s, 't' AS n) INSERT INTO v SELECT a, s, n, null",
      })
  void sqlGoesAsItSays(String statement) {
    TestSpark.session().sql(statement);

    assertThat(item()).isEqualTo(WANTED);
  }

  @Test
  void insertIntoGoesByPosition() {
    rows("SELECT '1' AS id, 7L AS s, 't' AS n, null AS tags").write().insertInto("v");

    assertThat(item()).isEqualTo(WANTED);
  }

  @Test
  void writeToGoesByName() throws Exception {
    rows("SELECT 't' AS s, '1' AS id, 7L AS n, true AS later").writeTo("v").append();

    assertThat(item())
        .containsAllEntriesOf(WANTED)
        .containsEntry("later", AttributeValue.fromBool(true));
  }

  @Test
  void saveGoesByNameAndTakesNewAttributes() {
    rows("SELECT 't' AS s, '1' AS id, 7L AS n, true AS later")
        .write()
        .format("sluice")
        .option("table", table)
        .option("endpoint", TestServers.dynamoDbEndpoint().toString())
        .mode("append")
        .save();

    assertThat(item())
        .containsAllEntriesOf(WANTED)
        .containsEntry("later", AttributeValue.fromBool(true));
  }

  /** Spark's own resolution would make 1 of it, the sample's type being bigint. */
  @Test
  void noValueIsCastToTheTypeOfASample() {
    TestSpark.session().sql("INSERT INTO v VALUES ('1', 1.25, 't', array('b', 'a', 'b'))");

    assertThat(item().get("n").n()).isEqualTo("1.25");
    assertThat(item().get("tags").ss()).containsExactlyInAnyOrder("a", "b");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      INSERT INTO v SELECT '1' AS id, 7L AS s, 't' AS n              | by position it needs 4 columns, and is given 3
      INSERT INTO v SELECT '1', 7                                    | by position it needs 4 columns, and is given 2
      INSERT INTO v VALUES ('1', 7, 't', null, null, 1)              | by position it needs 4 columns, and is given 6
      INSERT INTO v VALUES ('1', 't', 7, null)                       | column n: is N in the table, and is given string
      INSERT INTO v VALUES (7, 1, 't', null)                         | column id: becomes N (int), and is the key of table
      INSERT INTO v VALUES ('1', 7, 't', array(1))                   | column tags: is SS in the table, and is given array<int>
      INSERT INTO v (n, s) VALUES (7, 't')                           | column id: is missing, and is a key of table
      INSERT OVERWRITE v VALUES ('1', 7, 't', null)                  | Sluice does not empty tables
      """)
  void whatCannotBeMeantIsRefused(String statement, String message) {
    assertThatThrownBy(() -> TestSpark.session().sql(statement)).hasMessageContaining(message);
    assertThat(TargetTables.scan(table)).containsOnlyKeys("0");
  }

  /** Spark 3.5 has no such tables of this kind of source. */
  @Test
  void aTableOfSparksOwnCatalogGoesByPositionToo(@TempDir Path folder) {
    SparkSession spark = TestSpark.session();
    assumeThat(spark.version()).startsWith("4");
    spark.sql(
        "CREATE TABLE named (id string, n bigint, s string, tags array<string> COMMENT 'SS') USING sluice"
            + " OPTIONS (table '" + table + "', endpoint '" + TestServers.dynamoDbEndpoint()
            + "', 'max-write-units' 100, segments 2) TBLPROPERTIES (team 'x') LOCATION '"
            + folder.toUri() + "'");
    try {
      spark.sql("INSERT INTO named SELECT '1' AS id, 7L AS s, 't' AS n, array('b') AS x");

      assertThat(item())
          .containsAllEntriesOf(WANTED)
          .containsEntry("tags", AttributeValue.fromSs(List.of("b")));
      assertThatThrownBy(() -> spark.sql("INSERT INTO named VALUES ('1', 't', 7, null)"))
          .hasMessageContaining("column n: is N in the table");
    } finally {
      spark.sql("DROP TABLE named");
    }
  }

  /**
   * What Spark's own tables do, in lists and maps too: INSERT without names goes by position at any depth. Of a list of
   * columns Spark itself casts those that are structs, which goes by position, before any table sees them.
   */
  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      INSERT INTO nested SELECT '1', %s st, array(%s) l, map('k', %s) m                     | fb | fb
      INSERT INTO nested (st, id, m, l) SELECT %s, '1', map('k', %s), array(%s)             | fb | fa
      INSERT INTO nested BY NAME SELECT %s AS ST, map('k', %s) AS m, array(%s) AS l, '1' id | fa | fa
      """)
  void fieldsOfStructsGoAsInSparksOwnTables(String door, String a, String inner) {
    nested();
    String statement = door.replace("%s", STRUCT);

    TestSpark.session().sql(statement);

    assertStored(a, inner);
    assertThat(sparksOwn(statement)).containsExactly(a, inner, inner);
  }

  @Test
  void fieldsOfStructsGoByPositionWithInsertIntoAndByNameWithWriteTo() throws Exception {
    nested();
    String own = "SELECT '1' AS id, %s AS st, array(%s) AS l, map('k', %s) AS m";
    Dataset<Row> rows = rows(own.replace("%s", STRUCT));

    rows.write().mode("append").insertInto("nested");
    assertStored("fb", "fb");
    rows.writeTo("nested").append();
    assertStored("fa", "fa");
  }

  private void assertStored(String a, String inner) {
    assertThat(item())
        .containsEntry("st", struct(a))
        .containsEntry("l", AttributeValue.fromL(List.of(struct(inner))))
        .containsEntry("m", AttributeValue.fromM(Map.of("k", struct(inner))));
  }

  private static AttributeValue struct(String a) {
    return AttributeValue.fromM(Map.of(
        "a", AttributeValue.fromS(a), "b", AttributeValue.fromS(a.equals("fa") ? "fb" : "fa")));
  }

  @Test
  void fieldsOfOtherNamesGetTheTablesByPositionAndStayByName() {
    nested();
    String struct = "named_struct('x', '1', 'y', '2')";

    TestSpark.session().sql("INSERT INTO nested SELECT '1', " + struct + ", null, null");
    assertThat(item().get("st").m()).containsOnlyKeys("a", "b");
    TestSpark.session().sql("INSERT INTO nested BY NAME SELECT '1' AS id, " + struct + " AS st");
    assertThat(item().get("st").m()).containsOnlyKeys("x", "y");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      named_struct('a', '1')                      | null | column st needs the fields [a, b], and is given [a]
      named_struct('a', '1', 'b', '2', 'c', '3')  | null | column st needs the fields [a, b], and is given [a, b, c]
      null | array(named_struct('b', '1'))               | column l needs the fields [a, b], and is given [b]
      named_struct('b', 1, 'a', '2')              | null | column st.a: is S in the table, and is given int by position
      """)
  void structsOfOtherFieldsAreRefusedByPosition(String struct, String list, String message) {
    nested();

    assertThatThrownBy(() -> TestSpark.session()
            .sql("INSERT INTO nested SELECT '1', " + struct + ", " + list + ", null"))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining(message);
    assertThat(TargetTables.scan(table)).containsOnlyKeys("0");
  }

  /** A view of the table with structs in each kind of place. */
  private void nested() {
    TestSpark.session()
        .read()
        .format("sluice")
        .schema(NESTED + ", _overflow string")
        .option("table", table)
        .option("endpoint", TestServers.dynamoDbEndpoint().toString())
        .load()
        .createOrReplaceTempView("nested");
  }

  /** The fields a that a statement puts into a Parquet table of these columns: of the struct, the list's and the map's. */
  private List<String> sparksOwn(String statement) {
    SparkSession spark = TestSpark.session();
    spark.sql("DROP TABLE IF EXISTS sparks_own");
    spark.sql(
        "CREATE TABLE sparks_own (" + NESTED + ") USING parquet LOCATION '" + folder.toUri() + "'");
    try {
      spark.sql(statement.replace("INTO nested", "INTO sparks_own"));
      return spark
          .sql("SELECT array(st.a, l[0].a, m['k'].a) FROM sparks_own")
          .head()
          .getList(0);
    } finally {
      spark.sql("DROP TABLE sparks_own");
    }
  }

  @Test
  void whereItIsNotKnownHowColumnsGoOnlyTheTablesOwnOrderIsTaken() {
    StructType columns = StructType.fromDDL("id string, n bigint, _overflow map<string,string>");
    StructType same = StructType.fromDDL("id string, n int");

    assertThat(new InsertedColumns(same, columns).named(Optional.empty(), false))
        .isEqualTo(same);
    assertThatThrownBy(() -> new InsertedColumns(StructType.fromDDL("n bigint, id string"), columns)
            .named(Optional.empty(), false))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining("not known whether [n, id] go by name or by position");
  }

  private static Dataset<Row> rows(String sql) {
    return TestSpark.session().sql(sql);
  }

  private Map<String, AttributeValue> item() {
    return TestServers.dynamoDb()
        .getItem(g -> g.tableName(table).key(Map.of("id", AttributeValue.fromS("1"))))
        .item();
  }
}
