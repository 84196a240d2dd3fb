package dev.sluice.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.analytics.Events;
import dev.sluice.dataset.export.TableRead;
import dev.sluice.dataset.layout.DayColumn;
import dev.sluice.dataset.run.Role;
import dev.sluice.dataset.snapshot.Snapshot;
import dev.sluice.testing.SampleReads;
import dev.sluice.testing.TestServers;
import dev.sluice.testing.TestSpark;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Leaves snapshots for the readers that {@code jobs/check readers} has: odd days, odd entity types, types that grow. */
@Tag("long")
final class ReadableSnapshotsTest {
  private static final Path FOLDER =
      Path.of(System.getProperty("sluice.readers", "target/readers")).toAbsolutePath();
  private static final List<String> TYPES = List.of(
      "USER",
      "user",
      "7",
      "007",
      "7.0",
      "2026-10-19",
      "true",
      "null",
      "..",
      "a/b",
      "a\0b",
      "a\nb",
      "x".repeat(1_000),
      "😀",
      "_");

  @Test
  void days() {
    TestServers.createTable("events");
    for (int i = 0; i < 30; i++) {
      String at = i % 3 == 0 ? "never" : "2026-10-1" + i % 3;
      put("events", "i" + i, Map.of("at", s(at), "day", s("mine"), "v", n(i)));
    }
    export("days", "run", "events", Map.of(), schema -> Events.day(schema, "at", ZoneId.of("UTC")));
  }

  @Test
  void types() {
    TestServers.createTable("app");
    for (int i = 0; i < 3 * TYPES.size(); i++) {
      put("app", "i" + i, Map.of("kind", s(TYPES.get(i % TYPES.size())), "entity", s("mine")));
    }
    put("app", "none", Map.of("entity", s("mine")));
    export("types", "run", "app", Map.of("entity-by", "kind"), null);
  }

  @Test
  void nights() {
    TestServers.createTable("night");
    for (int i = 0; i < 20; i++) {
      put("night", "i" + i, Map.of("x", n(i), "y", AttributeValue.fromN("1.5"), "m", m(i)));
    }
    export("nights", "first", "night", Map.of(), null);
    export("nights", "same", "night", Map.of("sample-items", "16"), null);
    put("night", "wide", Map.of("x", AttributeValue.fromN("0.25"), "new", s("x"), "m", m(99)));
    export("nights", "wider", "night", Map.of(), null);
  }

  private static void export(
      String root, String run, String table, Map<String, String> more, @Nullable DayColumn days) {
    Map<String, String> options = new HashMap<>(SampleReads.options());
    options.putAll(more);
    TableRead read = new TableRead(
        SampleReads.settings(table, options), Role.SOURCE, List.of(), null, true, 0, List.of());
    DatasetSettings settings =
        new DatasetSettings(FOLDER.resolve(root).toUri(), 128L << 20, "zstd", days, null);
    Snapshots snapshots = new Snapshots(TestSpark.session(), TestServers.settings(), settings);
    Snapshot snapshot = SampleExport.export(snapshots, run, "h", read);
    assertThat(snapshots.verify(snapshot)).isEmpty();
  }

  private static void put(String table, String id, Map<String, AttributeValue> attributes) {
    Map<String, AttributeValue> item = new HashMap<>(attributes);
    item.put("id", s(id));
    TestServers.dynamoDb().putItem(p -> p.tableName(table).item(item));
  }

  private static AttributeValue m(int i) {
    return AttributeValue.fromM(Map.of("a", n(i), "b", s("x")));
  }

  private static AttributeValue s(String text) {
    return AttributeValue.fromS(text);
  }

  private static AttributeValue n(int number) {
    return AttributeValue.fromN(Integer.toString(number));
  }
}
