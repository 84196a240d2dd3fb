package dev.sluice.dataset.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.dataset.lake.CommitWatch.Point;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.iceberg.Snapshot;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Nights after which house is kept. Nothing of them is young unless a test says so. */
final class LakeHousekeepingTest extends LakeFixture {
  private static final Duration AT_ONCE = Duration.ofMillis(-1);
  private static final Duration A_DAY = Duration.ofDays(1);

  private long time;
  private final Set<String> removed = new HashSet<>();

  @BeforeEach
  void load() {
    log.put(-9, "a", "at", "2026-11-01T10:00:00Z", "n", 1)
        .put(-8, "b", "at", "2026-11-02T10:00:00Z", "n", 2);
    ground.load("r0", log.full(0), false);
  }

  private List<Long> snapshots() {
    List<Long> ids = new ArrayList<>();
    iceberg().snapshots().forEach(snapshot -> ids.add(snapshot.snapshotId()));
    return ids;
  }

  private HousekeepingResult tidy(String runId, Duration quiet) {
    RemovedRuns runs = run -> Optional.of(Instant.MAX).filter(at -> removed.contains(run));
    return ground.tidy(runId, runs, quiet);
  }

  private Path changes() {
    time += 10;
    return log.changes(time - 10, time);
  }

  private LakeCommit night(String runId) {
    return ground.apply(runId, changes(), DeletedItems.REMOVED);
  }

  /** A night that adds a row to a day. */
  private LakeCommit insert(String runId) {
    log.put(time + 1, "x" + time, "at", "2026-11-02T10:00:00Z", "n", time);
    return night(runId);
  }

  private void assertIs(LakeCommit commit) {
    assertIs(commit, time);
  }

  @Test
  @Tag("thorough")
  void whatOnlyRemovedRunsNeedExpires() {
    LakeCommit first = insert("r1");
    ground.compact();
    long compacted = iceberg().currentSnapshot().snapshotId();
    LakeCommit second = insert("r2");
    ground.spark.sql("UPDATE " + ground.name.sql() + " SET n = 7 WHERE id = 'b'");
    log.put(time, "b", "at", "2026-11-02T10:00:00Z", "n", 7);
    LakeCommit third = insert("r3");
    removed.addAll(Set.of("r0", "r1"));

    HousekeepingResult done = tidy("r3", AT_ONCE);

    assertThat(done.warnings()).isEmpty();
    // r0, r1 and the compaction between; what others did after r2 stays
    assertThat(done.counts().snapshots()).isEqualTo(3);
    assertThat(done.counts().refs()).isEqualTo(2);
    assertThat(done.counts().expiredFiles()).isPositive();
    assertThat(iceberg().refs().keySet())
        .containsExactlyInAnyOrder("main", "sluice-r2", "sluice-r3");
    assertThat(snapshots())
        .hasSize(3)
        .contains(second.snapshotId(), third.snapshotId())
        .doesNotContain(first.snapshotId(), compacted);
    assertIs(third);
    assertThat(ground.table().rows(second.snapshotId()).count()).isEqualTo(4);
    assertThat(ground.table().position()).contains(third.position());
    assertIs(insert("r4"));
    assertThat(tidy("r4", AT_ONCE).counts()).isEqualTo(HousekeepingCounts.NONE);
  }

  @Test
  @Tag("thorough")
  void referencesOfOthersAreKept() {
    Snapshot loaded = iceberg().currentSnapshot();
    iceberg()
        .manageSnapshots()
        .createTag("audit", loaded.snapshotId())
        .createTag("sluice-notes", loaded.snapshotId())
        .createBranch("experiment", loaded.snapshotId())
        .commit();
    insert("r1");
    insert("r2");
    // another root has a run of the name of a tag
    removed.addAll(Set.of("r0", "r1", "notes"));

    HousekeepingResult done = tidy("r2", AT_ONCE);

    assertThat(done.warnings()).isEmpty();
    assertThat(done.counts().snapshots()).isOne();
    assertThat(iceberg().refs().keySet())
        .containsExactlyInAnyOrder("main", "sluice-r2", "audit", "sluice-notes", "experiment");
    assertThat(ground.table().rows(loaded.snapshotId()).count()).isEqualTo(2);
  }

  /** Somebody may still be reading what was the newest less than a day ago. */
  @Test
  @Tag("thorough")
  void whatIsYoungStays() {
    insert("r1");
    LakeCommit last = insert("r2");
    removed.addAll(Set.of("r0", "r1"));

    HousekeepingResult done = tidy("r2", A_DAY);

    assertThat(done.counts().refs()).isEqualTo(2);
    assertThat(done.counts().snapshots()).isZero();
    assertThat(snapshots()).hasSize(3);
    assertIs(last);
  }

  /** Of a tag that was made after the removal, the run is another root's. */
  @Test
  @Tag("thorough")
  void aRunOfTheSameNameUnderAnotherRoot() {
    insert("r1");
    Instant before = LakeLog.BEGIN.minusSeconds(1_000_000_000);

    HousekeepingResult done = ground.tidy("r1", run -> Optional.of(before), AT_ONCE);

    assertThat(done.counts().refs()).isZero();
    assertThat(iceberg().refs()).containsKeys("sluice-r0", "sluice-r1");
  }

  /** Small files are put together once they are enough, and then not each night again. */
  @Test
  @Tag("thorough")
  void smallFilesAreCompacted() {
    for (int n = 1; n < Compaction.MIN_FILES - 1; n++) {
      insert("r" + n);
    }
    assertThat(tidy("few", AT_ONCE).counts().compacted()).isZero();
    LakeCommit before = insert("enough");
    Dataset<Row> reader = ground.table().rows(before.snapshotId());

    HousekeepingResult done = tidy("enough", AT_ONCE);

    assertThat(done.warnings()).isEmpty();
    assertThat(done.counts().compacted()).isEqualTo(Compaction.MIN_FILES);
    assertThat(done.counts().compactedInto()).isOne();
    assertThat(iceberg().currentSnapshot().snapshotId()).isNotEqualTo(before.snapshotId());
    assertThat(ground.table().position()).contains(before.position());
    assertThat(reader.count()).isEqualTo(before.rows());
    assertIs(before);
    // the rows that the table has are known without a count
    assertThat(LakeHistory.of(iceberg()).rows()).contains(before.rows());
    LakeCommit after = insert("after");
    assertIs(after);
    assertThat(after.rows()).isEqualTo(before.rows() + 1);
    assertThat(tidy("after", AT_ONCE).counts()).isEqualTo(HousekeepingCounts.NONE);
  }

  @Test
  @Tag("thorough")
  void positionDeletesAreCompacted() {
    iceberg().updateProperties().set("write.merge.mode", "merge-on-read").commit();
    for (int n = 1; n < Compaction.MIN_FILES; n++) {
      insert("r" + n);
    }
    log.put(time + 1, "b", "at", "2026-11-02T10:00:00Z", "n", 9).remove(time + 2, "x0");
    LakeCommit last = night("last");
    assertThat(iceberg().currentSnapshot().summary().get("total-position-deletes"))
        .isEqualTo("2");

    HousekeepingResult done = tidy("last", AT_ONCE);

    assertThat(done.warnings()).isEmpty();
    assertThat(iceberg().currentSnapshot().summary().get("total-delete-files")).isEqualTo("0");
    assertIs(last);
    LakeCommit next = insert("next");
    assertIs(next);
    assertThat(ground.table().rows(next.snapshotId()).count()).isEqualTo(next.rows());
  }

  /** Compaction while a run writes makes it apply its changes again, and both hold. */
  @Test
  @Tag("thorough")
  void compactionWhileARunWrites() {
    for (int n = 1; n < Compaction.MIN_FILES; n++) {
      insert("r" + n);
    }
    List<HousekeepingResult> done = new ArrayList<>();
    log.put(time + 1, "b", "at", "2026-11-02T10:00:00Z", "n", 9).remove(time + 2, "x0");

    LakeCommit night = ground.apply("last", changes(), DeletedItems.REMOVED, point -> {
      if (point == Point.WRITTEN && done.isEmpty()) {
        done.add(tidy("another", AT_ONCE));
      }
    });

    assertThat(done.get(0).warnings()).isEmpty();
    assertThat(done.get(0).counts().compacted()).isPositive();
    assertIs(night);
  }

  @Test
  @Tag("thorough")
  void orphanedFilesAreDeleted() throws IOException {
    Path table = folder.resolve("lake/db/log");
    Path orphan = file(table.resolve("data/_day=2026-11-02/orphan.parquet"), A_DAY.multipliedBy(2));
    Path manifest = file(table.resolve("metadata/orphan.avro"), A_DAY.multipliedBy(2));
    Path young = file(table.resolve("data/_day=2026-11-02/young.parquet"), Duration.ofHours(1));
    // a namespace within the table's folder, and another table
    Path others = file(table.resolve("within/data/x.parquet"), A_DAY.multipliedBy(2));
    Path another = file(folder.resolve("lake/db/other/data/x.parquet"), A_DAY.multipliedBy(2));
    age(table);

    HousekeepingResult done = tidy("r1", A_DAY);

    assertThat(done.warnings()).isEmpty();
    assertThat(done.counts().orphans()).isEqualTo(2);
    assertThat(Stream.of(orphan, manifest)).noneMatch(Files::exists);
    assertThat(Stream.of(young, others, another)).allMatch(Files::exists);
    assertIs(insert("r1"));
    // not each night
    file(orphan, A_DAY.multipliedBy(2));
    assertThat(tidy("r2", A_DAY).counts()).isEqualTo(HousekeepingCounts.NONE);
  }

  private static Path file(Path path, Duration age) throws IOException {
    Files.createDirectories(path.getParent());
    Files.writeString(path, "x");
    Files.setLastModifiedTime(path, FileTime.from(Instant.now().minus(age)));
    return path;
  }

  /** Makes the files of the table as old: they belong to it, and stay. */
  private static void age(Path table) throws IOException {
    try (Stream<Path> files = Files.walk(table)) {
      for (Path file : files.filter(f -> !f.toString().contains("young")).toList()) {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(A_DAY.multipliedBy(2))));
      }
    }
  }

  /** The branch of a killed attempt is dropped once main has moved on, with its snapshot. */
  @Test
  @Tag("thorough")
  void theBranchOfAKilledAttempt() {
    log.put(time + 1, "a", "n", 2);
    Path changes = changes();
    assertThatThrownBy(
            () -> ground.apply("killed", changes, DeletedItems.REMOVED, Killed.at(Point.WRITTEN)))
        .isInstanceOf(Killed.class);
    assertThat(iceberg().refs()).hasSize(3);
    assertThat(tidy("any", AT_ONCE).counts().refs()).isZero();
    LakeCommit night = ground.apply("another", changes, DeletedItems.REMOVED);
    assertThat(tidy("another", A_DAY).counts().refs()).isZero();

    HousekeepingResult done = tidy("another", AT_ONCE);

    assertThat(done.warnings()).isEmpty();
    assertThat(done.counts().refs()).isOne();
    assertThat(done.counts().snapshots()).isOne();
    assertThat(iceberg().refs().keySet())
        .containsExactlyInAnyOrder("main", "sluice-r0", "sluice-another");
    assertIs(night);
  }

  @Tag("thorough")
  @Test
  void aStepThatFailsIsAWarning() {
    for (int n = 1; n < Compaction.MIN_FILES; n++) {
      insert("r" + n);
    }

    HousekeepingResult done = ground.tidy(
        "last",
        run -> {
          throw new IllegalStateException("no answer");
        },
        AT_ONCE);

    assertThat(done.warnings()).hasSize(1).allMatch(text -> text.contains("no answer"));
    assertThat(done.counts().compacted()).isPositive();
  }

  /** A table from which its owner lets nothing be deleted. */
  @Test
  @Tag("thorough")
  void nothingIsDeletedWhereThatIsForbidden() {
    iceberg().updateProperties().set("gc.enabled", "false").commit();
    insert("r1");
    removed.add("r0");

    HousekeepingResult done = tidy("r1", AT_ONCE);

    assertThat(done.warnings()).isEmpty();
    assertThat(done.counts().snapshots()).isZero();
    assertThat(snapshots()).hasSize(2);
  }

  /** Before a table was loaded anew it had snapshots that nothing leads to any more. */
  @Test
  @Tag("thorough")
  void whatWasBeforeAReloadExpires() {
    insert("r1");
    log.put(time + 1, "z", "n", 1);
    time += 10;
    LakeCommit again = ground.load("r2", log.full(time), true);
    removed.addAll(Set.of("r0", "r1"));

    HousekeepingResult done = tidy("r2", AT_ONCE);

    assertThat(done.warnings()).isEmpty();
    assertThat(done.counts().snapshots()).isEqualTo(2);
    assertThat(snapshots()).containsExactly(again.snapshotId());
    assertIs(again);
  }
}
