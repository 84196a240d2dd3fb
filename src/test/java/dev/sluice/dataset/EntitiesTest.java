package dev.sluice.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.analytics.Events;
import dev.sluice.dataset.export.TableRead;
import dev.sluice.dataset.layout.DayColumn;
import dev.sluice.dataset.run.FileEntry;
import dev.sluice.dataset.run.Manifest;
import dev.sluice.dataset.run.Role;
import dev.sluice.dataset.snapshot.Snapshot;
import dev.sluice.dataset.store.Root;
import dev.sluice.dataset.store.StoreAccess;
import dev.sluice.failure.InvalidConfigurationException;
import dev.sluice.table.TableDescription;
import dev.sluice.testing.SampleReads;
import dev.sluice.testing.TestServers;
import dev.sluice.testing.TestSpark;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A single table of users, sessions, messages and a few odd ones, as one dataset for each. */
final class EntitiesTest {
  private static final String TABLE = TestServers.table("app");
  private static final int EACH = 60;
  private static final int RARE = 12;

  @TempDir
  static Path folder;

  private static Snapshot byAttribute;
  private static Snapshot byKey;

  @BeforeAll
  static void export() {
    TestServers.createTable(
        TABLE, List.of(new TableDescription.Key("pk", "S"), new TableDescription.Key("sk", "S")));
    for (int i = 0; i < EACH; i++) {
      put("USER#" + i, "PROFILE", "user", Map.of("at", n(i), "name", s("user " + i)));
      put("USER#" + i, "SESSION#" + i, "session", Map.of("at", s("2026-10-0" + (1 + i % 3))));
      Map<String, AttributeValue> body =
          Map.of("text", s("hello"), "words", AttributeValue.fromL(List.of(s("a"), s("b"))));
      put("USER#" + i, "MSG#" + i, "mess/age", Map.of("at", AttributeValue.fromM(body)));
    }
    for (int i = 0; i < RARE; i++) {
      put("RARE#" + i, "x", "rare" + i, Map.of("deep", AttributeValue.fromM(Map.of("n", n(i)))));
    }
    TestServers.dynamoDb()
        .putItem(p -> p.tableName(TABLE).item(Map.of("pk", s("odd"), "sk", s("x"))));
    byAttribute = export("attribute", Map.of("entity-by", "kind", "sample-items", "48"), null);
    byKey = export(
        "key", Map.of("entity-by", "sk"), schema -> Events.day(schema, "at", ZoneId.of("UTC")));
  }

  @Test
  void eachKindHasItsOwnColumnsAndCounts() {
    Manifest.TableEntry entry = entry(byAttribute);
    assertThat(entry.written()).isEqualTo(3 * EACH + RARE + 1).isEqualTo(entry.scanned());
    assertThat(entry.entities())
        .containsEntry(
            "user",
            new Manifest.EntityEntry(
                EACH, List.of("pk", "sk", "at", "kind", "name", "_overflow"), "entity=user"));
    assertThat(entry.entities().get("session").written()).isEqualTo(EACH);
    assertThat(entry.entities().get("").written()).isEqualTo(1);
    assertThat(type(byAttribute, "user")).isEqualTo(DataTypes.LongType);
    assertThat(type(byAttribute, "session")).isEqualTo(DataTypes.StringType);
    assertThat(type(byAttribute, "mess/age").catalogString())
        .isEqualTo("struct<text:string,words:array<string>>");
    assertThat(SampleExport.at(folder.resolve("attribute").toUri()).verify(byAttribute))
        .isEmpty();
  }

  @Test
  void whatTheSampleDidNotSeeIsAllThere() {
    List<String> unseen = entry(byAttribute).entities().entrySet().stream()
        .filter(e -> e.getValue().columns().equals(List.of("pk", "sk", "_overflow")))
        .map(Map.Entry::getKey)
        .filter(kind -> kind.startsWith("rare"))
        .toList();
    assertThat(unseen).isNotEmpty();
    for (String kind : unseen) {
      Row row = byAttribute.table(TABLE, kind).head();
      assertThat(row.getString(2))
          .contains(
              "\"/deep\":{\"M\":{\"n\":{\"N\":\"" + kind.substring(4) + "\"}}}", "\"/kind\":");
    }
  }

  @Test
  void othersReadTheFilesOfAKind() throws SQLException {
    assertThat(
            duck("select sum(\"at\"), count(distinct name) from '%s/attribute/snapshots/run/tables/"
                + TABLE + "/entity=user/*.parquet'"))
        .containsExactly("1770", "60");
    assertThat(duck("select count(*), min(\"at\".words[2]) from '%s/attribute/snapshots/run/tables/"
            + TABLE + "/entity=mess%%2Fage/*.parquet'"))
        .containsExactly("60", "b");
  }

  @Test
  void aKeyIsCutAtItsSeparator() throws IOException {
    assertThat(entry(byKey).entities().keySet()).containsExactly("MSG", "PROFILE", "SESSION", "x");
    assertThat(entry(byKey).entities().get("x").written()).isEqualTo(RARE + 1);
    Set<String> folders = Set.of("day=2026-10-01", "day=2026-10-02", "day=2026-10-03");
    try (var days =
        Files.list(folder.resolve("key/snapshots/run/tables/" + TABLE + "/entity=SESSION"))) {
      assertThat(days.map(d -> d.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(folders);
    }
    assertThat(byKey.manifest().files())
        .filteredOn(f -> f.path().contains("entity=SESSION/day=2026-10-02/"))
        .extracting(FileEntry::rows)
        .satisfies(rows -> assertThat(rows.stream().mapToLong(n -> n).sum()).isEqualTo(EACH / 3));
  }

  @Tag("thorough")
  @Test
  void shardsAreStrippedBeside() {
    Map<String, String> options = SampleReads.options();
    TableRead plain = new TableRead(
        SampleReads.settings(TABLE, options), Role.SOURCE, List.of(), null, true, 0, List.of("pk"));
    TableRead kinds = plain.with(SampleReads.settings(TABLE, "entity-by", "kind"));
    Snapshot whole = SampleExport.export(folder.resolve("shards").toUri(), "run", plain);
    Snapshot apart = SampleExport.export(folder.resolve("shards").toUri(), "apart", kinds);

    for (var rows : List.of(whole.table(TABLE), apart.table(TABLE))) {
      assertThat(rows.filter("pk = 'USER#7' and pk_unsharded = 'USER'").count()).isEqualTo(3);
      assertThat(rows.filter("pk = 'odd' and pk_unsharded = 'odd'").count()).isEqualTo(1);
      assertThat(rows.filter("pk_unsharded like '%#%' or pk_unsharded is null").count())
          .isZero();
    }
    assertThat(SampleExport.at(folder.resolve("shards").toUri()).verify(apart)).isEmpty();
    TableRead unknown = new TableRead(
        SampleReads.settings(TABLE, options),
        Role.SOURCE,
        List.of(),
        null,
        true,
        0,
        List.of("nowhere"));
    assertThatThrownBy(
            () -> SampleExport.export(folder.resolve("shards").toUri(), "unknown", unknown))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining("nowhere");
  }

  @Tag("thorough")
  @Test
  void aKilledRunGoesOnWithTheSameKinds() {
    Map<String, String> options = new HashMap<>(SampleReads.options());
    options.putAll(Map.of("entity-by", "kind", "segments", "32", "sample-items", "48"));
    String filter = "kind is null or kind != 'session'";
    TableRead read = new TableRead(
        SampleReads.settings(TABLE, options), Role.SOURCE, List.of(), filter, true, 0, List.of());
    URI root = folder.resolve("killed").toUri();
    StoreAccess store = StoreAccess.to(new Root(root), TestServers.settings());
    assertThatThrownBy(() ->
            SampleExport.export(at(root, MortalStore.dyingAt(store, 6, true), 0), "run", "h", read))
        .isInstanceOf(Throwable.class);
    Snapshot resumed = SampleExport.export(at(root, store, 1), "run", "h", read);

    assertThat(entry(resumed).filtered()).isEqualTo(EACH);
    assertThat(entry(resumed).written()).isEqualTo(2 * EACH + RARE + 1);
    Map<String, Manifest.EntityEntry> expected =
        new HashMap<>(entry(byAttribute).entities());
    expected.computeIfPresent(
        "session",
        (kind, entity) -> new Manifest.EntityEntry(0, entity.columns(), entity.folder()));
    assertThat(entry(resumed).entities()).isEqualTo(expected);
    assertThat(at(root, store, 1).verify(resumed)).isEmpty();
  }

  private static Snapshots at(URI root, StoreAccess store, int hours) {
    Instant then = Instant.parse("2026-11-21T12:00:00Z").plus(Duration.ofHours(hours));
    return new Snapshots(
        TestSpark.session(),
        new DatasetSettings(root, 128L << 20, "zstd", null, null),
        store,
        Clock.fixed(then, ZoneOffset.UTC));
  }

  @Test
  void togetherTheyAreTheTable() {
    assertThat(byAttribute.table(TABLE).count()).isEqualTo(3 * EACH + RARE + 1);
    assertThat(byAttribute.table(TABLE).filter("kind = 'user' and at = '7'").count())
        .isEqualTo(1);
    assertThat(byAttribute.table(TABLE).filter("at like '%hello%'").count()).isEqualTo(EACH);
  }

  private static Manifest.TableEntry entry(Snapshot snapshot) {
    Manifest.TableEntry entry = snapshot.manifest().tables().get(TABLE);
    assertThat(entry).isNotNull();
    return entry;
  }

  private static DataType type(Snapshot snapshot, String kind) {
    return snapshot.table(TABLE, kind).schema().apply("at").dataType();
  }

  private static List<String> duck(String sql) throws SQLException {
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement();
        ResultSet rows = statement.executeQuery(sql.formatted(folder))) {
      rows.next();
      List<String> values = new ArrayList<>();
      for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
        values.add(rows.getString(i));
      }
      return values;
    }
  }

  private static Snapshot export(String name, Map<String, String> more, @Nullable DayColumn days) {
    Map<String, String> options = new HashMap<>(SampleReads.options());
    options.putAll(more);
    TableRead read = new TableRead(
        SampleReads.settings(TABLE, options), Role.SOURCE, List.of(), null, true, 0, List.of());
    DatasetSettings settings =
        new DatasetSettings(folder.resolve(name).toUri(), 128L << 20, "zstd", days, null);
    Snapshots snapshots = new Snapshots(TestSpark.session(), TestServers.settings(), settings);
    return SampleExport.export(snapshots, "run", "h", read);
  }

  private static AttributeValue s(String text) {
    return AttributeValue.fromS(text);
  }

  private static AttributeValue n(int number) {
    return AttributeValue.fromN(Integer.toString(number));
  }

  private static void put(
      String pk, String sk, String kind, Map<String, AttributeValue> attributes) {
    Map<String, AttributeValue> item = new HashMap<>(attributes);
    item.putAll(Map.of("pk", s(pk), "sk", s(sk), "kind", s(kind)));
    TestServers.dynamoDb().putItem(p -> p.tableName(TABLE).item(item));
  }
}
