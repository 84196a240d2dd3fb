package dev.sluice.dataset.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.access.ReadSettings;
import dev.sluice.dataset.lake.CommitWatch.Point;
import dev.sluice.failure.DataGateException;
import dev.sluice.source.StreamChanges;
import dev.sluice.source.TableSource;
import dev.sluice.stream.StreamSettings;
import dev.sluice.table.TableDescription;
import dev.sluice.testing.FakeStream;
import dev.sluice.testing.FakeStreamServer;
import dev.sluice.testing.TestSpark;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Changes of windows that cannot be decoded are kept beside the table, and the others are applied. */
@Tag("thorough")
final class RejectedChangesTest {
  /** DynamoDB has no such number. */
  private static final AttributeValue ODD = AttributeValue.fromN("odd");

  @TempDir
  Path folder;

  private LakeGround ground;
  private LakeLog log;

  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  @BeforeAll
  static void start() {
    assertThat(TestSpark.session()).isNotNull();
  }

  /** One item becomes odd and moves to another day, one is odd from the start. */
  @BeforeEach
  void window() {
    ground = new LakeGround(folder.resolve("lake"), LakeGround.BY_DAY);
    log = new LakeLog(folder)
        .put(-9, "a", "at", "2026-11-01T10:00:00Z", "n", 1)
        .put(-8, "b", "at", "2026-11-02T10:00:00Z", "n", 2)
        .put(-7, "c", "at", "2026-11-03T10:00:00Z", "n", 3);
    ground.load("r0", log.full(0), false);
    log.put(10, "a", "at", "2026-11-04T10:00:00Z", "n", ODD)
        .put(11, "b", "at", "2026-11-02T10:00:00Z", "n", 5)
        .remove(12, "c")
        .put(13, "d", "at", "2026-11-05T10:00:00Z", "n", ODD);
  }

  private LakeCommit apply(String runId, long from, long until) {
    return ground.apply(runId, log.changes(from, until), DeletedItems.REMOVED);
  }

  /** Asserts the table to have the items of a time, but these as they were at another time. */
  private void assertIs(LakeCommit commit, long time, long earlier, String... unchanged) {
    Map<String, Map<String, AttributeValue>> items = new HashMap<>(log.items(time));
    for (String id : unchanged) {
      items.remove(id);
      if (log.items(earlier).containsKey(id)) {
        items.put(id, log.items(earlier).get(id));
      }
    }
    assertThat(LakeState.of(ground.table(), commit)).isEqualTo(LakeState.of(items));
    assertThat(commit.rows()).isEqualTo(items.size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"NEW_AND_OLD_IMAGES", "NEW_IMAGE"})
  void theOthersAreApplied(String view) {
    log.view(view);
    ground.rejected.allow(2);
    LakeCommit commit = apply("r1", 0, 20);

    assertIs(commit, 20, 0, "a", "d");
    assertThat(commit.counts()).isEqualTo(new ChangeCounts(2, 0, 1, 1, 0, 0, 0));
    assertThat(commit.rejected()).isEqualTo(2);
    assertThat(ground.rejected.all())
        .hasSize(2)
        .allMatch(change -> change.contains("{\"N\":\"odd\"}"))
        .anyMatch(change -> change.contains("\"id\":{\"S\":\"a\"}"))
        .anyMatch(change -> change.contains("\"id\":{\"S\":\"d\"}"));
  }

  /** Its row is on another day than the image before says; with a filter nothing else would tell that it is missed. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatChangesAgainIsFoundOnWhateverDayItIs(boolean isFiltered) {
    if (isFiltered) {
      ground.filtered("n > 0");
      ground.load("r0a", log.full(5), true);
    }
    long begun = isFiltered ? 5 : 0;
    ground.rejected.allow(2);
    apply("r1", begun, 20);
    // the image before cannot be decoded either
    log.put(21, "a", "at", "2026-11-06T10:00:00Z", "n", 7)
        .put(22, "d", "at", "2026-11-05T10:00:00Z", "n", 8);
    LakeCommit second = apply("r2", 20, 30);
    assertIs(second, 30, 0, "a", "d");
    assertThat(second.rejected()).isEqualTo(2);
    log.put(31, "a", "at", "2026-11-07T10:00:00Z", "n", 9)
        .put(32, "d", "at", "2026-11-05T10:00:00Z", "n", 10);

    LakeCommit third = apply("r3", 30, 40);

    assertThat(third.rejected()).isZero();
    assertThat(third.misplacing()).isTrue();
    assertIs(third, 40, 40);
    log.remove(41, "a");
    assertIs(apply("r4", 40, 50), 50, 50);
    // what all items say has no row on another day
    assertThat(ground.load("r5", log.full(60), false).misplacing()).isFalse();
  }

  @Test
  void moreThanAllowed() {
    LakePosition before = ground.table().position().orElseThrow();
    assertThatThrownBy(() -> apply("r1", 0, 20)).isInstanceOf(DataGateException.class);
    ground.rejected.allow(1);
    assertThatThrownBy(() -> apply("r1", 0, 20)).isInstanceOf(DataGateException.class);

    assertThat(ground.table().position()).contains(before);
    assertThat(ground.rejected.all()).isNotEmpty();
    // nothing is left of the attempts
    assertThat(ground.table().table().refs()).containsOnlyKeys("main", "sluice-r0");
  }

  /** Several windows have one limit. */
  @Test
  void ofAllWindowsOfARun() {
    ground.rejected.allow(3);
    log.put(21, "e", "at", "2026-11-05T10:00:00Z", "n", ODD);
    List<Path> windows = List.of(log.changes(0, 20), log.changes(20, 30));
    List<LakeCommit> commits = ground.apply("r1", windows);
    assertThat(commits).extracting(LakeCommit::rejected).containsExactly(2L, 1L);
    assertThat(ground.rejected.kept).hasSize(2);
    log.put(31, "e", "at", "2026-11-05T10:00:00Z", "n", 1)
        .put(41, "b", "at", "2026-11-05T10:00:00Z", "n", ODD);
    ground.rejected.allow(1);

    assertThatThrownBy(() -> ground.apply("r2", List.of(log.changes(30, 40), log.changes(40, 50))))
        .isInstanceOf(DataGateException.class);

    assertThat(ground.table().position().orElseThrow().until())
        .isEqualTo(LakeLog.BEGIN.plusNanos(40_000));
  }

  /** Of several changes of an item the last one that can be decoded counts. */
  @Test
  void ofAStream() {
    FakeStream stream = new FakeStream(1, InstantSource.system());
    stream.open(1);
    stream.put("a", Map.of("n", "1"));
    LakeGround own = new LakeGround(folder.resolve("streamed"), LakeGround.BY_KEY);
    own.rejected.allow(1);
    try (FakeStreamServer server = FakeStreamServer.start(stream)) {
      ReadSettings read = TableSource.settings(Map.of(
          "endpoint",
          String.valueOf(server.settings().dynamoDbEndpoint()),
          "region",
          "us-east-1",
          "table",
          "fake"));
      TableDescription table = read.describe();
      StructType columns =
          LakeColumns.ofItems(StreamChanges.open(read, StreamSettings.USUAL).columns());
      own.bring(
          "r0",
          table,
          own.spark.createDataFrame(List.of(), columns),
          LakeStream.scanned(read, table.describedAt()),
          point -> {});
      stream.put("b", Map.of("n", "2"));
      stream.put("b", Map.of("n", "odd"));
      stream.put("c", Map.of("n", "3"));

      LakeNight first = own.follow("r1", read, DeletedItems.REMOVED, point -> {});

      assertThat(numbers(own, table, first)).isEqualTo(Map.of("a", "1", "b", "2", "c", "3"));
      assertThat(first.rejected()).isOne();
      assertThat(own.rejected.all()).singleElement().asString().contains("{\"N\":\"odd\"}");
      assertThat(own.follow("r1", read, DeletedItems.REMOVED, point -> {})).isEqualTo(first);
      stream.put("b", Map.of("n", "4"));
      stream.put("b", Map.of("n", "5"));
      LakeNight second = own.follow("r2", read, DeletedItems.REMOVED, point -> {});
      assertThat(numbers(own, table, second)).isEqualTo(Map.of("a", "1", "b", "5", "c", "3"));
      assertThat(second.rejected()).isOne();
    }
  }

  private static Map<String, String> numbers(
      LakeGround ground, TableDescription table, LakeNight night) {
    Map<String, String> numbers = new HashMap<>();
    for (Row row :
        ground.table(table).rows(night.last().snapshotId()).select("id", "n").collectAsList()) {
      numbers.put(row.getString(0), String.valueOf(row.get(1)));
    }
    return numbers;
  }

  @ParameterizedTest
  @EnumSource(Point.class)
  void killed(Point at) {
    ground.rejected.allow(2);
    Path window = log.changes(0, 20);
    assertThatThrownBy(() -> ground.apply("r1", window, DeletedItems.REMOVED, point -> {
          if (point == at && !ground.rejected.kept.isEmpty()) {
            throw new Killed();
          }
        }))
        .isInstanceOf(Killed.class);

    LakeCommit commit = ground.apply("r1", window, DeletedItems.REMOVED);

    assertIs(commit, 20, 0, "a", "d");
    assertThat(commit.rejected()).isEqualTo(2);
    assertThat(ground.rejected.all()).hasSize(2);
    assertThat(ground.apply("r1", window, DeletedItems.REMOVED)).isEqualTo(commit);
  }
}
