package dev.sluice.dataset.lake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.dataset.layout.DaySpans;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Days that have changed between two snapshots, whoever has changed them. */
final class ChangedDaysTest extends LakeFixture {

  @BeforeEach
  void load() {
    log.put(-9, "a", "at", "2026-11-01T10:00:00Z", "n", 1)
        .put(-8, "b", "at", "2026-11-02T10:00:00Z", "n", 2)
        .put(-7, "c", "at", "2026-11-03T11:00:00Z", "n", 3)
        .put(-6, "d", "at", "2026-11-04T11:00:00Z", "n", 4)
        .put(-6, "undated", "n", 4);
  }

  private LakeCommit loaded() {
    return ground.load("r0", log.full(0), false);
  }

  private LakeCommit night() {
    return ground.apply("r1", log.changes(0, 10), DeletedItems.REMOVED);
  }

  private Optional<DaySpans> between(LakeCommit one, LakeCommit other) {
    return ground.catalog().changed(ground.name, one.snapshotId(), other.snapshotId());
  }

  @ParameterizedTest
  @ValueSource(strings = {"copy-on-write", "merge-on-read"})
  void thoseOfNewAndOldImages(String mode) {
    LakeCommit before = loaded();
    ground
        .table()
        .table()
        .updateProperties()
        .set("write.merge.mode", mode)
        .set("write.delete.mode", mode)
        .commit();
    // one item goes to another day, one is removed, one is new
    log.put(1, "a", "at", "2026-11-07T10:00:00Z", "n", 1)
        .remove(2, "c")
        .put(3, "e", "at", "2026-11-08T10:00:00Z", "n", 1);
    LakeCommit after = night();

    assertThat(between(before, after).map(DaySpans::texts))
        .hasValue(List.of("2026-11-01", "2026-11-03", "2026-11-07/2026-11-08"));
    assertThat(between(after, after)).hasValue(DaySpans.NONE);
  }

  @Tag("thorough")
  @Test
  void thoseOfOthersToo() {
    LakeCommit before = loaded();
    ground.spark.sql("DELETE FROM " + ground.name.sql() + " WHERE id = 'd'");
    log.put(1, "undated", "n", 5);
    LakeCommit after = night();

    assertThat(between(before, after).map(DaySpans::texts))
        .hasValue(List.of("2026-11-04", "undated"));
  }

  @Test
  void aNightWithoutChangesHasNone() {
    LakeCommit before = loaded();

    assertThat(between(before, night())).hasValue(DaySpans.NONE);
  }

  @Tag("thorough")
  @Test
  void theyAreNotKnownOfATableByKeyOrAnExpiredSnapshot() {
    LakeCommit before = loaded();
    assertThat(ground.catalog().changed(ground.name, before.snapshotId() + 1, before.snapshotId()))
        .isEmpty();

    ground = new LakeGround(folder.resolve("other"), LakeGround.BY_KEY);
    LakeCommit first = loaded();
    log.put(1, "a", "at", "2026-11-07T10:00:00Z", "n", 1);
    assertThat(between(first, night())).isEmpty();
  }
}
