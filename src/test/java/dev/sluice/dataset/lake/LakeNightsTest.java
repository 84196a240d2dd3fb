package dev.sluice.dataset.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.dataset.lake.CommitWatch.Point;
import dev.sluice.dataset.lake.DeletedItems.Action;
import dev.sluice.dataset.lake.LakeCommit.RunCommit;
import dev.sluice.failure.InvalidConfigurationException;
import dev.sluice.failure.ResourceUnavailableException;
import dev.sluice.schema.ChangeColumns;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.spark.actions.SparkActions;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A full export, and nights of changes after it. */
final class LakeNightsTest extends LakeFixture {
  private static final DeletedItems MARKED =
      new DeletedItems(Action.MARK, Action.REMOVE, Action.KEEP);
  private static final long EXPIRED = LakeLog.BEGIN.getEpochSecond() - 10;

  @BeforeEach
  void items() {
    log.put(-9, "a", "at", "2026-11-01T10:00:00Z", "n", 1)
        .put(-8, "b", "at", "2026-11-02T10:00:00Z", "n", 2)
        .put(-7, "c", "at", "2026-11-02T11:00:00Z", "n", 3, "expires", EXPIRED)
        .put(-6, "undated", "n", 4);
  }

  @Test
  void aLoadAndANight() {
    LakeCommit loaded = ground.load("r0", log.full(0), false);

    assertThat(loaded.counts()).isEqualTo(ChangeCounts.loaded(4));
    assertIs(loaded, 0);
    assertThat(iceberg().schema().identifierFieldNames()).containsExactly("id");
    assertThat(iceberg().spec().fields()).extracting(f -> f.name()).containsExactly("_day");
    assertThat(iceberg().schema().findField("n").doc()).isEqualTo("DynamoDB N");

    log.put(1, "a", "at", "2026-11-03T10:00:00Z", "n", "text", "new", 1.5)
        .put(2, "d", "at", "2026-11-02T12:00:00Z", "n", 5)
        .remove(3, "c")
        .put(4, "e", "at", "2026-11-02T12:00:00Z")
        .remove(5, "e")
        .put(6, "undated", "n", 6);
    LakeCommit night = ground.apply("r1", log.changes(0, 10), DeletedItems.REMOVED);

    assertThat(night.counts()).isEqualTo(new ChangeCounts(4, 1, 2, 1, 0, 0, 0));
    assertThat(night.rows()).isEqualTo(4);
    assertIs(night, 10);
    assertThat(ground.table().position()).contains(night.position());
    assertThat(iceberg().currentSnapshot().snapshotId()).isEqualTo(night.snapshotId());
    // only main, and the tags of both runs
    assertThat(iceberg().refs().keySet())
        .containsExactlyInAnyOrder("main", "sluice-r0", "sluice-r1");
    // time travel
    assertIs(loaded, 0);
  }

  @Test
  @Tag("thorough")
  void deletedItemsStay() {
    log.put(-5, "f", "at", "2026-11-02T10:00:00Z", "n", 9);
    ground.load("r0", log.full(0), false);
    // c by its TTL, b by whoever
    log.remove(1, "c").remove(2, "b");

    LakeCommit night = ground.apply("r1", log.changes(0, 10), MARKED);

    assertThat(night.counts()).isEqualTo(new ChangeCounts(2, 0, 0, 0, 1, 1, 0));
    LakeState state = LakeState.of(ground.table(), night);
    assertThat(state.rows()).containsOnlyKeys("a", "b", "c", "f", "undated");
    assertThat(state.rows().get("c").deletedAt()).isEqualTo(LakeLog.BEGIN.plusNanos(1_000));
    assertThat(state.rows().get("b").deletedAt()).isNull();

    // both come back, on other days
    log.put(11, "c", "at", "2026-11-07T10:00:00Z").put(12, "b", "at", "2026-11-08T10:00:00Z");
    LakeCommit back = ground.apply("r2", log.changes(10, 20), MARKED);

    assertThat(back.counts()).isEqualTo(new ChangeCounts(2, 0, 2, 0, 0, 0, 0));
    assertIs(back, 20);
  }

  @Test
  @Tag("thorough")
  void aNightWithoutChangesMovesThePosition() {
    ground.load("r0", log.full(0), false);

    LakeCommit night = ground.apply("r1", log.changes(0, 10), DeletedItems.REMOVED);

    assertThat(night.counts().changes()).isZero();
    assertThat(ground.table().position()).contains(night.position());
    assertIs(night, 10);
  }

  /** Killed at any point and started again, and started again after that, the table is the same. */
  @ParameterizedTest
  @EnumSource
  @Tag("thorough")
  void killed(Point at) {
    ground.load("r0", log.full(0), false);
    Path changes = log.put(1, "a", "n", 2).put(2, "d", "n", 5).remove(3, "b").changes(0, 10);

    assertThatThrownBy(() -> ground.apply("r1", changes, DeletedItems.REMOVED, Killed.at(at)))
        .isInstanceOf(Killed.class);
    LakeCommit night = ground.apply("r1", changes, DeletedItems.REMOVED);

    assertThat(ground.apply("r1", changes, DeletedItems.REMOVED)).isEqualTo(night);
    assertIs(night, 10);
    assertThat(iceberg().refs().keySet())
        .containsExactlyInAnyOrder("main", "sluice-r0", "sluice-r1");
  }

  /** The one that comes second finds the commit of the first. */
  @Test
  @Tag("thorough")
  void twoHoldersOfOneRun() {
    ground.load("r0", log.full(0), false);
    Path changes = log.put(1, "a", "n", 2).put(2, "d", "n", 5).changes(0, 10);
    List<LakeCommit> first = new ArrayList<>();

    LakeCommit second = ground.apply("r1", changes, DeletedItems.REMOVED, point -> {
      if (point == Point.WRITTEN) {
        first.add(ground.apply("r1", changes, DeletedItems.REMOVED));
      }
    });

    assertThat(second).isEqualTo(first.get(0));
    assertIs(second, 10);
  }

  @Test
  void anotherRunOfTheSameWindowIsRefused() {
    ground.load("r0", log.full(0), false);
    Path changes = log.put(1, "a", "n", 2).changes(0, 10);
    ground.apply("r1", changes, DeletedItems.REMOVED);

    assertThatThrownBy(() -> ground.apply("r2", changes, DeletedItems.REMOVED))
        .isInstanceOf(ResourceUnavailableException.class)
        .hasMessageContaining("it has some of them already");
    assertThatThrownBy(() -> ground.apply("r2", log.changes(20, 30), DeletedItems.REMOVED))
        .hasMessageContaining("the changes between are missing");
    assertThatThrownBy(() -> ground.load("r2", log.full(5), false))
        .hasMessageContaining("is loaded already");
  }

  /** What others commit meanwhile stays, and the changes are applied to it. */
  @Test
  @Tag("thorough")
  void othersCommitMeanwhile() {
    ground.load("r0", log.full(0), false);
    Path changes = log.put(1, "a", "n", 2).put(2, "d", "n", 5).changes(0, 10);
    List<Boolean> done = new ArrayList<>();

    LakeCommit night = ground.apply("r1", changes, DeletedItems.REMOVED, point -> {
      if (point == Point.WRITTEN && done.isEmpty()) {
        done.add(true);
        ground.spark.sql("UPDATE " + ground.name.sql() + " SET n = 77 WHERE id = 'b'");
      }
    });

    log.put(3, "b", "at", "2026-11-02T10:00:00Z", "n", 77);
    assertIs(night, 10);
    assertThat(night.rows()).isEqualTo(5);
  }

  @Test
  @Tag("thorough")
  void compactionBetween() {
    ground.load("r0", log.full(0), false);
    LakeCommit night = ground.apply(
        "r1", log.put(1, "b", "at", "2026-11-02T10:00:00Z").changes(0, 10), DeletedItems.REMOVED);
    ground.compact();
    assertThat(iceberg().currentSnapshot().snapshotId()).isNotEqualTo(night.snapshotId());

    assertThat(ground.table().position()).contains(night.position());
    assertIs(ground.apply("r2", log.remove(11, "a").changes(10, 20), DeletedItems.REMOVED), 20);
  }

  /** Expiry with Iceberg's own defaults leaves enough ancestors; an unconnected head is refused. */
  @Test
  @Tag("thorough")
  void expiryBetween() {
    ground.load("r0", log.full(0), false);
    ground.spark.sql("UPDATE " + ground.name.sql() + " SET n = 77 WHERE id = 'b'");
    ground.spark.sql("UPDATE " + ground.name.sql() + " SET n = 78 WHERE id = 'b'");
    SparkActions.get(ground.spark)
        .expireSnapshots(iceberg())
        .expireOlderThan(Long.MAX_VALUE)
        .execute();
    assertThat(ground.table().position()).isPresent();

    SparkActions.get(ground.spark)
        .expireSnapshots(iceberg())
        .expireOlderThan(Long.MAX_VALUE)
        .retainLast(1)
        .execute();
    assertThatThrownBy(() -> ground.table().position())
        .isInstanceOf(ResourceUnavailableException.class)
        .hasMessageContaining("snapshots have expired");
    log.put(5, "b", "n", 1);
    assertIs(ground.load("r9", log.full(30), true), 30);
  }

  @Test
  @Tag("thorough")
  void loadedAfresh() {
    ground.load("r0", log.full(0), false);
    log.put(1, "z", "n", 2).remove(2, "a");

    LakeCommit again = ground.load("r1", log.full(10), true);

    assertIs(again, 10);
    assertThat(again.rows()).isEqualTo(4);
    assertThat(ground.load("r1", log.full(10), true)).isEqualTo(again);
    assertThatThrownBy(() -> ground.load("r2", log.full(5), true))
        .hasMessageContaining("which is later than");
  }

  /** Values that the columns cannot hold are in the overflow, and nothing is lost. */
  @Test
  @Tag("thorough")
  void typesThatChange() {
    ground.load("r0", log.full(0), false);
    log.put(1, "a", "n", new BigDecimal("9223372036854775807.5"), "at", 5)
        .put(2, "d", "n", new BigDecimal("12345678901234567890123456789.125"));

    LakeCommit night = ground.apply("r1", log.changes(0, 10), DeletedItems.REMOVED);

    assertIs(night, 10);
    assertThat(ground.table().columns().apply("n").dataType().simpleString()).isEqualTo("bigint");
  }

  /** Refused until it is loaded afresh, and then the types are those of the items. */
  @Test
  @Tag("thorough")
  void anotherIdentity() {
    ground.load("r0", log.full(0), false);
    ground.set("sluice.source.filter", "n > 1");
    Path changes = log.put(1, "a", "n", "text").changes(0, 10);

    assertThatThrownBy(() -> ground.apply("r1", changes, DeletedItems.REMOVED))
        .isInstanceOfSatisfying(ResourceUnavailableException.class, e -> {
          assertThat(e.problem()).contains("sluice.source.filter was not set, and is n > 1");
          assertThat(e.remedy()).contains("--reload");
        });
    log.put(2, "b", "n", "text").put(3, "c", "n", "text").put(4, "undated", "n", "text");
    LakeCommit again = ground.load("r2", log.full(10), true);

    assertIs(again, 10);
    assertThat(ground.table().columns().apply("n").dataType().simpleString()).isEqualTo("string");
    assertThat(iceberg().schema().identifierFieldNames()).containsExactly("id");
  }

  /** A row that somebody has moved to another day is found there, and not inserted a second time. */
  @Test
  @Tag("thorough")
  void aRowInAnotherDay() {
    ground.load("r0", log.full(0), false);
    ground.spark.sql(
        "UPDATE " + ground.name.sql() + " SET _day = DATE '2020-01-01' WHERE id = 'a'");
    log.put(1, "a", "at", "2026-11-01T10:00:00Z", "n", 10);

    LakeCommit night = ground.apply("r1", log.changes(0, 10), DeletedItems.REMOVED);

    assertThat(night.counts()).isEqualTo(new ChangeCounts(1, 0, 1, 0, 0, 0, 0));
    assertIs(night, 10);
  }

  @Test
  @Tag("thorough")
  void missedNights() {
    ground.load("r0", log.full(0), false);
    Path first = log.put(1, "a", "n", 2).changes(0, 10);
    Path second = log.put(11, "d", "n", 5).changes(10, 20);
    Path third = log.remove(21, "d").changes(20, 30);
    ground.apply("r1", first, DeletedItems.REMOVED);

    List<LakeCommit> commits = ground.apply("r2", List.of(third, first, second));

    assertThat(commits).extracting(commit -> commit.counts().changes()).containsExactly(1L, 1L);
    assertIs(commits.get(0), 20);
    assertIs(commits.get(1), 30);
    assertThat(ground.apply("r2", List.of(third, first, second))).isEqualTo(commits);
  }

  /** Neither columns nor overflow have an attribute that is not selected, whatever it was before. */
  @Test
  @Tag("thorough")
  void someAttributes() {
    ground.selecting("id", "n", "at");
    ground.load("r0", log.full(0), false);
    log.put(1, "a", "n", "text", "at", "2026-11-03T10:00:00Z", "other", 5)
        .put(2, "c", "n", 7, "x", "y");

    LakeCommit night = ground.apply("r1", log.changes(0, 10), DeletedItems.REMOVED);

    assertThat(ground.table().columns().fieldNames())
        .containsExactlyInAnyOrder("id", "at", "n", "_overflow");
    LakeState expected = LakeState.of(new LakeLog(folder)
        .put(1, "a", "n", "text", "at", "2026-11-03T10:00:00Z")
        .put(2, "b", "at", "2026-11-02T10:00:00Z", "n", 2)
        .put(3, "c", "n", 7)
        .put(4, "undated", "n", 4)
        .items(10));
    assertThat(LakeState.of(ground.table(), night)).isEqualTo(expected);
  }

  /** A stream has every change of an item: the last one counts, and the first one tells where its row is. */
  @Test
  @Tag("thorough")
  void severalChangesOfAnItem() {
    ground.load("r0", log.full(0), false);
    LakeTable lake = ground.table();
    StructType schema = ChangeColumns.of(lake.columns());
    Dataset<Row> changes = ground.spark.createDataFrame(
        List.of(
            change(schema, "modify", "03", "a", "2026-11-04T10:00:00Z", "2026-11-03T10:00:00Z"),
            change(schema, "modify", "02", "a", "2026-11-03T10:00:00Z", "2026-11-01T10:00:00Z"),
            change(schema, "remove", "05", "b", null, "2026-11-05T10:00:00Z"),
            change(schema, "modify", "04", "b", "2026-11-05T10:00:00Z", "2026-11-02T10:00:00Z"),
            change(schema, "insert", "06", "x", "2026-11-05T10:00:00Z", null),
            change(schema, "remove", "07", "x", null, "2026-11-05T10:00:00Z"),
            change(schema, "insert", "08", "x", "2026-11-06T10:00:00Z", null)),
        schema);
    ExportWindow window = new ExportWindow("stream", LakeLog.BEGIN, LakeLog.BEGIN.plusSeconds(1));

    LakeCommit commit = new LakeWriter(lake, new RunCommit("r1", "plan"))
        .apply(changes, window, DeletedItems.REMOVED, null, 0);

    assertThat(commit.counts()).isEqualTo(new ChangeCounts(3, 1, 1, 1, 0, 0, 0));
    assertThat(lake.rows(commit.snapshotId()).select("id", "at").orderBy("id").collectAsList())
        .containsExactly(
            RowFactory.create("a", "2026-11-04T10:00:00Z"),
            RowFactory.create("c", "2026-11-02T11:00:00Z"),
            RowFactory.create("undated", null),
            RowFactory.create("x", "2026-11-06T10:00:00Z"));
  }

  private static Row change(
      StructType schema,
      String kind,
      String sequence,
      String id,
      @Nullable String at,
      @Nullable String oldAt) {
    Map<String, Object> values = new HashMap<>(Map.of(
        "id",
        id,
        "_change",
        kind,
        "_sequence",
        sequence,
        "_changed_by",
        "user",
        "_changed_at",
        Timestamp.from(LakeLog.BEGIN)));
    values.put("at", at);
    if (oldAt != null) {
      StructType old = (StructType) schema.apply("_old").dataType();
      Map<String, Object> image = new HashMap<>(Map.of("id", id, "at", oldAt));
      values.put("_old", row(old, image));
    }
    return row(schema, values);
  }

  private static Row row(StructType schema, Map<String, Object> values) {
    return RowFactory.create(Arrays.stream(schema.fieldNames()).map(values::get).toArray());
  }

  @Test
  void aCatalogThatIsNone() {
    assertThatThrownBy(() -> LakeCatalog.open(ground.spark, "spark_catalog"))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining("sluice.dataset.catalog = spark_catalog");
  }

  /** The files of days that no image names are not read: they could not be, for they are gone. */
  @Test
  @Tag("thorough")
  void onlyDaysThatImagesNameAreRead() throws Exception {
    ground.load("r0", log.full(0), false);
    Path lost = folder.resolve("lake/db/log/data/_day=2026-11-02");
    Files.move(lost, folder.resolve("elsewhere"));
    log.put(1, "a", "at", "2026-11-05T10:00:00Z", "n", 2)
        .put(2, "undated", "at", "2026-11-06T10:00:00Z")
        .put(3, "x", "at", "2026-11-09T10:00:00Z");

    LakeCommit night = ground.apply("r1", log.changes(0, 10), DeletedItems.REMOVED);

    assertThat(night.counts()).isEqualTo(new ChangeCounts(3, 1, 2, 0, 0, 0, 0));
  }
}
