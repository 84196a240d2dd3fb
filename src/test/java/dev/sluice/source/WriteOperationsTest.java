package dev.sluice.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.failure.DataGateException;
import dev.sluice.failure.InvalidConfigurationException;
import dev.sluice.failure.UnwritableItemException;
import dev.sluice.table.TableDescription.Key;
import dev.sluice.testing.DynamoDbRequest;
import dev.sluice.testing.FaultyDynamoDb;
import dev.sluice.testing.LogLines;
import dev.sluice.testing.TestServers;
import dev.sluice.testing.TestSpark;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.logging.log4j.Level;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Each {@code operation}, with and without a condition, as the SDK sees it in the table. */
final class WriteOperationsTest {
  private String table;

  /** Items a, b and c of {@code n} 1, 2 and 3, and of attributes that the rows do not have. */
  @BeforeEach
  void fill() {
    table = TargetTables.create();
    TargetTables.put(table, List.of(item("a", 1), item("b", 2), item("c", 3)));
  }

  @Test
  void anUpdateSetsWhatTheRowHasAndLeavesTheRest() {
    write(
        "select 'a' id, 10 n, 'new' `status`, cast(null as string) `order`"
            + " union all select 'b', null, 'new', 'o' union all select 'd', 4, null, null",
        Map.of("operation", "update"));

    assertThat(stored("a")).isEqualTo(with(item("a", 10), "status", text("new")));
    assertThat(stored("b"))
        .isEqualTo(with(with(item("b", 2), "status", text("new")), "order", text("o")));
    assertThat(stored("d")).isEqualTo(Map.of("id", text("d"), "n", number(4)));
    assertThat(stored("c")).isEqualTo(item("c", 3));
  }

  @Test
  void anUpdateRemovesTheAttributesOfNullsIfToldTo() {
    write(
        "select 'a' id, cast(null as int) n, named_struct('x', 1) `kept.by.rows`"
            + " union all select 'b', 5, null union all select 'd', null, null",
        Map.of("operation", "update", "null-values", "remove"));

    Map<String, AttributeValue> a = item("a", 1);
    a.remove("n");
    assertThat(stored("a"))
        .isEqualTo(with(a, "kept.by.rows", AttributeValue.fromM(Map.of("x", number(1)))));
    Map<String, AttributeValue> b = item("b", 5);
    b.remove("kept.by.rows");
    assertThat(stored("b")).isEqualTo(b);
    assertThat(stored("d")).isEqualTo(Map.of("id", text("d")));
  }

  /** A NULL of DynamoDB's, a number of more digits than a decimal, and an attribute that is no column. */
  @ParameterizedTest
  @EnumSource(WriteSettings.NullValues.class)
  void anUpdateSetsWhatOverflowedToo(WriteSettings.NullValues nulls) {
    write(
        "select 'a' id, cast(null as int) n, cast(null as int) m,"
            + " '{\"/n\":{\"NULL\":true}, \"/m\":{\"N\":\"1E+100\"}, \"/rare\":{\"SS\":[\"x\"]}}' _overflow",
        Map.of("operation", "update", "null-values", nulls.name()));

    Map<String, AttributeValue> a = with(item("a", 1), "n", AttributeValue.fromNul(true));
    a.put("rare", AttributeValue.fromSs(List.of("x")));
    assertThat(TargetTables.members(stored("a")))
        .isEqualTo(TargetTables.members(with(a, "m", AttributeValue.fromN("1E+100"))));
  }

  @Test
  void anUpdateOfKeysAloneCreatesBareItems() {
    write("select 'a' id union all select 'd'", Map.of("operation", "update"));

    assertThat(stored("a")).isEqualTo(item("a", 1));
    assertThat(stored("d")).isEqualTo(Map.of("id", text("d")));
  }

  @Test
  void aDeleteUsesOnlyTheKey() {
    try (FaultyDynamoDb front = FaultyDynamoDb.start()) {
      write(
          "select map(1, 2) other, 'a' id, double('NaN') n, array() k"
              + " union all select null, 'd', null, null",
          Map.of("operation", "delete", "endpoint", front.endpoint().toString()));

      assertThat(front.requests())
          .extracting(DynamoDbRequest::operation)
          .containsOnly("DescribeTable", "DescribeTimeToLive", "BatchWriteItem");
    }
    assertThat(TargetTables.scan(table)).containsOnlyKeys("b", "c");
  }

  @Test
  void aDeleteTakesBothPartsOfAKeyAndKeysThatOverflowed() {
    List<Key> keys = List.of(new Key("id", "S"), new Key("at", "N"));
    String sorted = TargetTables.create(keys);
    Map<String, AttributeValue> one = Map.of("id", text("a"), "at", number(1));
    Map<String, AttributeValue> huge =
        Map.of("id", text("a"), "at", AttributeValue.fromN("1E+100"));
    TargetTables.put(sorted, keys, List.of(one, huge).stream());

    write(
        "select 'a' id, cast(null as int) at, '{\"/at\":{\"N\":\"1E+100\"}, \"/x/y\":{\"S\":\"\"}}' _overflow",
        Map.of("operation", "delete", "table", sorted));

    assertThat(TestServers.dynamoDb().scan(s -> s.tableName(sorted)).items()).containsExactly(one);
    assertThatThrownBy(() -> write("select 'a' id", Map.of("operation", "delete", "table", sorted)))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining("column at: is missing, and is a key of table " + sorted);
    assertThatThrownBy(
            () -> write("select 'a' id, '1' at", Map.of("operation", "delete", "table", sorted)))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining("column at: becomes S (string), and is the key of table");
    assertThatThrownBy(() -> write(
            "select 'a' id, cast(null as int) at", Map.of("operation", "delete", "table", sorted)))
        .rootCause()
        .isInstanceOf(UnwritableItemException.class)
        .hasMessageContaining("item {id=a, at=?}: the key attribute at must be a N");
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "false"})
  void theUsualOptimisticLock(String ansi) {
    String before = TestSpark.session().conf().get("spark.sql.ansi.enabled");
    TestSpark.session().conf().set("spark.sql.ansi.enabled", ansi);
    try {
      write(
          "select 'a' id, 2 n, 1 expected union all select 'b', 9, 8 union all select 'd', 1, 0",
          Map.of(
              "condition", "attribute_not_exists(id) OR n = :Expected",
              "condition-columns", "EXPECTED",
              "on-condition-failure", "skip"));
    } finally {
      TestSpark.session().conf().set("spark.sql.ansi.enabled", before);
    }
    assertThat(stored("a")).isEqualTo(Map.of("id", text("a"), "n", number(2)));
    assertThat(stored("b")).isEqualTo(item("b", 2));
    assertThat(stored("d")).isEqualTo(Map.of("id", text("d"), "n", number(1)));
  }

  @ParameterizedTest
  @CsvSource({"put, put", "update, updated", "delete, deleted"})
  void refusedRowsFailTheWriteOnceTheOthersAreWritten(String operation, String done) {
    Map<String, String> options = Map.of("operation", operation, "condition", "n <= :n");
    String rows = "select 'a' id, 1 n union all select 'b', 1 union all select 'c', 3"
        + " union all select 'd', 4";

    assertThatThrownBy(() -> write(rows, options))
        .isInstanceOf(DataGateException.class)
        .hasMessageMatching("table " + table + ": condition = n <= :n refuses "
            + (operation.equals("delete") ? "1 of 4 items: item \\{id=b}" : "2 of 4 items: .*id=.*")
            + "\\. The others are " + done);

    assertThat(stored("b")).isEqualTo(item("b", 2));
    assertThat(TargetTables.scan(table).keySet())
        .isEqualTo(operation.equals("delete") ? Set.of("b") : Set.of("a", "b", "c"));
    assertThat(stored("c"))
        .isEqualTo(
            switch (operation) {
              case "put" -> Map.of("id", text("c"), "n", number(3));
              case "update" -> item("c", 3);
              default -> Map.of();
            });
  }

  @Test
  void columnsOfTheConditionMayOverflowAndBeOfAnyType() {
    TargetTables.put(
        table, List.of(with(item("a", 1), "tags", AttributeValue.fromSs(List.of("x", "y")))));

    write(
        "select 'a' id, 5 n, array('y', 'x') tags, cast(null as int) big,"
            + " '{\"/big\":{\"N\":\"1E+100\"}}' _overflow",
        Map.of(
            "operation", "update",
            "ddl", "tags array<string> COMMENT 'SS'",
            "condition", "tags = :tags AND n < :big AND n < :rare OR n < :big",
            "condition-columns", "big, tags"),
        error -> assertThat(error)
            .rootCause()
            .hasMessageContaining("the condition compares with column rare, which is null"));
    write(
        "select 'a' id, 5 n, array('y', 'x') tags, cast(null as int) big,"
            + " '{\"/big\":{\"N\":\"1E+100\"}}' _overflow",
        Map.of(
            "operation", "update",
            "ddl", "tags array<string> COMMENT 'SS'",
            "condition", "tags = :tags AND n < :big",
            "condition-columns", "big"));

    assertThat(stored("a").get("n")).isEqualTo(number(5));
    assertThat(stored("a")).doesNotContainKey("big");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
      n = AND    |     | condition = n = AND: is refused by DynamoDB for item {id=
      size(n, n) | n   | condition-columns = n: is not in the condition
      id = :id   | id  | condition-columns = id: is a key of the table
      n = :x     | x,n | condition = :x: is not a column of the rows. They have [id, n]
      n = :n     | n,, | condition-columns = n,,: is not columns of the rows
      """)
  void aConditionThatCannotBeMeantWritesNothing(String condition, String columns, String message) {
    Map<String, String> options = new HashMap<>(Map.of("condition", condition));
    if (columns != null) {
      options.put("condition-columns", columns);
    }
    assertThatThrownBy(() -> write("select 'a' id, 9 n union all select 'b', 9", options))
        .satisfies(error -> assertThat(error.toString() + error.getCause()).contains(message));
    assertThat(stored("a")).isEqualTo(item("a", 1));
    assertThat(stored("b")).isEqualTo(item("b", 2));
  }

  @Test
  void anInsertDoesWhatItsTableSays() {
    TestSpark.session()
        .read()
        .format("sluice")
        .schema("id string, n int, _overflow string")
        .options(Map.of(
            "table",
            table,
            "endpoint",
            TestServers.dynamoDbEndpoint().toString(),
            "operation",
            "update"))
        .load()
        .createOrReplaceTempView("updates");

    TestSpark.session().sql("INSERT INTO updates VALUES ('a', 7)");

    assertThat(stored("a")).isEqualTo(item("a", 7));
  }

  @Test
  void writeToStatesItsOwnOperation() throws Exception {
    TestSpark.session()
        .read()
        .format("sluice")
        .options(
            Map.of("table", table, "endpoint", TestServers.dynamoDbEndpoint().toString()))
        .load()
        .createOrReplaceTempView("items");

    TestSpark.session()
        .sql("select id from items where n < 3")
        .writeTo("items")
        .option("operation", "delete")
        .option("condition", "n <> 2")
        .option("on-condition-failure", "skip")
        .append();

    assertThat(TargetTables.scan(table)).containsOnlyKeys("b", "c");
  }

  @Test
  void checkTypesAppliesToUpdatesAndNotToDeletes() {
    Map<String, String> check = Map.of("operation", "update", "check-types", "fail");
    assertThatThrownBy(() -> write("select 'a' id, 'text' n", check))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining("column n: becomes S (string), and has been N");
    write("select 'a' id, 'text' n", Map.of("operation", "delete", "check-types", "fail"));

    assertThat(TargetTables.scan(table)).containsOnlyKeys("b", "c");
  }

  @Test
  void theLogSaysWhatWasDone() throws Exception {
    List<LogLines.Line> lines = LogLines.during(Level.INFO, () -> {
      write(
          "select 'a' id, 1 n union all select 'd', 4 union all select 'b', 3",
          Map.of(
              "operation", "update",
              "condition", "n < :n",
              "on-condition-failure", "skip"));
      return null;
    });

    assertThat(lines)
        .extracting(LogLines.Line::text)
        .contains("Table " + table
            + ": 1 item updated, 1 unchanged, 1 refused by the condition; 3.0 write units, 0"
            + " requests retried.");
  }

  @Test
  void aFailedWriteSaysWhatStays() throws Exception {
    List<LogLines.Line> lines = LogLines.during(Level.INFO, () -> {
      write("select 'new' id, 1d n", Map.of());
      return write(
          "select * from (select 'x' id, 1d n union all select 'y', double('NaN')) distribute by 1",
          Map.of(),
          error -> assertThat(error).hasStackTraceContaining("item {id=y}: column /n"));
    });

    assertThat(lines)
        .extracting(LogLines.Line::text)
        .anyMatch(
            line -> line.matches(
                "Table " + table
                    + ": a task has failed\\. By then: 0 items put; 0\\.0 write units, 0 requests retried\\."))
        .anyMatch(line -> line.startsWith("Table " + table + ": the write has failed."));
  }

  private void write(String rows, Map<String, String> options) {
    Map<String, String> all = new HashMap<>(
        Map.of("table", table, "endpoint", TestServers.dynamoDbEndpoint().toString()));
    all.putAll(options);
    Dataset<Row> frame = TestSpark.session().sql(rows);
    frame.write().format("sluice").options(all).mode("append").save();
  }

  private Void write(String rows, Map<String, String> options, Consumer<Throwable> failure) {
    assertThatThrownBy(() -> write(rows, options)).satisfies(failure::accept);
    return null;
  }

  private Map<String, AttributeValue> stored(String id) {
    return TestServers.dynamoDb()
        .getItem(g -> g.tableName(table).key(Map.of("id", text(id))))
        .item();
  }

  private static Map<String, AttributeValue> item(String id, int n) {
    Map<String, AttributeValue> item = new HashMap<>();
    item.put("id", text(id));
    item.put("n", number(n));
    item.put("kept.by.rows", AttributeValue.fromL(List.of(number(1))));
    return item;
  }

  private static Map<String, AttributeValue> with(
      Map<String, AttributeValue> item, String name, AttributeValue value) {
    Map<String, AttributeValue> more = new HashMap<>(item);
    more.put(name, value);
    return more;
  }

  private static AttributeValue text(String text) {
    return AttributeValue.fromS(text);
  }

  private static AttributeValue number(int number) {
    return AttributeValue.fromN("" + number);
  }
}
