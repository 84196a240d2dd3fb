package dev.sluice.dataset.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.dataset.lake.CommitWatch.Point;
import dev.sluice.dataset.lake.DeletedItems.Action;
import dev.sluice.failure.ResourceUnavailableException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A table that is brought up to date by its Stream. */
final class LakeStreamTest extends LakeFixture {
  private static final DeletedItems MARKED =
      new DeletedItems(Action.MARK, Action.REMOVE, Action.KEEP);

  private StreamedTable table;
  private final Map<String, Instant> begun = new HashMap<>();

  @BeforeEach
  void table() {
    table = new StreamedTable().put("a", 1, 1).put("b", 2, 2).put("c", 3, 3).put("e", 3, 5);
  }

  private LakeNight follow(String runId, CommitWatch watch) {
    return follow(runId, DeletedItems.REMOVED, false, watch);
  }

  private LakeNight follow(String runId, DeletedItems deleted, boolean afresh, CommitWatch watch) {
    Instant first = begun.computeIfAbsent(runId, id -> table.description().describedAt());
    return ground.follow(runId, table.read(), first, deleted, afresh, watch);
  }

  private LakeNight follow(String runId) {
    return follow(runId, point -> {});
  }

  private void assertIsTheTable(LakeNight night) {
    assertThat(LakeState.of(ground.table(table.description()), night.last()))
        .isEqualTo(LakeState.of(table.items()));
  }

  /** Rows of the scan may be newer than the images of changes that are applied to them, and on other days. */
  @Test
  @Tag("thorough")
  void aScanAndWhatChangesMeanwhile() {
    List<Point> points = new ArrayList<>();
    LakeNight first = follow("r1", point -> {
      points.add(point);
      if (points.size() == 1) {
        // before the scan, which sees it
        table.put("a", 2, 10).put("a", 4, 11).remove("b").put("x", 5, 1).put("x", 6, 2);
      } else if (points.size() == 2) {
        // after it
        table.put("a", 5, 12).remove("c").put("y", 1, 1).remove("x").put("x", 7, 3);
      }
    });

    assertIsTheTable(first);
    assertThat(first.commits()).hasSize(2);
    assertThat(first.commits().get(0).position().isBehindRows()).isTrue();
    assertThat(first.last().rows()).isEqualTo(table.items().size());
    assertThat(follow("r1")).isEqualTo(first);
    assertThat(ground.table(table.description()).position())
        .contains(first.last().position());
  }

  @Test
  @Tag("thorough")
  void laterRunsApplyWhatChanged() {
    LakeNight first = follow("r1");
    table
        .put("a", 2, 10)
        .put("a", 4, 11)
        .remove("b")
        .put("d", 2, 4)
        .put("z", 2, 4)
        .remove("z")
        .put(Map.of(
            "id", AttributeValue.fromS("u"), "more", AttributeValue.fromNs(List.of("1", "2"))));
    LakeNight night = follow("r2");

    assertIsTheTable(night);
    assertThat(night.commits()).hasSize(1);
    // z came and went
    assertThat(night.counts()).isEqualTo(new ChangeCounts(5, 2, 1, 1, 0, 0, 1));
    assertThat(night.from()).isEqualTo(first.last().position().until());
    assertThat(night.last().position().until()).isAfter(first.last().position().until());
    // nothing twice, and nothing is something too
    assertThat(follow("r2")).isEqualTo(night);
    LakeNight idle = follow("r3");
    assertThat(idle.counts()).isEqualTo(ChangeCounts.NONE);
    assertIsTheTable(idle);
  }

  /** Killed at any point of the load or the changes, the same run ends in the same table, and so does another. */
  @ParameterizedTest
  @CsvSource({"WRITTEN,1,r1", "PUBLISHED,1,r2", "WRITTEN,2,r2", "PUBLISHED,2,r1"})
  @Tag("thorough")
  void killed(Point at, int commit, String again) {
    assertThatThrownBy(() -> follow("r1", Killed.at(at, commit))).isInstanceOf(Killed.class);
    boolean isDone = at == Point.PUBLISHED && commit == 2;
    if (!isDone) {
      table.put("a", 5, 9).remove("c").put("f", 1, 1);
    }
    LakeNight night = follow(again);

    assertIsTheTable(night);
    assertThat(follow(again)).isEqualTo(night);
    table.put("a", 6, 9).remove("f");
    assertIsTheTable(follow("r3"));
  }

  /** The second one finds the commits of the first, although it has found another end of the stream. */
  @ParameterizedTest
  @CsvSource({"1", "2"})
  @Tag("thorough")
  void twoHoldersOfOneRun(int commit) {
    List<LakeNight> first = new ArrayList<>();
    int[] passed = {0};
    LakeNight second = follow("r1", point -> {
      if (point == Point.WRITTEN && ++passed[0] == commit) {
        table.put("a", 5, 9);
        first.add(follow("r1"));
      }
    });

    assertThat(first).containsExactly(second);
    assertIsTheTable(second);
  }

  /** Two runs at once: what one has applied, the other does not apply to it again. */
  @Test
  @Tag("thorough")
  void anotherRunMeanwhile() {
    follow("r1");
    table.put("a", 5, 9).put("f", 1, 1).remove("b");
    List<Boolean> done = new ArrayList<>();
    assertThatThrownBy(() -> follow("r2", point -> {
          if (point == Point.WRITTEN && done.isEmpty()) {
            done.add(true);
            assertIsTheTable(follow("r3"));
          }
        }))
        .isInstanceOf(ResourceUnavailableException.class)
        .hasMessageContaining("another run has brought the Iceberg table");
    table.remove("f");
    assertIsTheTable(follow("r2"));
  }

  @Test
  @Tag("thorough")
  void othersCommitMeanwhile() {
    follow("r1");
    table.put("a", 5, 9).put("f", 1, 1).remove("b");
    List<Boolean> done = new ArrayList<>();
    LakeNight night = follow("r2", point -> {
      if (point == Point.WRITTEN && done.isEmpty()) {
        done.add(true);
        ground.spark.sql("UPDATE " + ground.name.sql() + " SET n = 77 WHERE id = 'e'");
      }
    });

    assertThat(LakeState.of(ground.table(table.description()), night.last()).rows())
        .containsOnlyKeys("a", "c", "e", "f");
    table.put("e", 3, 77);
    assertThat(LakeState.of(ground.table(table.description()), night.last()))
        .isEqualTo(LakeState.of(table.items()));
    assertIsTheTable(follow("r3"));
  }

  /**
   * The Stream tells who has deleted an item. Items past their TTL are loaded. DynamoDB Local deletes them in its own
   * time.
   */
  @Test
  @Tag("long")
  @Timeout(value = 1, unit = TimeUnit.HOURS)
  void deletedByTtlOrByUser() throws InterruptedException {
    long past = Instant.now().getEpochSecond() - 60;
    table.put(Map.of(
        "id", AttributeValue.fromS("t"), "expires", AttributeValue.fromN(Long.toString(past))));
    LakeNight first = follow("r1", MARKED, false, point -> {});
    assertIsTheTable(first);

    table.expireBy("expires");
    table.remove("b");
    while (table.items().containsKey("t")) {
      Thread.sleep(200);
    }
    LakeNight night = follow("r2", MARKED, false, point -> {});
    assertThat(night.counts()).isEqualTo(new ChangeCounts(2, 0, 0, 1, 1, 0, 0));
    LakeState state = LakeState.of(ground.table(table.description()), night.last());
    assertThat(state.rows()).containsOnlyKeys("a", "c", "e", "t");
    assertThat(state.rows().get("t").deletedAt()).isNotNull();
  }

  /** A stream that was turned off and on has lost what came between. */
  @Test
  @Tag("thorough")
  void aGapIsRefusedUntilItIsLoadedAnew() {
    follow("r1");
    table.turnOff();
    table.put("a", 5, 9);
    table.turnOn();
    table.put("b", 5, 9);
    assertThatThrownBy(() -> follow("r2"))
        .isInstanceOfSatisfying(ResourceUnavailableException.class, e -> {
          assertThat(e.problem()).contains("has been turned off");
          assertThat(e.remedy()).contains("--reload");
        });
    LakeNight again = follow("r3", DeletedItems.REMOVED, true, point -> {});
    assertIsTheTable(again);
    assertThat(follow("r3", DeletedItems.REMOVED, true, point -> {})).isEqualTo(again);
    table.remove("a");
    assertIsTheTable(follow("r4"));
  }

  /** A table goes on by the way that has loaded it. */
  @Test
  @Tag("thorough")
  void anotherWayIsRefused() {
    follow("r1");
    assertThatThrownBy(
            () -> ExportWindow.at(ground.table(table.description()).position().orElseThrow()))
        .isInstanceOf(ResourceUnavailableException.class)
        .hasMessageContaining("which an export of changes does not continue");
    assertThatThrownBy(() -> StreamWindow.at(new LakePosition.OfExport("arn", Instant.EPOCH)))
        .isInstanceOf(ResourceUnavailableException.class)
        .hasMessageContaining("which a Stream does not continue");
  }
}
