package dev.sluice.dataset.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.dataset.lake.CommitWatch.Point;
import dev.sluice.dataset.lake.DeletedItems.Action;
import dev.sluice.failure.ResourceUnavailableException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** All items, again: only what differs from the table is written. */
final class LakeDifferenceTest extends LakeFixture {
  private static final DeletedItems KEPT =
      new DeletedItems(Action.MARK, Action.REMOVE, Action.KEEP);
  private static final long EXPIRED = LakeLog.BEGIN.getEpochSecond() - 10;

  @BeforeEach
  void items() {
    log.put(-9, "a", "at", "2026-11-01T10:00:00Z", "n", 1)
        .put(-8, "b", "at", "2026-11-02T10:00:00Z", "n", 2)
        .put(-7, "c", "at", "2026-11-02T11:00:00Z", "n", 3, "expires", EXPIRED)
        .put(-6, "undated", "n", 4)
        .put(
            -5,
            Map.of(
                "id", AttributeValue.fromS("rich"),
                "set", AttributeValue.fromSs(List.of("x", "y", "z")),
                "map", AttributeValue.fromM(Map.of("k", AttributeValue.fromN("5"))),
                "none", AttributeValue.fromNul(true)));
  }

  private LakeCommit bring(String runId, long time, DeletedItems deleted) {
    return ground.bring(runId, log.full(time), deleted, false, point -> {});
  }

  private Map<String, String> summary(LakeCommit commit) {
    return iceberg().snapshot(commit.snapshotId()).summary();
  }

  @Test
  void onlyWhatDiffers() {
    ground.load("r0", log.full(0), false);
    // to another day, to another type, away, new, and with an attribute that no item had
    log.put(1, "a", "at", "2026-11-03T10:00:00Z", "n", 1)
        .put(2, "b", "at", "2026-11-02T10:00:00Z", "n", "text")
        .remove(3, "undated")
        .put(4, "d", "at", "2026-11-04T10:00:00Z", "n", new BigDecimal("2.5"), "new", "x");

    LakeCommit night = bring("r1", 10, DeletedItems.REMOVED);

    assertThat(night.counts()).isEqualTo(new ChangeCounts(4, 1, 2, 1, 0, 0, 0));
    assertThat(night.rows()).isEqualTo(5);
    assertIs(night, 10);
    assertThat(ground.table().position()).contains(night.position());
    assertThat(iceberg().refs().keySet())
        .containsExactlyInAnyOrder("main", "sluice-r0", "sluice-r1");
    // windows go on from there
    Path changes = log.remove(11, "d").put(12, "e", "n", 1).changes(10, 20);
    assertIs(ground.apply("r2", changes, DeletedItems.REMOVED), 20);
  }

  /** The same items are no difference: not in another order, notation or format, and not when a column came since. */
  @Test
  void nothingDiffers() {
    ground.load("r0", log.full(0), false);
    log.put(
            1,
            Map.of(
                "id", AttributeValue.fromS("rich"),
                "set", AttributeValue.fromSs(List.of("z", "x", "y")),
                "map", AttributeValue.fromM(Map.of("k", AttributeValue.fromN("5"))),
                "none", AttributeValue.fromNul(true)))
        .put(2, "b", "at", "2026-11-02T10:00:00Z", "n", new BigDecimal("2.0"));

    LakeCommit night =
        ground.bring("r1", log.format("ION").full(10), DeletedItems.REMOVED, false, point -> {});

    assertThat(night.counts()).isEqualTo(new ChangeCounts(0, 0, 0, 0, 0, 0, 0));
    assertThat(night.rows()).isEqualTo(5);
    assertThat(summary(night)).doesNotContainKey("added-data-files");
    assertThat(summary(night)).doesNotContainKey("deleted-data-files");
    assertThat(ground.table().position()).contains(night.position());
  }

  /** Files of other days stay as they are. */
  @Test
  @Tag("thorough")
  void otherDaysAreNotWritten() {
    ground.load("r0", log.full(0), false);
    log.put(1, "a", "at", "2026-11-01T10:00:00Z", "n", 77);

    LakeCommit night = bring("r1", 10, DeletedItems.REMOVED);

    assertThat(summary(night)).containsEntry("deleted-data-files", "1");
    assertThat(summary(night)).containsEntry("changed-partition-count", "1");
    assertIs(night, 10);
  }

  @Tag("thorough")
  @Test
  void deletedItems() {
    ground.load("r0", log.full(0), false);
    log.remove(1, "c").remove(2, "b");

    LakeCommit night = bring("r1", 10, KEPT);

    assertThat(night.counts()).isEqualTo(new ChangeCounts(2, 0, 0, 0, 1, 1, 0));
    LakeState state = LakeState.of(ground.table(), night);
    assertThat(state.rows()).containsOnlyKeys("a", "b", "c", "rich", "undated");
    Instant found = LakeLog.BEGIN.plusNanos(10_000);
    assertThat(state.rows().get("c").deletedAt()).isEqualTo(found);
    assertThat(state.rows().get("b").deletedAt()).isNull();

    // the mark stays, and what is kept is kept again
    LakeCommit again = bring("r2", 20, KEPT);
    assertThat(again.counts()).isEqualTo(new ChangeCounts(1, 0, 0, 0, 0, 1, 0));
    assertThat(LakeState.of(ground.table(), again)).isEqualTo(state);

    // both come back, one of them on another day
    log.put(21, "c", "at", "2026-11-02T11:00:00Z", "n", 3, "expires", EXPIRED)
        .put(22, "b", "at", "2026-11-08T10:00:00Z", "n", 2);
    LakeCommit back = bring("r3", 30, KEPT);
    assertThat(back.counts()).isEqualTo(new ChangeCounts(2, 0, 2, 0, 0, 0, 0));
    assertIs(back, 30);
  }

  /** An item that the filter excludes now is not a deleted one. */
  @Test
  void excludedItems() {
    ground.filtered("n > 1");
    ground.load("r0", log.full(0), false);
    log.put(1, "b", "at", "2026-11-02T10:00:00Z", "n", 0).remove(2, "undated");

    LakeCommit night = bring("r1", 10, new DeletedItems(Action.KEEP, Action.KEEP, Action.KEEP));

    assertThat(night.counts()).isEqualTo(new ChangeCounts(2, 0, 0, 1, 0, 1, 0));
    assertThat(LakeState.of(ground.table(), night).rows()).containsOnlyKeys("c", "undated");
  }

  /** Killed at any point and started again, and started again after that, the table is the same. */
  @Tag("thorough")
  @ParameterizedTest
  @EnumSource
  void killed(Point at) {
    ground.load("r0", log.full(0), false);
    Path full = log.put(1, "a", "n", 2).put(2, "d", "n", 5).remove(3, "b").full(10);

    assertThatThrownBy(() -> ground.bring("r1", full, DeletedItems.REMOVED, false, Killed.at(at)))
        .isInstanceOf(Killed.class);
    LakeCommit night = ground.load("r1", full, false);

    assertThat(ground.load("r1", full, false)).isEqualTo(night);
    assertIs(night, 10);
    assertThat(iceberg().refs().keySet())
        .containsExactlyInAnyOrder("main", "sluice-r0", "sluice-r1");
  }

  /** The one that comes second finds the commit of the first. */
  @Test
  @Tag("thorough")
  void twoHoldersOfOneRun() {
    ground.load("r0", log.full(0), false);
    Path full = log.put(1, "a", "n", 2).put(2, "d", "n", 5).full(10);
    List<LakeCommit> first = new ArrayList<>();

    LakeCommit second = ground.bring("r1", full, DeletedItems.REMOVED, false, point -> {
      if (point == Point.WRITTEN) {
        first.add(ground.load("r1", full, false));
      }
    });

    assertThat(second).isEqualTo(first.get(0));
    assertIs(second, 10);
  }

  /** Of two runs the one that read earlier is refused once the later one has committed. */
  @Tag("thorough")
  @Test
  void twoRuns() {
    ground.load("r0", log.full(0), false);
    Path earlier = log.put(1, "a", "n", 2).full(10);
    Path later = log.put(11, "a", "n", 3).full(20);

    assertThatThrownBy(() -> ground.bring("r1", earlier, DeletedItems.REMOVED, false, point -> {
          if (point == Point.WRITTEN) {
            ground.load("r2", later, false);
          }
        }))
        .isInstanceOf(ResourceUnavailableException.class)
        .hasMessageContaining("is loaded already");
    LakeCommit night = ground.load("r3", log.full(30), false);
    assertThat(night.counts().changes()).isZero();
    assertIs(night, 20);
  }

  /** What others commit meanwhile is compared too. */
  @Test
  @Tag("thorough")
  void othersCommitMeanwhile() {
    ground.load("r0", log.full(0), false);
    Path full = log.put(1, "a", "n", 2).full(10);
    List<Boolean> done = new ArrayList<>();

    LakeCommit night = ground.bring("r1", full, DeletedItems.REMOVED, false, point -> {
      if (point == Point.WRITTEN && done.isEmpty()) {
        done.add(true);
        ground.spark.sql("UPDATE " + ground.name.sql() + " SET n = 77 WHERE id = 'b'");
      }
    });

    assertThat(night.counts()).isEqualTo(new ChangeCounts(2, 0, 2, 0, 0, 0, 0));
    assertIs(night, 10);
  }

  /** Loaded afresh, with other types: rows that mean the same do not differ, and those of deleted items go. */
  @Tag("thorough")
  @Test
  void loadedAfresh() {
    ground.load("r0", log.full(0), false);
    ground.apply("r1", log.remove(1, "c").changes(0, 10), KEPT);
    log.put(11, "a", "at", "2026-11-01T10:00:00Z", "n", new BigDecimal("1.25"))
        .put(12, "d", "n", 5)
        .remove(13, "undated");

    LakeCommit again = ground.load("r2", log.full(20), true);

    assertThat(again.counts()).isEqualTo(new ChangeCounts(4, 1, 1, 2, 0, 0, 0));
    assertThat(again.rows()).isEqualTo(4);
    assertThat(again.lasting()).isFalse();
    assertThat(ground.table().columns().apply("n").dataType().simpleString()).startsWith("decimal");
    assertIs(again, 20);
    assertThat(ground.load("r2", log.full(20), true)).isEqualTo(again);
  }
}
