package dev.sluice.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.export.ChangeExportWriter;
import dev.sluice.export.WrittenChange;
import dev.sluice.export.WrittenExport;
import dev.sluice.failure.InvalidConfigurationException;
import dev.sluice.testing.TestServers;
import dev.sluice.testing.TestSpark;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Changes of an incremental export, as rows of Spark. */
final class ChangesReadTest {
  private static final int CHANGES = 240;
  private static final long MICROS = 1_763_600_461_000_001L;
  private static final Map<String, String> NO_DYNAMO_DB =
      Map.of("endpoint", "http://127.0.0.1:1", "region", "us-east-1");

  @TempDir
  Path folder;

  /** Items of every type; a third each of insertions, modifications and removals. */
  private static List<WrittenChange> changes() {
    RandomItems random = new RandomItems(21);
    List<WrittenChange> changes = new ArrayList<>();
    for (int i = 0; i < CHANGES; i++) {
      changes.add(WrittenChange.of(
          MICROS + i / 2,
          "i" + i,
          i % 3 == 2 ? null : random.item("i" + i),
          i % 3 == 0 ? null : random.item("i" + i)));
    }
    return changes;
  }

  @ParameterizedTest
  @CsvSource({
    "DYNAMODB_JSON, NEW_AND_OLD_IMAGES",
    "ION, NEW_AND_OLD_IMAGES",
    "DYNAMODB_JSON, NEW_IMAGES",
    "ION, NEW_IMAGE"
  })
  void everyValueOfEveryImage(String format, String view) {
    String path = written(changes(), format, view).in(folder).toString();

    Dataset<Row> rows = read(Map.of("export-path", path));

    boolean old = view.equals("NEW_AND_OLD_IMAGES");
    Map<String, Object> expected = new HashMap<>();
    changes()
        .forEach(change ->
            expected.put(change.keys().get("id").s(), Reassembled.of(described(change, old))));
    Map<String, Object> found = new HashMap<>();
    for (Row row : rows.collectAsList()) {
      found.put(row.getAs("id"), without(Reassembled.of(row), "_changed_at"));
    }
    assertThat(found).hasSize(CHANGES).isEqualTo(expected);
  }

  /** Returns the item that a change's row stands for. */
  private static Map<String, AttributeValue> described(WrittenChange change, boolean old) {
    Map<String, AttributeValue> item =
        new HashMap<>(change.newImage() == null ? change.keys() : change.newImage());
    item.put("_change", AttributeValue.fromS(kind(change, old)));
    item.put("_sequence", AttributeValue.fromS("%020d".formatted(change.micros())));
    item.put("_changed_by", AttributeValue.fromS(change.newImage() == null ? "unknown" : "user"));
    if (old && change.oldImage() != null) {
      item.put("_old", AttributeValue.fromM(change.oldImage()));
    }
    return item;
  }

  private static String kind(WrittenChange change, boolean old) {
    if (change.newImage() == null) {
      return "remove";
    }
    return old && change.oldImage() == null ? "insert" : "modify";
  }

  private static Map<String, Object> without(Object item, String name) {
    Map<String, Object> members = new LinkedHashMap<>();
    ((Map<?, ?>) item).forEach((key, value) -> members.put((String) key, value));
    members.remove(name);
    return members;
  }

  @Test
  void timesAreExactAndSequencesSortAsTheyDo() {
    Dataset<Row> rows = read(Map.of("export-path", path()));

    List<Row> inOrder =
        rows.orderBy("_sequence", "id").select("id", "_changed_at").collectAsList();

    for (Row row : inOrder) {
      long micros = MICROS + Integer.parseInt(row.getString(0).substring(1)) / 2;
      assertThat(((Timestamp) row.get(1)).toInstant())
          .isEqualTo(Instant.EPOCH.plus(micros, ChronoUnit.MICROS));
    }
    assertThat(inOrder)
        .isSortedAccordingTo((a, b) -> ((Timestamp) a.get(1)).compareTo((Timestamp) b.get(1)));
  }

  @Test
  void columnsOfChangesFollowThoseOfTheItems() {
    StructType schema = read(Map.of("export-path", path())).schema();
    List<String> names = List.of(schema.fieldNames());

    assertThat(names.subList(names.size() - 6, names.size()))
        .containsExactly("_change", "_changed_at", "_sequence", "_changed_by", "_old", "_overflow");
    assertThat(schema.apply("_changed_at").dataType()).isEqualTo(DataTypes.TimestampType);
    assertThat(((StructType) schema.apply("_old").dataType()).fieldNames())
        .containsExactlyElementsOf(names.subList(0, names.size() - 6));
  }

  /** Only what is asked for is decoded, and Spark evaluates every filter. */
  @Test
  void columnsAndFieldsArePruned() {
    Dataset<Row> rows = read(Map.of("export-path", path()));

    Dataset<Row> removed =
        rows.filter("_change = 'remove' AND _old.id > 'i2'").selectExpr("id", "_old.id AS old");

    assertThat(removed.queryExecution().executedPlan().toString())
        .contains("changes from 2026-11-20T01:00:00Z to 2026-11-20T02:00:00Z (NEW_AND_OLD_IMAGES)")
        .contains("columns [id, _change, _old]")
        .contains("columnar");
    assertThat(removed.collectAsList())
        .isNotEmpty()
        .allMatch(row -> row.getString(0).equals(row.getString(1)))
        .hasSize((int) changes().stream()
            .filter(change -> change.newImage() == null)
            .filter(change -> change.keys().get("id").s().compareTo("i2") > 0)
            .count());
    assertThat(rows.count()).isEqualTo(CHANGES);
    assertThat(rows.limit(7).collectAsList()).hasSize(7);
    assertThat(rows.groupBy("_change").count().collectAsList())
        .containsExactlyInAnyOrder(
            RowFactory.create("insert", 80L),
            RowFactory.create("modify", 80L),
            RowFactory.create("remove", 80L));
  }

  /** An expression that Spark interprets sees NULLs within the old image too. */
  @Test
  void missingFieldsOfTheOldImageAreNullToInterpretedExpressions() {
    Map<String, AttributeValue> now =
        Map.of("id", AttributeValue.fromS("a"), "n", AttributeValue.fromN("5"));
    List<WrittenChange> changes =
        List.of(WrittenChange.of(MICROS, "a", now, Map.of("id", AttributeValue.fromS("a"))));
    String path = written(changes, "ION", "NEW_AND_OLD_IMAGES").in(folder).toString();

    Dataset<Row> rows = TestSpark.interpreted()
        .read()
        .format("sluice")
        .options(options(Map.of("export-path", path)))
        .load()
        .limit(1)
        .selectExpr("n", "_old.n", "_old.n IS NULL", "_old.id");

    assertThat(rows.collectAsList()).containsExactly(RowFactory.create(5L, null, true, "a"));
  }

  @Test
  void whatFitsNoColumnIsInTheOverflowOfItsImage() {
    List<WrittenChange> changes = List.of(
        WrittenChange.of(MICROS, "a", number("a", "1"), number("a", "2")),
        WrittenChange.of(MICROS, "b", number("b", "1"), text("b", "x")),
        WrittenChange.of(MICROS, "c", text("c", "y"), number("c", "3")));
    String path =
        written(changes, "DYNAMODB_JSON", "NEW_AND_OLD_IMAGES").in(folder).toString();

    List<Row> rows = read(Map.of("export-path", path))
        .orderBy("id")
        .select("v", "_old.v", "_overflow")
        .collectAsList();

    assertThat(rows)
        .containsExactly(
            RowFactory.create(1L, 2L, null),
            RowFactory.create(1L, null, "{\"/_old/v\":{\"S\":\"x\"}}"),
            RowFactory.create(null, 3L, "{\"/v\":{\"S\":\"y\"}}"));
  }

  private static Map<String, AttributeValue> number(String id, String number) {
    return Map.of("id", AttributeValue.fromS(id), "v", AttributeValue.fromN(number));
  }

  private static Map<String, AttributeValue> text(String id, String text) {
    return Map.of("id", AttributeValue.fromS(id), "v", AttributeValue.fromS(text));
  }

  /** A removal is TTL's only if the item had expired by then; whose it is otherwise, nothing tells. */
  @Test
  void removalsByTtlAreToldByTheOldImage() {
    long now = MICROS / 1_000_000;
    List<WrittenChange> changes = List.of(
        removed("past", Long.toString(now - 5)),
        removed("same second", Long.toString(now)),
        removed("later", Long.toString(now + 1)),
        removed("long ago", Long.toString(now - 6 * 365 * 86_400L)),
        removed("fraction", now - 1 + ".5"),
        removed("later in the second", now + ".5"),
        WrittenChange.of(
            MICROS, "text", null, Map.of("expires", AttributeValue.fromS("" + (now - 5)))),
        WrittenChange.of(MICROS, "none", null, Map.of("id", AttributeValue.fromS("none"))),
        WrittenChange.of(MICROS, "unknown", null, null),
        WrittenChange.of(
            MICROS, "put", Map.of("id", AttributeValue.fromS("put")), expiring("put", "1")));
    String path =
        written(changes, "DYNAMODB_JSON", "NEW_AND_OLD_IMAGES").in(folder).toString();
    Map<String, String> by = new HashMap<>();
    changes.forEach(change -> by.put(change.keys().get("id").s(), "unknown"));
    by.put("put", "user");

    assertThat(changedBy(Map.of("export-path", path))).isEqualTo(by);
    List.of("past", "same second", "fraction").forEach(id -> by.put(id, "ttl"));
    assertThat(changedBy(Map.of("export-path", path, "ttl-attribute", "expires")))
        .isEqualTo(by);
  }

  private static WrittenChange removed(String id, String expires) {
    return WrittenChange.of(MICROS, id, null, expiring(id, expires));
  }

  private static Map<String, AttributeValue> expiring(String id, String expires) {
    return Map.of("id", AttributeValue.fromS(id), "expires", AttributeValue.fromN(expires));
  }

  private static Map<String, String> changedBy(Map<String, String> options) {
    Map<String, String> by = new HashMap<>();
    read(options)
        .select("id", "_changed_by")
        .collectAsList()
        .forEach(row -> by.put(row.getString(0), row.getString(1)));
    return by;
  }

  /** A change that were left out would make what changes lead to another table. */
  @Test
  void aChangeThatCannotBeDecodedIsNotLeftOut() {
    Map<String, AttributeValue> odd =
        Map.of("id", AttributeValue.fromS("odd"), "n", AttributeValue.fromN("abc"));
    Map<String, AttributeValue> good = Map.of("id", AttributeValue.fromS("good"));
    String path = written(
            List.of(
                WrittenChange.of(MICROS, "good", good, null),
                WrittenChange.of(MICROS, "odd", null, odd)),
            "DYNAMODB_JSON",
            "NEW_AND_OLD_IMAGES")
        .in(folder)
        .toString();

    assertThatThrownBy(() -> read(Map.of("export-path", path)).collectAsList())
        .hasStackTraceContaining("a change has a value that is none of DynamoDB's")
        .hasStackTraceContaining("PERMISSIVE");
  }

  @Test
  void aTableTellsItsKeysAndItsTtl() {
    String table = TestServers.table("changed");
    TestServers.createTable(table);
    TestServers.dynamoDb().updateTimeToLive(t -> t.tableName(table)
        .timeToLiveSpecification(ttl -> ttl.attributeName("expires").enabled(true)));
    List<WrittenChange> changes = new ArrayList<>(changes());
    changes.add(removed("expired", "1763600000"));
    String path = ChangeExportWriter.of(table, changes).write().in(folder).toString();
    Map<String, String> options = new HashMap<>();
    options.put("endpoint", TestServers.dynamoDbEndpoint().toString());
    options.put("table", table);
    options.put("export-path", path);
    TestServers.settings();

    Dataset<Row> rows =
        TestSpark.session().read().format("sluice").options(options).load();

    assertThat(rows.select("id", "_key").collectAsList())
        .hasSize(CHANGES + 1)
        .allMatch(row -> row.getString(1).equals("{\"id\":{\"S\":\"" + row.getString(0) + "\"}}"));
    assertThat(rows.filter("_changed_by = 'ttl'").select("id").collectAsList())
        .containsExactly(RowFactory.create("expired"));
  }

  @Test
  void anExportWithoutChangesHasTheirColumns() {
    String path = written(List.of(), "ION", "NEW_IMAGES").in(folder).toString();

    Dataset<Row> rows = read(Map.of("export-path", path));

    assertThat(rows.schema().fieldNames())
        .containsExactly("_change", "_changed_at", "_sequence", "_changed_by", "_old", "_overflow");
    assertThat(rows.collectAsList()).isEmpty();
  }

  @Test
  void aUsersSchemaMayNameAnyOfThem() {
    Dataset<Row> rows = TestSpark.session()
        .read()
        .format("sluice")
        .schema("id STRING, _changed_at TIMESTAMP, _old STRUCT<id: STRING>, _change STRING")
        .options(options(Map.of("export-path", path())))
        .load();

    List<Row> modified = rows.filter("_change = 'modify'").collectAsList();

    assertThat(modified)
        .hasSize(80)
        .allMatch(row -> row.getString(0).equals(row.getStruct(2).getString(0)))
        .allMatch(row -> !row.isNullAt(1));
  }

  /** Names that differ only by case are one name to Spark, so the attribute has no column. */
  @Test
  void attributesNamedLikeColumnsOfChangesButForCaseAreNotLost() {
    Map<String, AttributeValue> item =
        Map.of("id", AttributeValue.fromS("a"), "_Change", AttributeValue.fromS("own"));
    String path = written(
            List.of(WrittenChange.of(MICROS, "a", item, null)),
            "DYNAMODB_JSON",
            "NEW_AND_OLD_IMAGES")
        .in(folder)
        .toString();

    assertThat(read(Map.of("export-path", path)).select("_change", "_overflow").collectAsList())
        .containsExactly(RowFactory.create("insert", "{\"/_Change\":{\"S\":\"own\"}}"));
  }

  @Test
  void whatOnlyItemsHaveIsRefused() {
    String path = path();
    assertThatThrownBy(() -> read(
            Map.of("export-path", path, "ttl-attribute", "expires", "expired-at", "1700000000")))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining("expired-at")
        .hasMessageContaining("changes do not expire");
    assertThatThrownBy(() ->
            read(Map.of("export-path", path)).select(functions.col("_size")).count())
        .isInstanceOf(AnalysisException.class);
    assertThatThrownBy(
            () -> TableSource.open(TableSource.settings(options(Map.of("export-path", path)))))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining("changes are no snapshot of the table");
  }

  @Test
  void aDamagedFileFailsTheQuery() {
    WrittenExport export = written(changes(), "DYNAMODB_JSON", "NEW_AND_OLD_IMAGES");
    export.files().get("../data/0a1b2c3d-part02.json.gz")[100] ^= 4;
    String path = export.in(folder).toString();

    assertThatThrownBy(() -> read(Map.of("export-path", path)).collectAsList())
        .hasStackTraceContaining("part02.json.gz");
  }

  @Test
  void changesOfAnotherTableAreRefused() {
    String path = path();

    assertThatThrownBy(() -> read(Map.of("export-path", path, "table", "Another")))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining("table/Log, not of Another");
  }

  private String path() {
    return written(changes(), "DYNAMODB_JSON", "NEW_AND_OLD_IMAGES").in(folder).toString();
  }

  /** Exports of other content have other ids, as DynamoDB's have. */
  private static WrittenExport written(List<WrittenChange> changes, String format, String view) {
    int id = changes.size() == CHANGES ? (format + view).hashCode() : changes.hashCode();
    ChangeExportWriter writer =
        ChangeExportWriter.of("Log", changes).format(format).view(view);
    return changes.size() == CHANGES
            && format.equals("DYNAMODB_JSON")
            && view.endsWith("OLD_IMAGES")
        ? writer.write()
        : writer.id("01800000000000-%08x".formatted(id)).write();
  }

  private static Map<String, String> options(Map<String, String> options) {
    Map<String, String> all = new HashMap<>(NO_DYNAMO_DB);
    all.putAll(options);
    return all;
  }

  private static Dataset<Row> read(Map<String, String> options) {
    return TestSpark.session().read().format("sluice").options(options(options)).load();
  }
}
