package dev.sluice.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.sluice.failure.ConfigError;
import dev.sluice.testing.TestSpark;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a condition may say, and what is refused before a row is looked at. */
final class SqlConditionTest {
  private static final StructType COLUMNS = StructType.fromDDL(
      "id string, modelName string, latencyMs bigint, timestamp string, tags array<string>,"
          + " metrics struct<f1: double>, `a.b` string, odd map<string,string>");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "modelName = 'iris-species' and latencyMs is not null",
        "latencyMs between 1 and 9 or not isnan(metrics.f1)",
        "modelName like 'a%' and modelName rlike '^a' and modelName in ('a', 'b')",
        "exists(tags, t -> upper(t) = 'X') and size(tags) > 1 and tags[0] <> ''",
        "`a.b` = '${env:HOME}' or odd['k'] = 'x'",
        "cast(latencyMs as decimal(38,9)) * 2 > try_divide(1, latencyMs)",
        "to_date(timestamp) >= date_sub(current_date(), 7) and timestamp < now()",
        "to_timestamp(timestamp) > timestamp '2026-10-01 00:00:00' - interval 1 day",
        "pmod(xxhash64(id), 10) = 0 and sha2(id, 256) like 'a%'",
        "get_json_object(modelName, '$.x') = '1' and coalesce(latencyMs, 0) > 0",
        "case when latencyMs > 1 then true else false end",
        "extract(year from to_date(timestamp)) = 2026 and trim(both 'x' from id) = ''",
        "typeof(id) = 'string' and equal_null(id, modelName) and date(timestamp) is null",
      })
  void sound(String text) {
    assertThat(SqlCondition.parsed(text)).isEqualTo(text);
    assertThat(faults(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "reflect('java.lang.System', 'getenv', 'PATH') = 'x' | reflect",
        "java_method('java.lang.System', 'getenv', 'PATH') = 'x' | java_method",
        "id = 'a' or upper(JAVA_METHOD('java.lang.System', 'exit', 1)) = 'x' | JAVA_METHOD",
        "exists(tags, t -> reflect('java.lang.System', 'getenv', t) = 'x') | reflect",
        "system.builtin.reflect('java.lang.System', 'getenv', 'PATH') = 'x' | system.builtin.reflect",
        "IDENTIFIER('reflect')('java.lang.System', 'getenv', 'PATH') = 'x' | expressionwithunresolvedidentifier",
        "exists (select 1 from text.`/etc/passwd`) | SELECT",
        "id in (select value from text.`/etc/passwd`) | SELECT",
        "(select max(value) from text.`/etc/passwd`) = 'x' | SELECT",
        "current_user() = 'root' | current_user",
        "user() = 'root' | user",
        "version() = '3' | version",
        "current_database() = 'default' | current_database",
        "input_file_name() = 'x' | input_file_name",
        "uuid() = 'x' | uuid",
        "spark_partition_id() = 1 | spark_partition_id",
        "monotonically_increasing_id() = 1 | monotonically_increasing_id",
        "assert_true(false) is null | assert_true",
        "RAISE_ERROR('x') is null | raise_error",
        "xpath_string(id, 'a') = 'x' | xpath_string",
        "nosuch(id) | nosuch",
      })
  void refusedByNameBeforeTheTableIsKnown(String text, String name) {
    assertThatThrownBy(() -> SqlCondition.parsed(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(name)
        .hasMessageContaining("may not be in a condition");
    assertThat(faults(text)).singleElement().satisfies(fault -> {
      assertThat(fault.key()).isEqualTo("sluice.source.filter");
      assertThat(fault.problem()).contains(name);
      assertThat(fault.remedy()).isNotBlank();
    });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"latencyMs = 5 nd_modelName", "latencyMs = 5 as x", "explode(odd) as (k, v)"})
  void aStrayWordIsNoName(String text) {
    assertThatThrownBy(() -> SqlCondition.parsed(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("belongs to nothing");
    assertThat(faults(text)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "element_at(array(1), 0) = 1",
        "latencyMs > 1 and element_at(array(1), 0) = 1",
        "aes_decrypt(unhex('00'), '0000111122223333') is null",
        "repeat('ab', 2000000000) <> '' or id = ''",
        "size(sequence(1, -3, 1)) > 0",
      })
  void constantsThatFailAreRefused(String text) {
    assertThat(faults(text)).singleElement().satisfies(fault -> {
      assertThat(fault.key()).isEqualTo("sluice.source.filter");
      assertThat(fault.problem()).isNotBlank();
    });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "modelName rlike id",
        "element_at(split(modelName, '-'), cast(latencyMs as int)) = 'b'",
        "size(sequence(1, latencyMs - 3, 1)) > 0",
        "url_decode(timestamp) = 'a-b'",
        "exists(array(id), t -> modelName rlike t)",
        "modelName rlike '('",
      })
  void whatFailsOnARowIsTold(String text) {
    StructType columns =
        StructType.fromDDL("id string, modelName string, latencyMs bigint, timestamp string");
    Row odd = RowFactory.create("(", "a-b", 0L, "%zz");
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(session().sparkContext());
    Dataset<Row> rows = session().createDataFrame(spark.parallelize(List.of(odd)), columns);
    SqlCondition condition = new SqlCondition("sluice.source.filter", text);
    assertThat(condition.errors(session(), columns)).isEmpty();

    for (String generated : List.of("CODEGEN_ONLY", "NO_CODEGEN")) {
      rows.sparkSession().conf().set("spark.sql.codegen.factoryMode", generated);
      rows.sparkSession()
          .conf()
          .set("spark.sql.codegen.wholeStage", generated.equals("CODEGEN_ONLY"));
      Throwable failure = catchThrowable(() -> condition.filter(rows).collectAsList());
      assertThat(failure).isNotNull();
      assertThat(condition.failure(failure)).hasValueSatisfying(gate -> assertThat(gate)
          .hasMessageContaining("sluice.source.filter = ")
          .hasMessageContaining("fails on an item: "));
    }
    assertThat(condition.failure(new IllegalStateException("other"))).isEmpty();
  }

  @Test
  void aTimeOfAnotherFormIsNull() {
    SparkSession session = session();
    // the default of Spark 3.5; in Spark 4's the condition fails on the item
    session.conf().set("spark.sql.ansi.enabled", "false");
    Dataset<Row> rows = session.createDataFrame(
        List.of(RowFactory.create("2026-11-20T10:00:00Z"), RowFactory.create("2026-11-20")),
        StructType.fromDDL("timestamp string"));
    SqlCondition condition =
        new SqlCondition("sluice.source.filter", "to_date(timestamp, 'yyyy-MM-dd') is not null");

    assertThat(condition.filter(rows).count()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "rand() < 0.1 | rand",
        "rand(7) < 0.1 | rand",
        "shuffle(tags)[0] = 'x' | shuffle",
        "current_user = 'root' | current_user",
        "count(1) > 0 | INVALID_WHERE_CONDITION",
        "row_number() over (order by id) < 3 | WHERE",
        "explode(tags) = 'x' | GENERATOR",
        "id = :p | UNBOUND_SQL_PARAMETER",
        "latencyMs | FILTER_NOT_BOOLEAN",
        "nosuch = 1 | UNRESOLVED_COLUMN",
      })
  void refusedOnceTheTableIsKnown(String text, String problem) {
    assertThat(SqlCondition.parsed(text)).isEqualTo(text);
    assertThat(faults(text)).singleElement().satisfies(fault -> assertThat(fault.problem())
        .contains(problem));
  }

  @Test
  void aFunctionOfTheSessionIsNoneOfSparks() {
    SparkSession session = session();
    session.udf().register("mine", (UDF1<String, Boolean>) text -> true, DataTypes.BooleanType);

    assertThatThrownBy(() -> SqlCondition.parsed("mine(id)")).hasMessageContaining("calls mine");
    assertThat(new SqlCondition("sluice.source.filter", "mine(id)").errors(session, COLUMNS))
        .hasSize(1);
  }

  @Test
  void aTextIsComparedAsItIsWritten() {
    SparkSession session = session();
    StructType one = StructType.fromDDL("id string");
    String text = "${env:PATH}";
    Dataset<Row> rows = session.createDataFrame(List.of(RowFactory.create(text)), one);
    SqlCondition condition = new SqlCondition("sluice.source.filter", "id = '" + text + "'");

    assertThat(condition.filter(rows).count()).isEqualTo(1);
    assertThat(rows.select(condition.over(rows)).head().getBoolean(0)).isTrue();
    Dataset<Row> elsewhere =
        TestSpark.session().createDataFrame(List.of(RowFactory.create(text)), one);
    assertThatThrownBy(() -> condition.filter(elsewhere)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aSessionBesideAnotherIsSetAsThatOneIs() {
    TestSpark.session().conf().set("spark.sql.session.timeZone", "UTC");

    assertThat(session().conf().get("spark.sql.session.timeZone")).isEqualTo("UTC");
    assertThat(session().conf().get("spark.sql.runSQLOnFiles")).isEqualTo("false");
    assertThat(TestSpark.session().conf().get("spark.sql.runSQLOnFiles")).isEqualTo("true");
  }

  private static SparkSession session() {
    return SqlSessions.beside(TestSpark.session());
  }

  private static List<ConfigError> faults(String text) {
    return new SqlCondition("sluice.source.filter", text).errors(session(), COLUMNS);
  }
}
