package dev.sluice.source;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.first;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.decode.ColumnMetadata;
import dev.sluice.failure.ConfigError;
import dev.sluice.failure.InvalidConfigurationException;
import dev.sluice.table.TableDescription;
import dev.sluice.table.TableDescription.Index;
import dev.sluice.table.TableDescription.KeySchema;
import dev.sluice.table.TableDescription.ReadCapacity;
import dev.sluice.testing.DynamoDbRequest;
import dev.sluice.testing.FaultyDynamoDb;
import dev.sluice.testing.TestServers;
import dev.sluice.testing.TestSpark;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What a column loses in Spark, its DynamoDB type, is stated again, or told before anything is written. */
final class WrittenTypesTest {
  private static final Map<String, AttributeValue> ITEM = Map.of(
      "id", AttributeValue.fromS("1"),
      "n", AttributeValue.fromN("9E+100"),
      "tags", AttributeValue.fromSs(List.of("a", "b")),
      "primes", AttributeValue.fromNs(List.of("2", "3")),
      "m", AttributeValue.fromM(Map.of("t", AttributeValue.fromSs(List.of("x")))));

  private static final String DDL =
      "tags array<string> COMMENT 'SS', primes array<bigint> COMMENT 'NS',"
          + " n string COMMENT 'N', m struct<t: array<string> COMMENT 'SS'>";

  private static String from;
  private String to;

  @BeforeAll
  static void fill() {
    from = TargetTables.create();
    TargetTables.put(from, List.of(ITEM));
  }

  @BeforeEach
  void target() {
    to = TargetTables.create();
  }

  @Test
  void dropDuplicatesKeepsThem() {
    write(read().dropDuplicates("id"), Map.of());

    assertThat(TargetTables.scan(to)).isEqualTo(TargetTables.scan(from));
  }

  /** Each loses marks: by an aggregation, by an expression, by an RDD. */
  private static List<Dataset<Row>> lost() {
    Dataset<Row> read = read();
    return List.of(
        read.groupBy("id")
            .agg(
                first("n").as("n"),
                first("tags").as("tags"),
                first("primes").as("primes"),
                first("m").as("m")),
        read.select(
            col("id"),
            coalesce(col("n"), lit("0")).as("n"),
            coalesce(col("tags"), array(lit("z"))).as("tags"),
            coalesce(col("primes"), array(lit(0L))).as("primes"),
            col("m")),
        TestSpark.session()
            .createDataFrame(
                read.drop("_overflow").toJavaRDD(),
                StructType.fromDDL(
                    read.drop("_overflow").schema().toDDL().replaceAll(" COMMENT '[^']*'", ""))));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void theDdlHolds(int how) {
    write(lost().get(how), Map.of("ddl", DDL));

    assertThat(TargetTables.scan(to)).isEqualTo(TargetTables.scan(from));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void aColumnsCommentHolds(int how) {
    Dataset<Row> rows = lost().get(how);
    for (String[] type : new String[][] {{"n", "N"}, {"tags", "SS"}, {"primes", "NS"}}) {
      rows = rows.withColumn(type[0], col(type[0]).as(type[0], comment(type[1])));
    }
    // another's type, which no DynamoDB type is, and a sentence
    rows = rows.withColumn("i", lit(1)).withColumn("s", lit("x").as("s", comment("the S of it")));
    if (how != 2) {
      write(rows.drop("m"), Map.of());
      assertThat(TargetTables.scan(to).get("1"))
          .isEqualTo(((Map<?, ?>) TargetTables.scan(added(rows)).get("1")));
    } else {
      write(rows.drop("m", "i", "s"), Map.of());
      Map<?, ?> wanted = new HashMap<>((Map<?, ?>) TargetTables.scan(from).get("1"));
      wanted.remove("m");
      assertThat(TargetTables.scan(to).get("1")).isEqualTo(wanted);
    }
  }

  /** The table of the item that is wanted. */
  private static String added(Dataset<Row> rows) {
    String table = TargetTables.create();
    Map<String, AttributeValue> item = new HashMap<>(ITEM);
    item.remove("m");
    item.put("i", AttributeValue.fromN("1"));
    item.put("s", AttributeValue.fromS("x"));
    assertThat(rows.columns()).contains(item.keySet().toArray(String[]::new));
    TargetTables.put(table, List.of(item));
    return table;
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      tags string COMMENT 'S'                    | column tags: is a array<string>, and ddl says S
      tags array<string> COMMENT 'NS', n binary  | column n: is a string, and ddl says B
      m struct<t: bigint>                        | column m.t: is a array<string>, and ddl says N
      tags array<string> COMMENT 'SX'            | COMMENT 'SX' of tags is no DynamoDB type
      """)
  void whatNoColumnCanBecomeIsRefused(String ddl, String message) {
    assertThatThrownBy(() -> write(read(), Map.of("ddl", ddl)))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining(message);
    assertThat(TargetTables.scan(to)).isEmpty();
  }

  @Test
  void typesThatColumnsHadAreMissedBeforeAnythingIsWritten() {
    assertThatThrownBy(() -> write(lost().get(1), Map.of("check-types", "fail")))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContainingAll(
            "column n: becomes S (string), and is made of n, which is N. State its type: .option(\"ddl\", \"`n` STRING COMMENT 'N'\")",
            "column tags: becomes L (array<string>), and is made of tags, which is SS",
            "column primes: becomes L (array<bigint>), and is made of primes, which is NS")
        .hasMessageNotContainingAny("column id", "column m");
    assertThat(TargetTables.scan(to)).isEmpty();
  }

  @Test
  void withoutTheOptionItIsToldAndWritten() {
    List<String> told = Warnings.during(WrittenTypes.class, () -> write(lost().get(1), Map.of()));

    assertThat(told)
        .anyMatch(line -> line.contains(
            "column tags: becomes L (array<string>), and is made of tags, which is SS"));
    assertThat(TargetTables.scan(to)).hasSize(1);
    assertThat(Warnings.during(
            WrittenTypes.class, () -> write(lost().get(1), Map.of("check-types", "off"))))
        .isEmpty();
    assertThat(Warnings.during(
            WrittenTypes.class,
            () -> write(read().withColumn("new", lit("x")).filter("id > ''"), Map.of())))
        .isEmpty();
  }

  /** Of values that stay as they are, so do their types: whoever takes the first of sets has a set. */
  @Tag("thorough")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "select id, first(tags) labels, max(n) num, last(primes) ps from marked group by id",
        "select id, any_value(tags) as TAGS, min(n) N, first(m).t as t from marked group by id",
        "select id, first(tags) over (partition by id) labels, lag(n, 0) over (order by id) num from marked",
        "select id, coalesce(tags, null, tags) labels, nvl(n, null) num from marked",
        "select id, if(id = '1', tags, null) labels, case when id = '1' then n end num from marked",
        "select id, max_by(tags, n) labels from marked group by id",
        "select id, labels from (select id, first(tags) as labels from marked group by id) where id > ''",
        "with w as (select id, first(tags) l from marked group by id) select a.id, b.l from w a join w b on a.id = b.id",
        "select id, (select first(tags) from marked) as labels from marked",
        "select '0' as id, first(tags) as l from marked union all select id, min(tags) from marked group by id",
        "select id, cast(first(tags) as array<string>) labels from marked group by id",
        "select id, labels from (select id, first(tags) labels, first(n) num from marked group by id) sort by num",
      })
  void valuesThatStayKeepTheirTypes(String query) {
    read().createOrReplaceTempView("marked");

    List<String> told =
        Warnings.during(WrittenTypes.class, () -> write(sql(query), Map.of("check-types", "fail")));

    assertThat(told).isEmpty();
    Map<?, ?> item = (Map<?, ?>) TargetTables.scan(to).get("1");
    assertThat(item.values())
        .allMatch(value -> ITEM.containsValue(value)
            || value.equals(Map.of("SS", Set.of("x")))
            || ((Map<?, ?>) TargetTables.scan(from).get("1")).containsValue(value))
        .hasSizeGreaterThan(1);
  }

  @Tag("thorough")
  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      collect_list(tags) as all                           | all[]: becomes L (array<string>), and is made of tags, which is SS
      collect_set(n) as ns                                | ns[]: becomes S (string), and is made of n, which is N
      named_struct('tags', first(tags)) as st             | st.tags: becomes L (array<string>), and is made of tags, which is SS
      named_struct('l', array('a'), 'x', max(n)) as st    | st.x: becomes S (string), and is made of n, which is N
      map('k', first(primes)) as mm                       | mm[]: becomes L (array<bigint>), and is made of primes, which is NS
      array_union(first(tags), array('c')) as labels      | labels: becomes L (array<string>), and is made of tags, which is SS
      sort_array(first(tags)) as labels                   | labels: becomes L (array<string>), and is made of tags, which is SS
      coalesce(first(tags), array('c')) as labels         | labels: becomes L (array<string>), and is made of tags, which is SS
      coalesce(first(tags), first(list)) as labels        | labels: becomes L (array<string>), and is made of tags, which is SS
      coalesce(first(n), '0') as N                        | N: becomes S (string), and is made of n, which is N
      collect_list(named_struct('t', tags, 'u', filter(tags, x -> x > ''))) as l | l[].u: becomes L (array<string>), and is made of tags, which is SS
      """)
  void valuesThatAreMadeOfOthersAreTold(String column, String message) {
    read().withColumn("list", array(lit("e"))).createOrReplaceTempView("marked");
    Dataset<Row> rows = sql(
        "select id, " + column + " from (select *, array('z') as list2 from marked) group by id");

    assertThatThrownBy(() -> write(rows, Map.of("check-types", "fail")))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining("column " + message);
    assertThat(TargetTables.scan(to)).isEmpty();
    assertThat(Warnings.during(WrittenTypes.class, () -> write(rows, Map.of())))
        .anyMatch(line -> line.contains("column " + message));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "size(first(tags)) as n2",
        "concat(first(n), ' EUR') as price",
        "split(concat_ws(',', first(tags)), ',') as parts",
        "named_struct('tags', 7, 'l', array('a')) as st",
        "case when array_contains(first(tags), 'a') then array('y') end as labels",
        "cast(first(n) as double) as d",
        "element_at(sort_array(first(tags)), 1) as one",
      })
  void newValuesAreNotTold(String column) {
    read().createOrReplaceTempView("marked");

    assertThat(Warnings.during(
            WrittenTypes.class,
            () -> write(
                sql("select id, " + column + " from marked group by id"),
                Map.of("check-types", "fail"))))
        .isEmpty();
    assertThat(TargetTables.scan(to)).hasSize(1);
  }

  private static Dataset<Row> sql(String query) {
    return TestSpark.session().sql(query);
  }

  /** An RDD leaves nothing that tells; what the target has does. */
  @Test
  void aSampleOfTheTargetTellsItsTypes() {
    TargetTables.put(to, List.of(ITEM));
    Dataset<Row> rows = lost().get(2).withColumn("id", lit("2"));

    assertThatThrownBy(() -> write(rows, Map.of("check-types", "fail", "sample-items", "10")))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContainingAll(
            "column n", "column tags", "column primes", "column m.t: becomes L");
    write(rows, Map.of("check-types", "fail", "ddl", DDL));
    assertThat(TargetTables.scan(to)).containsOnlyKeys("1", "2");
  }

  @Test
  void aKeyOfAnotherTypeIsRefusedBeforeAnythingIsAsked() {
    String keyed = TargetTables.create(
        List.of(new TableDescription.Key("id", "N"), new TableDescription.Key("at", "B")));
    try (FaultyDynamoDb front = FaultyDynamoDb.start()) {
      Map<String, String> options =
          Map.of("table", keyed, "endpoint", front.endpoint().toString());

      assertThatThrownBy(
              () -> write(TestSpark.session().sql("select '7' id, 'x' at, 1 n"), options))
          .isInstanceOf(InvalidConfigurationException.class)
          .hasMessageContainingAll(
              "column id: becomes S (string), and is the key of table " + keyed + ", which is N."
                  + " State its type: .option(\"ddl\", \"`id` STRING COMMENT 'N'\")",
              "column at: becomes S (string)");
      assertThat(front.requests())
          .extracting(DynamoDbRequest::operation)
          .containsOnly("DescribeTable", "DescribeTimeToLive");
    }
    write(
        TestSpark.session().sql("select '7' id, X'01' at"),
        Map.of("table", keyed, "ddl", "id string COMMENT 'N'"));
    assertThat(TestServers.dynamoDb()
            .scan(s -> s.tableName(keyed))
            .items()
            .get(0)
            .get("id")
            .n())
        .isEqualTo("7");
  }

  @Test
  void aKeyOfAnIndexIsOfItsTypeToo() {
    TableDescription.Key score = new TableDescription.Key("score", "N");
    ReadCapacity none = new ReadCapacity(null, null, null);
    Index index = new Index(
        "byScore",
        true,
        true,
        new KeySchema(List.of(score), List.of()),
        0,
        0,
        "ALL",
        List.of(),
        none);
    TableDescription table = new TableDescription(
        "T",
        "arn",
        "id",
        List.of(new TableDescription.Key("id", "S")),
        0,
        0,
        none,
        List.of(index),
        new TableDescription.TimeToLive(null, true),
        Instant.EPOCH);
    StructType columns = new StructType()
        .add("id", DataTypes.StringType, true, ColumnMetadata.of("S"))
        .add("score", DataTypes.StringType, true, ColumnMetadata.of("S"));
    List<ConfigError> faults = new ArrayList<>();

    new WrittenTypes(columns).checkKeys(table, false, faults);

    assertThat(faults)
        .singleElement()
        .asString()
        .startsWith(
            "column score: becomes S (string), and is a key of index byScore, which is N. State its type");
  }

  @Test
  void aColumnThatIsStatedAndNotThereIsTold() {
    assertThat(Warnings.during(
            WriteTarget.class,
            () -> write(read(), Map.of("ddl", "tgas array<string> COMMENT 'SS'"))))
        .anyMatch(line -> line.contains("[tgas]"));
  }

  private static org.apache.spark.sql.types.Metadata comment(String text) {
    return new MetadataBuilder().putString("comment", text).build();
  }

  private static Dataset<Row> read() {
    return TestSpark.session()
        .read()
        .format("sluice")
        .option("table", from)
        .option("endpoint", TestServers.dynamoDbEndpoint().toString())
        .load();
  }

  private void write(Dataset<Row> rows, Map<String, String> options) {
    rows.write()
        .format("sluice")
        .option("table", to)
        .option("endpoint", TestServers.dynamoDbEndpoint().toString())
        .options(options)
        .mode("append")
        .save();
  }
}
