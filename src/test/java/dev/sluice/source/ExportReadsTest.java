package dev.sluice.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.access.AccessPath;
import dev.sluice.export.ExportWriter;
import dev.sluice.export.WrittenExport;
import dev.sluice.failure.InvalidConfigurationException;
import dev.sluice.failure.ResourceUnavailableException;
import dev.sluice.table.TableDescription;
import dev.sluice.testing.TestServers;
import dev.sluice.testing.TestSpark;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** An export of a table is the table, as rows of Spark. */
final class ExportReadsTest {
  private static final int ITEMS = 400;
  private static final Map<String, String> NO_DYNAMO_DB =
      Map.of("endpoint", "http://127.0.0.1:1", "region", "us-east-1");

  private static String table = "";

  @TempDir
  Path folder;

  @BeforeAll
  static void load() {
    table = TargetTables.create();
    RandomItems random = new RandomItems(11);
    List<Map<String, AttributeValue>> items = new ArrayList<>();
    for (int i = 0; i < ITEMS; i++) {
      items.add(random.item("i" + i));
    }
    TargetTables.put(table, items);
  }

  @ParameterizedTest
  @ValueSource(strings = {"DYNAMODB_JSON", "ION"})
  void everyValueIsThatOfAScan(String format) {
    Dataset<Row> scanned = read(reach(Map.of("table", table)));
    String path = ExportWriter.of(table)
        .format(format)
        .id("01700000000000-" + format.length()) // another sample
        .files(5)
        .write()
        .in(folder)
        .toString();
    Dataset<Row> exported = read(reach(Map.of("table", table, "export-path", path)));

    assertThat(exported.schema()).isEqualTo(scanned.schema());
    assertThat(byId(exported)).hasSize(ITEMS).isEqualTo(byId(scanned));
    assertThat(TableSource.path(exported).kind()).isEqualTo(AccessPath.Kind.EXPORT);
    assertThat(TableSource.path(exported).parts()).isEqualTo(6);
    if (format.equals(
        "DYNAMODB_JSON")) { // DynamoDB Local, other than DynamoDB, keeps zeros at the end of a
      // number
      assertThat(overflows(exported)).isEqualTo(overflows(scanned));
    }
  }

  /** No decimal holds all of these, so the key is text, by which changes find the items of an export. */
  @ParameterizedTest
  @ValueSource(strings = {"DYNAMODB_JSON", "ION"})
  void keysThatAreNumbersHaveTheTextOfAScan(String format) {
    List<TableDescription.Key> keys = List.of(new TableDescription.Key("p", "N"));
    String numbers = TargetTables.create(keys);
    TargetTables.put(
        numbers,
        keys,
        Stream.of("1E-45", "12345.678", "0.0000001", "-600", "1E+40", "9.9E125", "1E-130", "0")
            .map(p -> Map.of("p", AttributeValue.fromN(p), "v", AttributeValue.fromN(p))));
    String path = ExportWriter.of(numbers).format(format).write().in(folder).toString();
    Dataset<Row> scanned = read(reach(Map.of("table", numbers)));
    Dataset<Row> exported = read(reach(Map.of("table", numbers, "export-path", path)));

    assertThat(exported.schema()).isEqualTo(scanned.schema());
    assertThat(exported.schema().apply("p").dataType()).isEqualTo(DataTypes.StringType);
    assertThat(exported.exceptAll(scanned).collectAsList()).isEmpty();
    assertThat(exported.count()).isEqualTo(8);
  }

  @Test
  void theOrderOfColumnsIsThatOfTheKeysThatAreKnown() {
    String path =
        ExportWriter.of(table).id("01700000000000-0000ffff").write().in(folder).toString();
    String[] alone = read(with(NO_DYNAMO_DB, "export-path", path)).columns();
    String[] known = read(reach(Map.of("table", table, "export-path", path))).columns();

    assertThat(known).isEqualTo(read(reach(Map.of("table", table))).columns());
    assertThat(alone).containsExactlyInAnyOrder(known);
  }

  @Test
  void noTableIsAsked() {
    String path = export().in(folder).toString();

    Dataset<Row> rows = read(with(NO_DYNAMO_DB, "export-path", path));

    assertThat(rows.count()).isEqualTo(ITEMS);
    assertThat(byId(rows)).isEqualTo(byId(read(reach(Map.of("table", table)))));
    assertThatThrownBy(() -> rows.select(functions.col("_key")).collectAsList())
        .isInstanceOf(ResourceUnavailableException.class)
        .hasMessageContaining("its export does not state the keys");
  }

  /** Its keys are not known any more. */
  @Test
  void aDeletedTableCanStillBeRead() {
    String path = ExportWriter.of(
            "deleted-long-ago", List.of(Map.of("id", AttributeValue.fromS("a"))))
        .write()
        .in(folder)
        .toString();

    assertThat(read(reach(Map.of("table", "deleted-long-ago", "export-path", path)))
            .count())
        .isEqualTo(1);
  }

  @Test
  void readsABucket() {
    String path = export().inBucket(TestServers.bucket());
    Map<String, String> options = new HashMap<>(NO_DYNAMO_DB);
    options.put("s3-endpoint", TestServers.s3Endpoint().toString());
    options.put("kind", "export");
    options.put("export-path", path);

    assertThat(read(options).count()).isEqualTo(ITEMS);
  }

  /** Spark evaluates all of them. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "id = 'i7'",
        "id IN ('i7', 'i9', 'none')",
        "try_cast(count AS DOUBLE) > 0 AND flag",
        "text IS NULL",
        "flag IS NOT NULL OR try_cast(count AS DOUBLE) > 10"
      })
  void filtersAreThoseOfAScan(String filter) {
    String path = export().in(folder).toString();
    Dataset<Row> exported = read(reach(Map.of("table", table, "export-path", path)));
    Dataset<Row> scanned = read(reach(Map.of("table", table)));

    assertThat(exported.filter(filter).count()).isEqualTo(scanned.filter(filter).count());
    assertThat(ids(exported.filter(filter).select("id")))
        .containsExactlyInAnyOrderElementsOf(ids(scanned.filter(filter).select("id")));
  }

  @Test
  void aggregatesLimitsAndJoinsAreThoseOfAScan() {
    String path = export().in(folder).toString();
    Dataset<Row> exported = read(reach(Map.of("table", table, "export-path", path)));
    Dataset<Row> scanned = read(reach(Map.of("table", table)));
    Dataset<Row> few = scanned.filter("id IN ('i1', 'i2')").select(scanned.col("id"));

    assertThat(exported.groupBy("flag").count().collectAsList())
        .containsExactlyInAnyOrderElementsOf(scanned.groupBy("flag").count().collectAsList());
    assertThat(exported.selectExpr("min(id)", "max(id)", "count(text)").collectAsList())
        .isEqualTo(scanned.selectExpr("min(id)", "max(id)", "count(text)").collectAsList());
    assertThat(exported.limit(3).collectAsList()).hasSize(3);
    assertThat(exported.orderBy("id").limit(2).select("id").collectAsList())
        .isEqualTo(scanned.orderBy("id").limit(2).select("id").collectAsList());
    assertThat(ids(exported.join(few, "id").select("id"))).containsExactlyInAnyOrder("i1", "i2");
  }

  @Test
  void itemsExpireByTheStatedAttribute() {
    List<Map<String, AttributeValue>> items = List.of(
        Map.of("id", AttributeValue.fromS("a"), "expires", AttributeValue.fromN("1700000000")),
        Map.of("id", AttributeValue.fromS("b"), "expires", AttributeValue.fromN("1700000009")),
        Map.of("id", AttributeValue.fromS("c")));
    Map<String, String> options = new HashMap<>(NO_DYNAMO_DB);
    options.put("export-path", ExportWriter.of("Log", items).write().in(folder).toString());
    options.put("ttl-attribute", "expires");
    options.put("expired-at", "1700000005");

    assertThat(ids(read(options).select("id"))).containsExactlyInAnyOrder("b", "c");
  }

  @Test
  void aDamagedFileFailsTheQuery() {
    WrittenExport export = export();
    export.files().get("data/part02.json.gz")[100] ^= 4;
    Map<String, String> options =
        with(NO_DYNAMO_DB, "export-path", export.in(folder).toString());

    assertThatThrownBy(() -> read(options).collectAsList())
        .hasStackTraceContaining("part02.json.gz");
  }

  @Test
  void anExportOfAnotherTableIsRefused() {
    String path = export().in(folder).toString();

    assertThatThrownBy(() -> read(reach(Map.of("table", "Another", "export-path", path))))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining("is an export of table arn:aws:dynamodb:ddblocal:000000000000:table/")
        .hasMessageContaining("not of Another");
  }

  @ParameterizedTest
  @CsvSource({
    "index, byDay, has no effect on an export",
    "segments, 3, has no effect on an export",
    "consistent-read, true, has no effect on an export",
    "percent, 20, 'has no effect on an export, which consumes no read units'",
    "max-read-units, 20, 'has no effect on an export, which consumes no read units'",
    "max-units, 20, 'has no effect on an export, which consumes no read units'",
    "settled-after, 1s, has no effect without kind = stream",
    "kind, scan, 'reads the table, and export-path is set too'",
    "kind, pitr, which cost money",
    "export-path, '', is not an export's folder",
    "export-path, https://x/y, is not an export's folder",
    "export-path, arn:aws:dynamodb:eu-west-1:123456789012:table/T, is not an export's folder"
  })
  void optionsThatContradictAreRefused(String option, String value, String message) {
    Map<String, String> options = new HashMap<>(NO_DYNAMO_DB);
    options.put("export-path", "/nowhere");
    options.put(option, value);

    assertThatThrownBy(() -> read(options))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining(message);
  }

  @Test
  void anExportNeedsItsPath() {
    assertThatThrownBy(() -> read(reach(Map.of("table", table, "kind", "export"))))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining("export-path")
        .hasMessageContaining("is missing");
  }

  @Test
  void nothingIsWrittenToAnExport() {
    String path = export().in(folder).toString();
    read(reach(Map.of("table", table, "export-path", path))).createOrReplaceTempView("exported");

    assertThatThrownBy(() -> TestSpark.session().sql("INSERT INTO exported SELECT * FROM exported"))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining("is an export, to which no rows can be written");
  }

  private static WrittenExport export() {
    return ExportWriter.of(table).write();
  }

  private static Map<String, String> reach(Map<String, String> options) {
    Map<String, String> all = new HashMap<>(options);
    all.put("endpoint", TestServers.dynamoDbEndpoint().toString());
    return all;
  }

  private static Map<String, String> with(Map<String, String> options, String key, String value) {
    Map<String, String> all = new HashMap<>(options);
    all.put(key, value);
    return all;
  }

  private static Dataset<Row> read(Map<String, String> options) {
    TestServers.settings();
    return TestSpark.session().read().format("sluice").options(options).load();
  }

  private static Map<String, Object> byId(Dataset<Row> rows) {
    Map<String, Object> items = new HashMap<>();
    rows.collectAsList()
        .forEach(row -> items.put(row.getString(row.fieldIndex("id")), Reassembled.of(row)));
    return items;
  }

  /** Returns the overflow of each item. Escapes of the same text differ. */
  private static Map<String, JsonNode> overflows(Dataset<Row> rows) {
    Map<String, JsonNode> overflows = new TreeMap<>();
    for (Row row : rows.select("id", "_overflow").collectAsList()) {
      try {
        overflows.put(row.getString(0), new ObjectMapper().readTree(String.valueOf(row.get(1))));
      } catch (JsonProcessingException e) {
        throw new IllegalStateException(e);
      }
    }
    return overflows;
  }

  private static List<String> ids(Dataset<Row> rows) {
    return rows.collectAsList().stream().map(row -> row.getString(0)).toList();
  }
}
