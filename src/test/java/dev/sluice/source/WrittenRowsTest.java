package dev.sluice.source;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.first;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.item.OverflowColumn;
import dev.sluice.testing.LongTest;
import dev.sluice.testing.TestServers;
import dev.sluice.testing.TestSpark;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.analysis.NoSuchTableException;
import org.apache.spark.sql.types.Metadata;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Random rows, through every door and behind what loses marks, become the items that the SDK's own scan shows. */
final class WrittenRowsTest {
  private interface Door {
    void write(RandomRows rows, String table) throws NoSuchTableException;
  }

  private static final List<Door> DOORS = List.of(
      WrittenRowsTest::marked,
      WrittenRowsTest::deduplicated,
      WrittenRowsTest::aggregated,
      WrittenRowsTest::bare,
      WrittenRowsTest::commented,
      WrittenRowsTest::byPosition,
      WrittenRowsTest::insertedInto,
      WrittenRowsTest::byName,
      WrittenRowsTest::writtenTo);

  @Test
  void rowsBecomeTheirItems() throws NoSuchTableException {
    become(15, DOORS.size() + 3);
  }

  /** As many cases as {@code -Dsluice.long.count} says; one is told by its seed, which draws it again. */
  @Test
  @Tag("long")
  @Timeout(value = 6, unit = TimeUnit.HOURS)
  void manyRowsBecomeTheirItems() throws NoSuchTableException {
    become(LongTest.seed(15), LongTest.size("count", 1_000, 120));
  }

  private static void become(long seed, int count) throws NoSuchTableException {
    for (int i = 0; i < count; i++) {
      int door = Math.floorMod(seed + i, DOORS.size());
      become(new RandomRows(seed + i), DOORS.get(door), "seed " + (seed + i) + ", door " + door);
    }
  }

  private static void become(RandomRows rows, Door door, String told) throws NoSuchTableException {
    String table = TargetTables.create(rows.keys());
    try {
      door.write(rows, table);
    } catch (RuntimeException e) {
      throw new AssertionError(told + ", " + rows.schema(RandomRows.COMMENTED).toDDL(), e);
    }
    Set<Map<String, Object>> wanted = normal(rows.items().stream());
    assertThat(wanted).as(told).hasSameSizeAs(rows.rows());
    assertThat(
            normal(TestServers.dynamoDb().scanPaginator(s -> s.tableName(table)).items().stream()))
        .as(told)
        .isEqualTo(wanted);
    TestServers.dynamoDb().deleteTable(d -> d.tableName(table));
  }

  private static Set<Map<String, Object>> normal(Stream<Map<String, AttributeValue>> items) {
    return items.map(TargetTables::members).collect(Collectors.toSet());
  }

  private static void marked(RandomRows rows, String table) {
    save(frame(rows, RandomRows.MARKED), table, Map.of());
  }

  private static void deduplicated(RandomRows rows, String table) {
    Dataset<Row> marked = frame(rows, RandomRows.MARKED);
    String[] keys = rows.names().subList(0, rows.keys().size()).toArray(String[]::new);
    save(marked.union(marked).dropDuplicates(keys), table, Map.of("check-types", "fail"));
  }

  private static void aggregated(RandomRows rows, String table) {
    int keys = rows.keys().size();
    List<Column> others = Stream.concat(
            rows.names().stream().skip(keys), Stream.of(OverflowColumn.NAME))
        .map(name -> first(quoted(name)).as(name))
        .toList();
    Dataset<Row> grouped = frame(rows, RandomRows.MARKED)
        .groupBy(
            rows.names().stream().limit(keys).map(WrittenRowsTest::quoted).toArray(Column[]::new))
        .agg(others.get(0), others.stream().skip(1).toArray(Column[]::new));
    save(grouped, table, ddl(rows));
  }

  private static void bare(RandomRows rows, String table) {
    save(frame(rows, RandomRows.BARE), table, ddl(rows));
  }

  private static void commented(RandomRows rows, String table) {
    save(frame(rows, RandomRows.COMMENTED), table, Map.of("check-types", "fail"));
  }

  /** Every column has the name of another. */
  private static void byPosition(RandomRows rows, String table) {
    rotated(rows, table).createOrReplaceTempView("written_rows");
    TestSpark.session().sql("INSERT INTO written_target SELECT * FROM written_rows");
  }

  private static void insertedInto(RandomRows rows, String table) {
    rotated(rows, table).write().insertInto("written_target");
  }

  private static Dataset<Row> rotated(RandomRows rows, String table) {
    target(rows, table);
    return frame(rows, RandomRows.BARE)
        .toDF(Stream.concat(rows.rotated(), Stream.of(OverflowColumn.NAME)).toArray(String[]::new));
  }

  private static void byName(RandomRows rows, String table) {
    target(rows, table);
    frame(rows, RandomRows.BARE).createOrReplaceTempView("written_rows");
    List<String> names = Arrays.asList(rows.schema(RandomRows.BARE).fieldNames());
    Collections.reverse(names);
    String list = names.stream().map(WrittenRowsTest::quote).collect(Collectors.joining(", "));
    TestSpark.session()
        .sql("INSERT INTO written_target (" + list + ") SELECT " + list + " FROM written_rows");
  }

  private static void writtenTo(RandomRows rows, String table) throws NoSuchTableException {
    target(rows, table);
    List<String> names = Arrays.asList(rows.schema(RandomRows.BARE).fieldNames());
    Collections.reverse(names);
    frame(rows, RandomRows.BARE)
        .select(names.stream().map(WrittenRowsTest::quoted).toArray(Column[]::new))
        .writeTo("written_target")
        .append();
  }

  /** A view of the table, with the columns stated. */
  private static void target(RandomRows rows, String table) {
    TestSpark.session()
        .read()
        .schema(rows.schema(RandomRows.COMMENTED))
        .format("sluice")
        .option("table", table)
        .option("endpoint", TestServers.dynamoDbEndpoint().toString())
        .load()
        .createOrReplaceTempView("written_target");
  }

  private static Map<String, String> ddl(RandomRows rows) {
    return Map.of("ddl", rows.attributes(RandomRows.COMMENTED).toDDL());
  }

  private static Dataset<Row> frame(RandomRows rows, Function<String, Metadata> metadata) {
    return TestSpark.session().createDataFrame(rows.rows(), rows.schema(metadata));
  }

  private static Column quoted(String name) {
    return col(quote(name));
  }

  private static String quote(String name) {
    return "`" + name.replace("`", "``") + "`";
  }

  private static void save(Dataset<Row> rows, String table, Map<String, String> options) {
    rows.write()
        .format("sluice")
        .option("table", table)
        .option("endpoint", TestServers.dynamoDbEndpoint().toString())
        .options(options)
        .mode("append")
        .save();
  }
}
