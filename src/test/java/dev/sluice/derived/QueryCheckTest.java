package dev.sluice.derived;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.dataset.run.Role;
import dev.sluice.dataset.view.KnownTable;
import dev.sluice.failure.ConfigError;
import dev.sluice.failure.InvalidConfigurationException;
import dev.sluice.testing.TestSpark;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused before a table is read, and what is not. */
final class QueryCheckTest {
  private static final StructType PRODUCT = StructType.fromDDL(
      "pk string, category string, price decimal(10,2), tags array<string>, _overflow string");

  private static final Map<Role, KnownTable> TABLES = Map.of(
      Role.SOURCE,
      new KnownTable(
          "catalogue",
          PRODUCT,
          Map.of(
              "PRODUCT",
              PRODUCT,
              "labels",
              StructType.fromDDL("mine int"),
              "Twin",
              PRODUCT,
              "TWIN",
              PRODUCT,
              "",
              StructType.fromDDL("nokind string"))),
      Role.LABELS,
      new KnownTable("labels", StructType.fromDDL("id string, at string"), Map.of()),
      Role.EXPERIMENTS,
      new KnownTable("ml-runs", StructType.fromDDL("id string, score double"), Map.of()));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT * FROM PRODUCT",
        "select PK as id from product",
        "SELECT id FROM labels",
        "SELECT mine FROM `catalogue/entity=labels`",
        "SELECT nokind FROM `catalogue/entity=_`",
        "SELECT pk, price FROM catalogue",
        "SELECT r.id, l.at FROM `ml-runs` r LEFT JOIN labels l USING (id)",
        "WITH dear AS (SELECT * FROM PRODUCT WHERE price > 9) SELECT a.pk FROM dear a JOIN dear b ON a.pk = b.category",
        "SELECT category, array_sort(collect_list(struct(price, pk))) AS all FROM PRODUCT GROUP BY category",
        "SELECT category, sort_array(collect_set(pk), false) AS all FROM PRODUCT GROUP BY category",
        "SELECT pk, row_number() OVER (PARTITION BY category ORDER BY price, pk) AS n FROM PRODUCT",
        "SELECT pk FROM PRODUCT UNION ALL SELECT id FROM labels",
        "SELECT pk, first_value(pk) OVER (PARTITION BY category ORDER BY pk) AS f FROM PRODUCT",
        "SELECT pk, tag FROM PRODUCT LATERAL VIEW explode(tags) t AS tag",
        "SELECT pk, (SELECT max(score) FROM `ml-runs`) AS best, 'now' AS said FROM PRODUCT",
        "SELECT get_json_object(_overflow, \"$['/x']\") AS x, CAST(pk AS date) AS day, TIMESTAMP '2026-10-01 00:00:00' AS t FROM PRODUCT",
      })
  void sound(String sql) {
    assertThat(faults(sql)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "SELECT pk, rand() AS x FROM PRODUCT | rand",
        "SELECT pk, rand(7) AS x FROM PRODUCT | rand",
        "SELECT pk, uuid() AS x FROM PRODUCT | uuid",
        "SELECT pk, now() AS x FROM PRODUCT | now",
        "SELECT pk, current_date AS x FROM PRODUCT | current_date",
        "SELECT pk, unix_timestamp() AS x FROM PRODUCT | current_timestamp",
        "SELECT pk, current_user() AS x FROM PRODUCT | current_user",
        "SELECT pk FROM PRODUCT WHERE pk IN (SELECT id FROM labels WHERE rand() > 0.5) | rand",
        "WITH a AS (SELECT uuid() AS x) SELECT x FROM a | uuid",
        "SELECT pk, CAST('today' AS date) AS x FROM PRODUCT | cast",
        "SELECT pk, TIMESTAMP 'now' AS x FROM PRODUCT | DATE or TIMESTAMP",
        "SELECT pk, shuffle(tags) AS x FROM PRODUCT | shuffle",
        "SELECT pk, monotonically_increasing_id() AS x FROM PRODUCT | monotonically_increasing_id",
        "SELECT pk, input_file_name() AS x FROM PRODUCT | input_file_name",
        "SELECT hex(aes_encrypt(pk, '0000111122223333')) AS x FROM PRODUCT | aes_encrypt",
        "SELECT reflect('java.lang.System', 'nanoTime') AS x FROM PRODUCT | reflect",
        "SELECT xpath_string(pk, 'a') AS x FROM PRODUCT | xpath_string",
        "SELECT version() AS x FROM PRODUCT | version",
        "SELECT current_database() AS x FROM PRODUCT | current_database",
        "SELECT pk FROM PRODUCT WHERE exists(tags, t -> reflect('java.lang.System', 'getenv', t) = pk) | reflect",
        "WITH a AS (SELECT java_method('java.lang.System', 'getenv', 'PATH') AS x) SELECT x FROM a | java_method",
        "SELECT first(pk) AS x FROM PRODUCT | first",
        "SELECT any_value(pk) AS x FROM PRODUCT | any_value",
        "SELECT collect_list(pk) AS x FROM PRODUCT | collect_list",
        "SELECT size(collect_set(pk)) AS x FROM PRODUCT | collect_set",
        "SELECT array_sort(array_agg(pk), (a, b) -> 0) AS x FROM PRODUCT | array_agg",
        "SELECT percentile_approx(price, 0.5) AS x FROM PRODUCT | percentile_approx",
        "SELECT pk FROM PRODUCT LIMIT 3 | LIMIT",
        "SELECT pk FROM PRODUCT OFFSET 3 | OFFSET",
        "SELECT pk FROM PRODUCT TABLESAMPLE (10 PERCENT) | TABLESAMPLE",
        "SELECT pk FROM PRODUCT ORDER BY pk | ORDER BY",
        "SELECT *, pk FROM PRODUCT | pk",
        "SELECT pk AS a, price AS A FROM PRODUCT | A",
        "SELECT count(*) FROM PRODUCT | count(1)",
        "SELECT pk, NULL AS x FROM PRODUCT | x",
        "SELECT pk, INTERVAL 1 DAY AS x FROM PRODUCT | x",
        "SELECT pk, array(struct(NULL AS a)) AS x FROM PRODUCT | x",
      })
  void refusedByName(String sql, String value) {
    // Spark 4 has two names for one of them, and both are refused
    assertThat(faults(sql))
        .hasSizeBetween(1, value.equals("current_database") ? 2 : 1)
        .anySatisfy(fault -> assertThat(fault.value()).isEqualTo(value))
        .allSatisfy(fault -> {
          assertThat(fault.key()).isEqualTo("sluice.dataset.derived.one.sql");
          assertThat(fault.remedy()).isNotBlank();
        });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "SELECT x FROM NOSUCH | TABLE_OR_VIEW_NOT_FOUND",
        "SELECT x FROM Twin | TABLE_OR_VIEW_NOT_FOUND",
        "SELECT x FROM two | TABLE_OR_VIEW_NOT_FOUND",
        "SELECT x FROM parquet.`/etc/hosts` | NOT_FOUND",
        "SELECT nosuch FROM PRODUCT | UNRESOLVED_COLUMN",
        "SELECT nosuch(pk) AS x FROM PRODUCT | UNRESOLVED_ROUTINE",
        "SELECT pk + tags AS x FROM PRODUCT | DATATYPE_MISMATCH",
        "SELECT concat('${env:PATH}', :p) AS x FROM PRODUCT | UNBOUND_SQL_PARAMETER",
      })
  void whatSparkCannotAnalyze(String sql, String problem) {
    assertThat(faults(sql)).singleElement().satisfies(fault -> {
      assertThat(fault.problem()).contains(problem);
      assertThat(fault.remedy()).contains("PRODUCT", "`ml-runs`", "`catalogue/entity=labels`");
    });
  }

  @Test
  void aTableOfTheSessionIsNotOfTheSnapshot() {
    TestSpark.session().sql("CREATE OR REPLACE TEMP VIEW elsewhere AS SELECT 1 AS one");
    assertThat(faults("SELECT one FROM elsewhere"))
        .singleElement()
        .satisfies(fault -> assertThat(fault.problem()).contains("NOT_FOUND"));
  }

  @Test
  void allFaultsOfAllQueriesAtOnce() {
    assertThat(
            faults("SELECT rand() AS a, uuid() AS b FROM PRODUCT LIMIT 1", "SELECT x FROM nosuch"))
        .extracting(ConfigError::key)
        .containsExactly(
            "sluice.dataset.derived.one.sql",
            "sluice.dataset.derived.one.sql",
            "sluice.dataset.derived.one.sql",
            "sluice.dataset.derived.two.sql");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DROP TABLE PRODUCT",
        "SET spark.sql.ansi.enabled = false",
        "INSERT INTO PRODUCT SELECT * FROM PRODUCT",
        "WITH a AS (SELECT 1) INSERT INTO PRODUCT SELECT * FROM a",
        "FROM PRODUCT INSERT INTO a SELECT pk INSERT INTO b SELECT pk",
        "CREATE VIEW a AS SELECT 1",
        "CACHE TABLE PRODUCT",
        "EXPLAIN SELECT 1",
        "SHOW TABLES",
        "SELECT 1 AS a; SELECT 2 AS b",
        "SELECT TRANSFORM(pk) USING 'cat' FROM PRODUCT",
        "SELEC 1",
        "",
      })
  void whatIsNoQuery(String sql) {
    assertThatThrownBy(() -> Query.parsed(sql)).isInstanceOf(IllegalArgumentException.class);
  }

  private static List<ConfigError> faults(String... sql) {
    List<String> names = List.of("one", "two");
    List<Query> queries = Arrays.stream(sql)
        .map(text -> new Query(names.get(Arrays.asList(sql).indexOf(text)), Query.parsed(text)))
        .toList();
    DerivedView view = new DerivedView(TestSpark.session(), queries, ZoneOffset.UTC);
    InvalidConfigurationException refused =
        catchThrowableOfType(InvalidConfigurationException.class, () -> view.check(TABLES));
    return refused == null ? List.of() : refused.errors();
  }
}
