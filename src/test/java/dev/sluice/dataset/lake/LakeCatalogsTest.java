package dev.sluice.dataset.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.dataset.lake.CommitWatch.Point;
import dev.sluice.testing.TestSpark;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Nights in catalogs that are services: a database by JDBC, and REST. There a commit is conditional in another way than
 * in a folder: on the metadata file's name, and on the snapshots that references have.
 */
@Tag("thorough")
final class LakeCatalogsTest {
  @TempDir
  Path folder;

  private @Nullable RestCatalogServer server;

  /** Kinds of catalogs. */
  enum Kind {
    JDBC,
    REST
  }

  @BeforeAll
  static void start() {
    assertThat(TestSpark.session()).isNotNull();
  }

  @AfterEach
  void stop() throws IOException {
    if (server != null) {
      server.close();
    }
  }

  private LakeGround ground(Kind kind) throws IOException {
    Map<String, String> properties;
    if (kind == Kind.REST) {
      server = new RestCatalogServer(folder);
      properties = server.properties();
    } else {
      properties = Map.of(
          "type",
          "jdbc",
          "uri",
          "jdbc:duckdb:" + folder.resolve("catalog.duckdb"),
          "warehouse",
          folder.resolve("lake").toUri().toString());
    }
    return new LakeGround(TestSpark.session(), properties, LakeGround.BY_DAY);
  }

  private LakeLog log() {
    return new LakeLog(folder)
        .put(-9, "a", "at", "2026-11-01T10:00:00Z", "n", 1)
        .put(-8, "b", "at", "2026-11-02T10:00:00Z", "n", 2)
        .put(-7, "c", "at", "2026-11-02T11:00:00Z", "n", 3);
  }

  private static void assertIs(LakeGround ground, LakeCommit commit, LakeLog log, long time) {
    assertThat(LakeState.of(ground.table(), commit)).isEqualTo(LakeState.of(log.items(time)));
    assertThat(ground.iceberg().currentSnapshot().snapshotId()).isEqualTo(commit.snapshotId());
  }

  /** A load and nights of changes, each killed at every point, two holders of each, others' commits meanwhile. */
  @ParameterizedTest
  @EnumSource
  void nights(Kind kind) throws IOException {
    LakeGround ground = ground(kind);
    LakeLog log = log();
    assertIs(ground, ground.load("r0", log.full(0), false), log, 0);
    long time = 0;
    for (Point at : Point.values()) {
      String run = "killed-" + at.name().toLowerCase(Locale.ROOT);
      log.put(time + 1, "a", "n", time).put(time + 2, "d" + time, "n", 5).remove(time + 3, "c");
      Path changes = log.changes(time, time + 10);
      assertThatThrownBy(() -> ground.apply(run, changes, DeletedItems.REMOVED, Killed.at(at)))
          .isInstanceOf(Killed.class);
      time += 10;
      LakeCommit night = ground.apply(run, changes, DeletedItems.REMOVED);
      assertThat(ground.apply(run, changes, DeletedItems.REMOVED)).isEqualTo(night);
      assertIs(ground, night, log, time);
    }

    Path changes =
        log.put(time + 1, "a", "n", 2).put(time + 2, "e", "n", 5).changes(time, time + 10);
    List<LakeCommit> first = new ArrayList<>();
    LakeCommit second = ground.apply("two", changes, DeletedItems.REMOVED, point -> {
      if (point == Point.WRITTEN) {
        first.add(ground.apply("two", changes, DeletedItems.REMOVED));
      }
    });
    assertThat(first).containsExactly(second);
    assertIs(ground, second, log, time + 10);

    Path more = log.put(time + 11, "a", "n", 3).changes(time + 10, time + 20);
    List<Boolean> done = new ArrayList<>();
    LakeCommit last = ground.apply("others", more, DeletedItems.REMOVED, point -> {
      if (point == Point.WRITTEN && done.isEmpty()) {
        done.add(true);
        ground.spark.sql("UPDATE " + ground.name.sql() + " SET n = 77 WHERE id = 'b'");
      }
    });
    log.put(time + 12, "b", "at", "2026-11-02T10:00:00Z", "n", 77);
    assertIs(ground, last, log, time + 20);
  }

  @ParameterizedTest
  @EnumSource
  void loadedAfresh(Kind kind) throws IOException {
    LakeGround ground = ground(kind);
    LakeLog log = log();
    ground.load("r0", log.full(0), false);
    log.put(1, "z", "n", "text").remove(2, "a");

    LakeCommit again = ground.load("r1", log.full(10), true);

    assertIs(ground, again, log, 10);
    assertThat(ground.load("r1", log.full(10), true)).isEqualTo(again);
    assertThat(ground.table().table().schema().identifierFieldNames()).containsExactly("id");
  }

  @ParameterizedTest
  @EnumSource
  void keptInOrder(Kind kind) throws IOException {
    LakeGround ground = ground(kind);
    LakeLog log = log();
    ground.load("r0", log.full(0), false);
    LakeCommit night = ground.apply("r1", log.remove(1, "c").changes(0, 10), DeletedItems.REMOVED);

    HousekeepingResult done = ground.tidy(
        "r1",
        run -> Optional.of(Instant.MAX).filter(at -> run.equals("r0")),
        Duration.ofMillis(-1));

    assertThat(done.warnings()).isEmpty();
    assertThat(done.counts().refs()).isOne();
    assertThat(done.counts().snapshots()).isOne();
    assertIs(ground, night, log, 10);
    log.put(11, "f", "n", 1);
    assertIs(ground, ground.apply("r2", log.changes(10, 20), DeletedItems.REMOVED), log, 20);
  }

  /** The server has made the commit, and its answer is lost: it is found. */
  @Test
  void aLostAnswer() throws IOException {
    LakeGround ground = ground(Kind.REST);
    LakeLog log = log();
    ground.load("r0", log.full(0), false);
    Path changes = log.put(1, "a", "n", 2).changes(0, 10);

    LakeCommit night = ground.apply("r1", changes, DeletedItems.REMOVED, point -> {
      if (point == Point.WRITTEN && server != null) {
        server.loseAnswer();
      }
    });

    assertIs(ground, night, log, 10);
    log.put(11, "a", "n", 4);
    assertIs(ground, ground.apply("r2", log.changes(10, 20), DeletedItems.REMOVED), log, 20);
  }
}
