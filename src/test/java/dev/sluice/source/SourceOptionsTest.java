package dev.sluice.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.failure.InvalidConfigurationException;
import dev.sluice.testing.TestServers;
import dev.sluice.testing.TestSpark;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** An option that is none is refused, of reads and of writes, and what to use instead is named. */
final class SourceOptionsTest {
  private static String table;

  @BeforeAll
  static void fill() {
    table = TargetTables.create();
    TargetTables.put(table, List.of(Map.of("id", AttributeValue.fromS("1"))));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      maxReadUnits          | 5       | nearest one is max-read-units
      max-read-unit         | 5       | nearest one is max-read-units
      MAX_READ_UNITS        | 5       | nearest one is max-read-units
      read_capacity_pct     | 50      | Use percent
      consistentRead        | true    | nearest one is consistent-read
      filter                | a = 1   | Filter the DataFrame
      exportArn             | arn:aws | Use export-path
      delete                | true    | Writes have operation
      numExecutors          | 3       | There are: allow-http, check-types, columnNameOfCorruptRecord
      tableName             | x       | Use table
      secretKey             | hunter2 | Credentials are those of the AWS SDK's default chain
      tasks                 | 3       | nearest one is
      selected              | x       | nearest one is
      job.tasks             | 3       | nearest one is
      job.positions         | []      | nearest one is
      job.units-spent       | 1       | nearest one is max-units
      job.entity-by         | kind    | nearest one is
      entity-by             | kind    | dataset.entity-by
      """)
  void aReadRefusesOthers(String name, String value, String instead) {
    assertThatThrownBy(() -> load(Map.of(name, value)))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContainingAll("option " + name + ": is not an option of Sluice", instead)
        .hasMessageNotContaining("hunter2");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      schema-json | 1                  | schema-json = 1: is not a schema as Spark's JSON
      schema-json | {"type":           | is not a schema as Spark's JSON
      schema-json | "string"           | is not a schema as Spark's JSON
      schema-json | {"type":"struct"}  | is not a schema as Spark's JSON
      table       | 1                  | table = 1: is not the name or ARN of a DynamoDB table
      table       | a b c              | table = a b c: is not the name or ARN of a DynamoDB table
      region      | ''                 | region
      role-arn    | x                  | role-arn
      endpoint    | localhost:8000     | endpoint = localhost:8000: is not an https address without user, path and query, or an http one on this machine
      index       | ''                 | index
      ttl-attribute | ''               | ttl-attribute
      expired-at  | now                | expired-at = now: is not epoch seconds
      """)
  void valuesThatNoneCanBeAreRefusedByName(String name, String value, String message) {
    assertThatThrownBy(() -> load(Map.of(name, value)))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining(message);
    assertThatThrownBy(() -> TestSpark.session()
            .read()
            .format("sluice")
            .schema("id string, _overflow string")
            .options(options(Map.of(name, value)))
            .load()
            .count())
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      delete           | true   | option delete: is not an option of Sluice. Writes have operation = put, update or delete
      update           | true   | option update: is not an option of Sluice. Writes have operation
      operation        | upsert | operation = upsert: is not put, update or delete
      condition        | a = "b" | condition = a = "b": has a character that DynamoDB does not know: "b". Give
      condition        | a = :b | condition = :b: is not a column of the rows. They have [id]
      condition-columns | a     | condition-columns: has no effect without condition
      on-condition-failure | skip | on-condition-failure: has no effect without condition
      null-values      | remove | null-values: has no effect without operation = update
      max-write-unit   | 5      | nearest one is max-write-units
      maxReadUnits     | 5      | nearest one is
      consistent-read  | true   | consistent-read: is an option of reads, not of writes
      index            | any    | index: is an option of reads, not of writes. Leave it out: the table's indexes
      max-read-units   | 5      | max-read-units: has no effect on a write that takes no sample
      entity-by        | kind   | option entity-by: is not an option of Sluice. Only the job distinguishes entity types
      check-types      | maybe  | check-types = maybe: is not off, warn or fail
      """)
  void aWriteRefusesOthersAndThoseOfReads(String name, String value, String message) {
    assertThatThrownBy(() -> rows()
            .write()
            .format("sluice")
            .options(options(Map.of(name, value)))
            .mode("append")
            .save())
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining(message);
    assertThat(TargetTables.scan(table)).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      http://example.invalid:81             | unencrypted. Give an https address, or allow-http = true
      http://example.invalid:81/p?x=s       | is not an https address without user, path and query
      https://example.invalid/p             | is not an https address without user, path and query
      https://me:hunter2@example.invalid    | is not an https address without user, path and query
      ftp://localhost:8000                  | is not an https address without user, path and query
      http://127.0.0.1.example.invalid      | is not on this machine
      localhost:8000                        | is not an https address
      """)
  void anEndpointElsewhereIsHttpsAndNothingElse(String endpoint, String message) {
    assertThatThrownBy(() -> load(Map.of("endpoint", endpoint)))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining("endpoint = ")
        .hasMessageContaining(message)
        .hasMessageNotContaining("hunter2");
    assertThatThrownBy(() -> rows()
            .write()
            .format("sluice")
            .options(options(Map.of("endpoint", endpoint)))
            .mode("append")
            .save())
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining(message);
  }

  @Test
  void httpElsewhereIsAskedForByName() {
    Map<String, String> asked = Map.of("endpoint", "http://emulator:8000", "allow-http", "true");
    assertThat(OptionParser.read(options(asked)).read().aws().dynamoDbEndpoint())
        .hasToString("http://emulator:8000");
    assertThatThrownBy(() -> OptionParser.read(options(Map.of("allow-http", "maybe"))))
        .hasMessageContaining("allow-http = maybe: is not true or false");
  }

  @Test
  void allAreToldAtOnce() {
    assertThatThrownBy(() -> load(Map.of("max-read-unit", "5", "filter", "a", "percent", "200")))
        .hasMessageContainingAll("option max-read-unit", "option filter", "percent = 200");
  }

  @Test
  void caseDoesNotMatter() {
    assertThat(load(Map.of("Sample-Items", "5", "PERCENT", "20")).count()).isEqualTo(1);
  }

  @Test
  void whatSparkAddsIsLeftAlone() {
    assertThatCode(() -> TestSpark.session()
            .read()
            .format("sluice")
            .options(options(Map.of("serialization.format", "1", "provider", "sluice")))
            .load("a path"))
        .doesNotThrowAnyException();
    Map<String, String> session =
        new HashMap<>(options(Map.of("provider", "sluice", "owner", "me", "team", "any")));
    session.put("option.table", table);
    assertThat(OptionParser.read(session).read().table()).isEqualTo(table);
    session.put("option.percnt", "5");
    assertThatThrownBy(() -> OptionParser.read(session)).hasMessageContaining("option percnt");
  }

  @Test
  void aPathIsNotPassedOver() {
    assertThatThrownBy(() -> TestSpark.session()
            .read()
            .format("sluice")
            .options(options(Map.of()))
            .load("a path"))
        .hasMessageContaining("option path: is not read")
        .hasMessageContaining("export-path");
    assertThatThrownBy(() -> rows()
            .write()
            .format("sluice")
            .options(options(Map.of()))
            .mode("append")
            .save("a path"))
        .hasMessageContaining("option path: is not read");
  }

  @Test
  void aStatementsOwnOptionsAreCheckedToo() {
    load(Map.of()).createOrReplaceTempView("options");

    assertThatThrownBy(() -> rows().writeTo("options").option("delete", "true").append())
        .isInstanceOf(Throwable.class);
    assertThat(TargetTables.scan(table)).hasSize(1);
  }

  @Test
  void aViewMayHaveTheOptionsOfBoth() {
    String target = TargetTables.create();
    TestSpark.session()
        .read()
        .schema("id string, _overflow map<string,string>")
        .format("sluice")
        .options(options(Map.of("table", target, "max-write-units", "100", "segments", "2")))
        .load()
        .createOrReplaceTempView("both");

    TestSpark.session().sql("INSERT INTO both (id) VALUES ('2')");

    assertThat(TargetTables.scan(target)).containsOnlyKeys("2");
  }

  @Test
  void eachIsThereOnce() {
    List<String> keys =
        Arrays.stream(SourceOption.values()).map(SourceOption::key).toList();

    assertThat(new HashSet<>(keys)).hasSameSizeAs(keys);
    assertThat(keys).allMatch(key -> key.matches("[a-z0-9.-]+|columnNameOfCorruptRecord"));
  }

  private static Dataset<Row> rows() {
    return TestSpark.session().sql("select '9' id");
  }

  private static Dataset<Row> load(Map<String, String> more) {
    return TestSpark.session().read().format("sluice").options(options(more)).load();
  }

  private static Map<String, String> options(Map<String, String> more) {
    Map<String, String> all = new HashMap<>();
    all.put("table", table);
    all.put("endpoint", TestServers.dynamoDbEndpoint().toString());
    all.putAll(more);
    return all;
  }
}
