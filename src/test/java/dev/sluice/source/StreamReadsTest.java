package dev.sluice.source;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.failure.InvalidConfigurationException;
import dev.sluice.failure.ResourceUnavailableException;
import dev.sluice.testing.TestServers;
import dev.sluice.testing.TestSpark;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;

/** The stream of a table of DynamoDB Local, as rows of Spark. */
final class StreamReadsTest {
  @Test
  @Tag("thorough")
  void changesAreRows() {
    String table = StreamTables.create(StreamViewType.NEW_AND_OLD_IMAGES);
    // DynamoDB Local knows the minute only
    Instant before = Instant.now().minusSeconds(61);
    StreamTables.put(table, "a", 1);
    StreamTables.put(table, "a", 2);
    StreamTables.remove(table, "a");
    StreamTables.put(table, "b", 3);

    Dataset<Row> changes = StreamTables.read(table).load().orderBy("_sequence");

    assertThat(changes.columns())
        .containsExactly(
            "id",
            "value",
            "_change",
            "_changed_at",
            "_sequence",
            "_changed_by",
            "_old",
            "_overflow");
    List<Row> rows = changes
        .select("id", "value", "_change", "_changed_by", "_old.value", "_old.id")
        .collectAsList();
    assertThat(rows.toString())
        .isEqualTo("[[a,1,insert,user,null,null], [a,2,modify,user,1,a],"
            + " [a,null,remove,user,2,a], [b,3,insert,user,null,null]]");
    assertThat(changes
            .filter(col("_changed_at").gt(java.sql.Timestamp.from(before)))
            .count())
        .isEqualTo(4);
    assertThat(
            changes.filter(col("value").gt(1)).select("_change").collectAsList().toString())
        .isEqualTo("[[modify], [insert]]");
    assertThat(changes.filter("_old is null and _change = 'insert'").count()).isEqualTo(2);
    assertThat(StreamTables.read(table).load().limit(2).count()).isEqualTo(2);
    assertThat(changes.queryExecution().toString()).contains("changes of its stream");
  }

  @Test
  @Tag("thorough")
  void columnsAreThoseOfTheTableAndOfTheImages() {
    String table = TargetTables.create();
    StreamTables.put(table, "early", 1);
    StreamTables.turnOn(table, StreamViewType.NEW_AND_OLD_IMAGES);
    TestServers.dynamoDb().putItem(r -> r.tableName(table)
        .item(
            Map.of("id", AttributeValue.fromS("gone"), "note", AttributeValue.fromS("in images"))));
    StreamTables.remove(table, "gone");

    Dataset<Row> changes = StreamTables.read(table).load();

    assertThat(changes.columns()).contains("id", "note", "value");
    assertThat(changes.filter("_change = 'remove'").select("_old.note").first().getString(0))
        .isEqualTo("in images");
    // the columns of the table itself stay its own
    assertThat(TestSpark.session()
            .read()
            .format("sluice")
            .option("table", table)
            .option("endpoint", TestServers.dynamoDbEndpoint().toString())
            .load()
            .columns())
        .containsExactly("id", "value", "_overflow");
  }

  @Test
  @Tag("thorough")
  void takesAUsersSchema() {
    String table = StreamTables.create(StreamViewType.NEW_AND_OLD_IMAGES);
    StreamTables.put(table, "a", 1);
    StreamTables.put(table, "a", 2);

    Dataset<Row> changes = StreamTables.read(table)
        .schema(
            "id string, _sequence string, _change string, _old struct<value: bigint>, _overflow string")
        .load();

    assertThat(changes
            .orderBy("_sequence")
            .select("id", "_change", "_old.value")
            .collectAsList()
            .toString())
        .isEqualTo("[[a,insert,null], [a,modify,1]]");
  }

  @Test
  @Tag("thorough")
  void withoutOldImagesThereIsNoOldColumn() {
    String table = StreamTables.create(StreamViewType.NEW_IMAGE);
    StreamTables.put(table, "a", 1);
    StreamTables.put(table, "a", 2);

    Dataset<Row> changes = StreamTables.read(table).load();

    assertThat(changes.columns()).doesNotContain("_old");
    assertThat(changes
            .orderBy("_sequence")
            .select("value", "_change")
            .collectAsList()
            .toString())
        .isEqualTo("[[1,insert], [2,modify]]");
    assertThatThrownBy(() -> StreamTables.read(table)
            .schema("id string, _old struct<value: bigint>, _overflow string")
            .load()
            .collectAsList())
        .isInstanceOf(ResourceUnavailableException.class)
        .hasMessageContaining("NEW_IMAGE")
        .hasMessageContaining("_old");
  }

  @ParameterizedTest
  @EnumSource(names = {"KEYS_ONLY", "OLD_IMAGE"})
  void refusesViewsWithoutTheNewImage(StreamViewType view) {
    String table = StreamTables.create(view);
    assertThatThrownBy(() -> StreamTables.read(table).load())
        .isInstanceOf(ResourceUnavailableException.class)
        .hasMessageContainingAll(table, view.toString());
  }

  @Test
  void refusesATableWithoutAStream() {
    String table = TargetTables.create();
    assertThatThrownBy(() -> StreamTables.read(table).load())
        .isInstanceOf(ResourceUnavailableException.class)
        .hasMessageContaining("table " + table + ": its stream is off");
  }

  @Test
  void refusesWhatHasNoEffect() {
    assertThatThrownBy(() -> OptionParser.read(Map.of(
            "table",
            "orders",
            "kind",
            "stream",
            "index",
            "byDay",
            "segments",
            "4",
            "ttl-attribute",
            "expires")))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContainingAll("index", "segments", "ttl-attribute", "no effect on a stream");
    assertThatThrownBy(() -> OptionParser.read(
            Map.of("table", "orders", "settled-after", "1s", "max-changes-per-trigger", "5")))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContainingAll("settled-after", "max-changes-per-trigger", "kind = stream");
  }

  @Test
  void refusesALimitOfTriggersWhereThereAreNone() {
    String table = StreamTables.create(StreamViewType.NEW_AND_OLD_IMAGES);

    assertThatThrownBy(() -> StreamTables.read(table)
            .option("max-changes-per-trigger", "5")
            .schema("id string, _change string")
            .load()
            .collectAsList())
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContainingAll("max-changes-per-trigger = 5", "spark.readStream");
  }

  @Test
  void refusesToWrite() {
    assertThatThrownBy(() -> OptionParser.write(
            Map.of(), Map.of("table", "orders", "kind", "stream"), false, Map.of()))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining("to which no rows can be written");
  }
}
