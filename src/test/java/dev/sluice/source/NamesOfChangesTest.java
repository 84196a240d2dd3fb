package dev.sluice.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.export.ChangeExportWriter;
import dev.sluice.export.WrittenChange;
import dev.sluice.failure.InvalidConfigurationException;
import dev.sluice.table.TableDescription;
import dev.sluice.testing.TestServers;
import dev.sluice.testing.TestSpark;
import dev.sluice.wire.OverflowText;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;

/** Attributes that have the names of the columns of changes end no read, and are in the overflow as they are. */
final class NamesOfChangesTest {
  private static final long MICROS = 1_763_600_461_000_001L;

  /** All names, each with a value of another type. */
  private static final Map<String, AttributeValue> OWN = Map.of(
      "id", AttributeValue.fromS("a"),
      "_change", AttributeValue.fromS("mine"),
      "_changed_at", AttributeValue.fromN("1.5"),
      "_sequence", AttributeValue.fromBool(true),
      "_changed_by", AttributeValue.fromL(List.of(AttributeValue.fromN("1"))),
      "_old", AttributeValue.fromM(Map.of("id", AttributeValue.fromS("own"))),
      "_overflow", AttributeValue.fromS("over"));

  private static final Map<String, String> POINTERS = Map.of(
      "/_change", "{\"S\":\"mine\"}",
      "/_changed_at", "{\"N\":\"1.5\"}",
      "/_sequence", "{\"BOOL\":true}",
      "/_changed_by", "{\"L\":[{\"N\":\"1\"}]}",
      "/_old", "{\"M\":{\"id\":{\"S\":\"own\"}}}",
      "/_overflow", "{\"S\":\"over\"}");

  @TempDir
  Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"DYNAMODB_JSON", "ION"})
  void areInTheOverflowOfTheirImage(String format) {
    String path = ChangeExportWriter.of(
            "Log",
            List.of(
                WrittenChange.of(MICROS, "a", OWN, Map.of("id", AttributeValue.fromS("before"))),
                WrittenChange.of(MICROS, "b", Map.of("id", AttributeValue.fromS("b")), OWN),
                WrittenChange.of(MICROS, "c", OWN, null)))
        .format(format)
        .id("01800000000000-%08x".formatted(format.length()))
        .write()
        .in(folder)
        .toString();

    List<Row> rows = read(Map.of("export-path", path))
        .load()
        .orderBy("_old.id")
        .selectExpr("_change", "_sequence", "_changed_by", "_old.id", "_overflow")
        .collectAsList();

    String sequence = "%020d".formatted(MICROS);
    assertThat(rows)
        .extracting(row -> RowFactory.create(row.get(0), row.get(1), row.get(2), row.get(3)))
        .containsExactly(
            RowFactory.create("insert", sequence, "user", null),
            RowFactory.create("modify", sequence, "user", "a"),
            RowFactory.create("modify", sequence, "user", "before"));
    assertThat(overflow(rows.get(0))).isEqualTo(POINTERS);
    Map<String, String> old = new HashMap<>();
    POINTERS.forEach((pointer, value) -> old.put("/_old" + pointer, value));
    assertThat(overflow(rows.get(1))).isEqualTo(old);
    assertThat(overflow(rows.get(2))).isEqualTo(POINTERS);
  }

  /** Spark asks for no column, or for one that is no attribute. */
  @ParameterizedTest
  @ValueSource(strings = {"DYNAMODB_JSON", "ION"})
  void endNoCount(String format) {
    String path = ChangeExportWriter.of(
            "Log",
            List.of(
                WrittenChange.of(MICROS, "a", OWN, OWN),
                WrittenChange.of(MICROS, "b", Map.of("id", AttributeValue.fromS("b")), OWN)))
        .format(format)
        .id("01800000000000-%08x".formatted(7 * format.length()))
        .write()
        .in(folder)
        .toString();

    for (DataFrameReader read : List.of(
        read(Map.of("export-path", path)),
        read(Map.of("export-path", path)).schema("id string, _change string, _overflow string"),
        read(Map.of("export-path", path, "mode", "DROPMALFORMED")).schema("id string"))) {
      assertThat(read.load().count()).isEqualTo(2);
      assertThat(read.load().select("id").collectAsList()).hasSize(2);
    }
    assertThat(read(Map.of("export-path", path))
            .load()
            .filter("_change = 'modify'")
            .count())
        .isEqualTo(2);
  }

  /** Returns the values by their pointers, none of which is there twice. */
  private static Map<String, String> overflow(Row row) {
    Map<String, String> found = new HashMap<>();
    byte[] text = row.<String>getAs("_overflow").getBytes(StandardCharsets.UTF_8);
    OverflowText.forEach(text, (pointer, in) -> {
      int start = in.position();
      in.skip();
      assertThat(found.put(pointer, in.since(start))).as(pointer).isNull();
    });
    return found;
  }

  /** A schema that leaves out columns of changes has them in the overflow; an attribute goes first at its place. */
  @Test
  void takeThePlaceOfADescriptionThatHasNoColumn() {
    Map<String, AttributeValue> item =
        Map.of("id", AttributeValue.fromS("a"), "_old", AttributeValue.fromS("mine"));
    String path = ChangeExportWriter.of(
            "Log",
            List.of(WrittenChange.of(MICROS, "a", item, Map.of("id", AttributeValue.fromS("x")))))
        .write()
        .in(folder)
        .toString();

    Row row = read(Map.of("export-path", path))
        .schema("id STRING, _sequence STRING, _changed_at TIMESTAMP, _overflow STRING")
        .load()
        .first();

    assertThat(row.getString(1)).isEqualTo("%020d".formatted(MICROS));
    assertThat(overflow(row))
        .isEqualTo(Map.of(
            "/_old", "{\"S\":\"mine\"}",
            "/_change", "{\"S\":\"modify\"}",
            "/_changed_by", "{\"S\":\"user\"}"));
  }

  @Test
  void keepsAKeyApart() {
    String table = TestServers.table("named");
    TestServers.createTable(table, List.of(new TableDescription.Key("_sequence", "S")));
    Map<String, AttributeValue> key = Map.of("_sequence", AttributeValue.fromS("k"));
    String path = ChangeExportWriter.of(
            table,
            List.of(
                new WrittenChange(MICROS, key, key, null),
                new WrittenChange(MICROS, key, null, key)))
        .write()
        .in(folder)
        .toString();

    List<Row> rows = TestSpark.session()
        .read()
        .format("sluice")
        .option("endpoint", TestServers.dynamoDbEndpoint().toString())
        .option("table", table)
        .option("export-path", path)
        .load()
        .selectExpr("_key", "_overflow")
        .distinct()
        .orderBy("_overflow")
        .collectAsList();

    String text = "{\"_sequence\":{\"S\":\"k\"}}";
    assertThat(TestSpark.session()
            .read()
            .format("sluice")
            .option("endpoint", TestServers.dynamoDbEndpoint().toString())
            .option("table", table)
            .option("export-path", path)
            .load()
            .select("_key")
            .distinct()
            .collectAsList())
        .containsExactly(RowFactory.create(text));
    assertThat(rows)
        .containsExactly(
            RowFactory.create(
                text, "{\"/_sequence\":{\"S\":\"k\"},\"/_old/_sequence\":{\"S\":\"k\"}}"),
            RowFactory.create(text, "{\"/_sequence\":{\"S\":\"k\"}}"));
  }

  @Test
  void noneIsDeclared() {
    String path = ChangeExportWriter.of("Log", List.of(WrittenChange.of(MICROS, "a", OWN, null)))
        .write()
        .in(folder)
        .toString();

    assertThatThrownBy(
            () -> read(Map.of("export-path", path, "ddl", "_old STRING")).load())
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContainingAll("ddl = _old", "describes changes", "_overflow");
  }

  @Test
  @Tag("thorough")
  void ofAStream() {
    String table = StreamTables.create(StreamViewType.NEW_AND_OLD_IMAGES);
    TestServers.dynamoDb().putItem(r -> r.tableName(table).item(OWN));
    StreamTables.remove(table, "a");

    List<Row> rows = StreamTables.read(table)
        .load()
        .orderBy("_sequence")
        .selectExpr("_change", "_overflow")
        .collectAsList();

    assertThat(rows).extracting(row -> row.get(0)).containsExactly("insert", "remove");
    assertThat(overflow(rows.get(0)).keySet()).isEqualTo(POINTERS.keySet());
    assertThat(overflow(rows.get(1)).keySet())
        .containsExactlyInAnyOrderElementsOf(
            POINTERS.keySet().stream().map(pointer -> "/_old" + pointer).toList());
  }

  private static DataFrameReader read(Map<String, String> options) {
    return TestSpark.session()
        .read()
        .format("sluice")
        .option("endpoint", "http://127.0.0.1:1")
        .option("region", "us-east-1")
        .options(options);
  }
}
