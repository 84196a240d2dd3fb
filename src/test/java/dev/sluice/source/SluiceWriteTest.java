package dev.sluice.source;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.failure.InvalidConfigurationException;
import dev.sluice.failure.ResourceUnavailableException;
import dev.sluice.testing.DynamoDbRequest;
import dev.sluice.testing.FaultyDynamoDb;
import dev.sluice.testing.InjectedFault;
import dev.sluice.testing.TestServers;
import dev.sluice.testing.TestSpark;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Items that were read are written back as they were; other rows become the items that one expects. */
final class SluiceWriteTest {
  @Tag("thorough")
  @ParameterizedTest
  @ValueSource(strings = {"exact", "double"})
  void whatWasReadIsWrittenBack(String numbers) {
    String from = TargetTables.random(7, 2_000);
    String to = TargetTables.create();

    write(load(from, Map.of("numbers", numbers, "sample-items", "300")), to);

    assertSame(from, to);
  }

  @Test
  void aUsersOwnRowsHaveNaturalTypes() {
    String to = TargetTables.create();
    write(
        TestSpark.session()
            .sql("select 'a' id, 1Y b, 2S s, 3 i, 4L l, 1.50BD d, 0.1D f, 1.5F g, 100D h, true t,"
                + " X'0102' x, array(1, null) li, map('k', 1, 'n', null) m,"
                + " named_struct('p', 'q', 'gone', cast(null as int)) st, date'2026-10-19' day,"
                + " timestamp'2026-10-19 12:00:00.5Z' at, timestamp_ntz'2026-10-19 12:00:00' loc,"
                + " cast(null as string) none, null nothing"),
        to);

    assertThat(item(to, "a"))
        .isEqualTo(Map.ofEntries(
            Map.entry("id", AttributeValue.fromS("a")),
            Map.entry("b", AttributeValue.fromN("1")),
            Map.entry("s", AttributeValue.fromN("2")),
            Map.entry("i", AttributeValue.fromN("3")),
            Map.entry("l", AttributeValue.fromN("4")),
            Map.entry("d", AttributeValue.fromN("1.5")),
            Map.entry("f", AttributeValue.fromN("0.1")),
            Map.entry("g", AttributeValue.fromN("1.5")),
            Map.entry("h", AttributeValue.fromN("100")),
            Map.entry("t", AttributeValue.fromBool(true)),
            Map.entry("x", AttributeValue.fromB(SdkBytes.fromByteArray(new byte[] {1, 2}))),
            Map.entry(
                "li",
                AttributeValue.fromL(
                    List.of(AttributeValue.fromN("1"), AttributeValue.fromNul(true)))),
            Map.entry(
                "m",
                AttributeValue.fromM(
                    Map.of("k", AttributeValue.fromN("1"), "n", AttributeValue.fromNul(true)))),
            Map.entry("st", AttributeValue.fromM(Map.of("p", AttributeValue.fromS("q")))),
            Map.entry("day", AttributeValue.fromS("2026-10-19")),
            Map.entry("at", AttributeValue.fromS("2026-10-19T12:00:00.500Z")),
            Map.entry("loc", AttributeValue.fromS("2026-10-19T12:00"))));
  }

  @Test
  void theTargetIsNeverScanned() {
    String to = TargetTables.random(3, 10);
    try (FaultyDynamoDb front = FaultyDynamoDb.start()) {
      writer(ids(100), to, front.endpoint()).mode("append").save();

      assertThat(front.requests())
          .extracting(DynamoDbRequest::operation)
          .containsOnly("DescribeTable", "DescribeTimeToLive", "BatchWriteItem");
      assertThat(front.requests("DescribeTable")).hasSize(1);
      assertThat(front.requests("BatchWriteItem")).hasSize(4);
    }
    assertThat(TargetTables.scan(to)).hasSize(110);
  }

  @Test
  void aReadSamplesOnceAndScansOnce() {
    String table = TargetTables.random(3, 50);
    try (FaultyDynamoDb front = FaultyDynamoDb.start()) {
      long read = load(table, Map.of("endpoint", front.endpoint().toString(), "segments", "5"))
          .collectAsList()
          .size();

      assertThat(read).isEqualTo(50);
      assertThat(front.requests("DescribeTable")).hasSize(1);
      assertThat(front.requests("Scan")).hasSize(16 + 5);
    }
  }

  @Test
  void unprocessedAndThrottledWritesEndComplete() {
    String to = TargetTables.create();
    try (FaultyDynamoDb front = FaultyDynamoDb.start()) {
      front
          .next("BatchWriteItem", 3, InjectedFault.unprocessed(10))
          .next("BatchWriteItem", 1, InjectedFault.throttled())
          .next("BatchWriteItem", 1, InjectedFault.serverError())
          .next("BatchWriteItem", 2, InjectedFault.unprocessed(25));
      writer(ids(500), to, front.endpoint())
          .option("max-write-units", "2000")
          .mode("append")
          .save();
    }
    assertThat(TargetTables.scan(to).keySet())
        .isEqualTo(TargetTables.scan(writtenDirectly()).keySet());
  }

  private static String writtenDirectly() {
    String to = TargetTables.create();
    write(ids(500), to);
    return to;
  }

  @Test
  void ofRowsWithTheSameKeyTheLastStays() {
    String to = TargetTables.create();
    Dataset<Row> rows = TestSpark.session()
        .range(0, 1000, 1, 1)
        .select(col("id").mod(30).cast("string").as("id"), col("id").as("n"));

    write(rows, to);

    assertThat(IntStream.range(0, 30).mapToObj(i -> item(to, "" + i).get("n").n()))
        .containsExactlyElementsOf(IntStream.range(0, 30)
            .mapToObj(i -> "" + (i < 10 ? 990 + i : 960 + i))
            .toList());
  }

  @Test
  void otherModesAreRefused() {
    String to = TargetTables.random(5, 3);
    for (String mode : List.of("overwrite", "errorifexists", "ignore")) {
      assertThatThrownBy(() ->
              writer(ids(1), to, TestServers.dynamoDbEndpoint()).mode(mode).save())
          .as(mode)
          .hasMessageMatching(
              "(?is).*(mode = overwrite: .*append|cannot be written (with|in the) \"?" + mode
                  + ".*append).*");
    }
    assertThat(TargetTables.scan(to)).hasSize(3);
  }

  @Test
  void aTableThatIsMissingIsSaidSo() {
    assertThatThrownBy(() -> write(ids(1), "NoSuchTable"))
        .isInstanceOf(ResourceUnavailableException.class)
        .hasMessageContaining("table NoSuchTable does not exist");
  }

  @Test
  void columnsThatCannotBeWrittenAreNamedBeforeTheFirstTask() {
    String to = TargetTables.create();

    assertThatThrownBy(() -> write(ids(1).withColumnRenamed("id", "key"), to))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining("column id: is missing");
    assertThatThrownBy(() ->
            write(TestSpark.session().sql("select 'a' id, named_struct('m', map(1, 2)) s"), to))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining("column s.m: is a map<int,int>");
    assertThatThrownBy(() -> write(ids(1).select(col("id"), col("id")), to))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining("column id: is there twice");
    assertThatThrownBy(() -> writer(ids(1), to, TestServers.dynamoDbEndpoint())
            .option("index", "any")
            .mode("append")
            .save())
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining("index: is an option of reads");
  }

  /** As snapshots of earlier releases have it. */
  @Test
  void anOverflowThatIsAMapIsWrittenAsTheTextIs() {
    String to = TargetTables.create();
    Dataset<Row> text = TestSpark.session()
        .sql("select 'a' id, named_struct('p', 'q') m,"
            + " '{\"/m/n\":{\"N\":\"1E+100\"}, \"/t~1\":{\"SS\":[\"x\"]}}' _overflow"
            + " union all select 'b', null, null");
    Dataset<Row> map = text.selectExpr(
        "id || '-map' id", "m", "from_json(_overflow, 'map<string,string>') _overflow");
    assertThat(map.schema().apply("_overflow").dataType().catalogString())
        .isEqualTo("map<string,string>");

    write(text, to);
    write(map, to);

    Map<String, AttributeValue> item = new HashMap<>(item(to, "a"));
    assertThat(item.get("t/").ss()).containsExactly("x");
    assertThat(item.get("m").m()).containsOnlyKeys("p", "n");
    item.put("id", AttributeValue.fromS("a-map"));
    assertThat(item(to, "a-map")).isEqualTo(item);
    assertThat(item(to, "b-map")).containsOnlyKeys("id");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      select 'a' id, array(1D, double('NaN')) n           | item {id=a}: column /n/1: DynamoDB has no number NaN
      select 'a' id, float('-inf') n                      | item {id=a}: column /n: DynamoDB has no number -Infinity
      select 'a' id, 1e200D n                             | item {id=a}: column /n: DynamoDB has no number 1.0E+200
      select cast(null as string) id, 1 n                 | item {id=?}: the key attribute id must be a S
      select '' id, 1 n                                   | item {id=}: the key attribute id must be a S
      select 7 id                                         | column id: becomes N (int), and is the key of table
      select 'a' id, repeat('x', 410000) n                | item {id=a} has 410004 bytes
      select 'a' id, 1 n, '{"/n":{"S":"b"}}' _overflow      | item {id=a}: column /n: the column has a value
      select 'a' id, '{"/m/n":{"S":"b"}}' _overflow         | item {id=a}: column /m: _overflow has values below it
      select 'a' id, array(1) n, '{"/n/1":{"S":"b"}}' _overflow | item {id=a}: column /n/1: _overflow has a value for an index that the list does not have
      select 'a' id, '{"/n":{"X":"b"}}' _overflow           | item {id=a}: column /_overflow: _overflow has "/n"
      select 'a' id, '{"/n":{"N":"one"}}' _overflow         | item {id=a}: column /_overflow: _overflow has "/n": no DynamoDB JSON: no number: one
      select 'a' id, '{"n":{"S":"b"}}' _overflow            | item {id=a}: column /_overflow: _overflow has "n": no JSON Pointer
      select 'a' id, '{"":{"M":{}}}' _overflow              | item {id=a}: column /_overflow: _overflow has a value for the whole item
      select 'a' id, '{"/n":{"N":"1"},"/n":{"N":"2"}}' _overflow | item {id=a}: column /_overflow: _overflow has "/n": is there twice
      select 'a' id, '{"/n":{"N":1}}' _overflow           | item {id=a}: column /_overflow: _overflow has "/n": no DynamoDB JSON
      select 'a' id, 'a note of my own' _overflow         | item {id=a}: column /_overflow: is not a JSON object of overflowed values
      select 'a' id, map('/n', '{"N":"one"}') _overflow   | item {id=a}: column /_overflow: _overflow has "/n": no DynamoDB JSON: no number: one
      select 'a' id, '{"/n":{"N":"1e999"}}' _overflow       | item {id=a} is refused by table
      """)
  void whatNoItemCanHoldIsNamedByKeyAndColumn(String rows, String message) {
    String to = TargetTables.create();

    assertThatThrownBy(() -> write(TestSpark.session().sql(rows), to))
        .hasStackTraceContaining(message);
  }

  @Test
  void anEmptySetIsRefusedAndEqualElementsAreOne() {
    String to = TargetTables.create();
    var set = new org.apache.spark.sql.types.MetadataBuilder()
        .putString("dynamodb.type", "NS")
        .build();
    Dataset<Row> rows = TestSpark.session().sql("select 'a' id, array(1.0BD, 1BD, 2.5BD) n");

    write(rows.select(col("id"), col("n").as("n", set)), to);

    assertThat(item(to, "a").get("n").ns()).containsExactlyInAnyOrder("1", "2.5");
    assertThatThrownBy(() ->
            write(rows.select(col("id"), lit(new long[0]).cast("array<bigint>").as("n", set)), to))
        .hasStackTraceContaining("item {id=a}: column /n: DynamoDB has no empty sets");
  }

  private static void assertSame(String from, String to) {
    Map<String, Object> expected = TargetTables.scan(from);
    Map<String, Object> actual = TargetTables.scan(to);
    assertThat(actual.keySet()).hasSize(2_000).isEqualTo(expected.keySet());
    expected.forEach((id, item) -> assertThat(actual.get(id)).as(id).isEqualTo(item));
  }

  private static Dataset<Row> ids(int count) {
    return TestSpark.session()
        .range(0, count, 1, 2)
        .select(col("id").cast(DataTypes.StringType).as("id"), col("id").as("n"));
  }

  private static Map<String, AttributeValue> item(String table, String id) {
    return TestServers.dynamoDb()
        .getItem(g -> g.tableName(table).key(Map.of("id", AttributeValue.fromS(id))))
        .item();
  }

  private static Dataset<Row> load(String table, Map<String, String> more) {
    return TestSpark.session()
        .read()
        .format("sluice")
        .options(options(table))
        .options(more)
        .load();
  }

  private static void write(Dataset<Row> rows, String table) {
    writer(rows, table, TestServers.dynamoDbEndpoint()).mode("append").save();
  }

  private static DataFrameWriter<Row> writer(Dataset<Row> rows, String table, URI endpoint) {
    return rows.write()
        .format("sluice")
        .option("table", table)
        .option("endpoint", endpoint.toString());
  }

  private static Map<String, String> options(String table) {
    return Map.of("table", table, "endpoint", TestServers.dynamoDbEndpoint().toString());
  }
}
