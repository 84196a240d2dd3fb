package dev.sluice.dataset.lake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.dataset.lake.DeletedItems.Action;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.Table;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Leaves Iceberg tables for the readers that {@code jobs/check lake} has, and the rows that Spark reads of them. */
@Tag("long")
final class ReadableLakeTest {
  private static final Path FOLDER =
      Path.of(System.getProperty("sluice.readers", "target/lake-readers")).toAbsolutePath();

  /** Those after which a day has enough small files. */
  private static final int NIGHTS = 12;

  private static final DeletedItems MARKED =
      new DeletedItems(Action.MARK, Action.MARK, Action.MARK);

  @ParameterizedTest
  @ValueSource(strings = {"copy-on-write", "merge-on-read"})
  void nights(String mode) throws IOException {
    Path folder = FOLDER.resolve(mode);
    LakeGround ground = new LakeGround(folder.resolve("lake"), LakeGround.BY_DAY);
    LakeLog log = new LakeLog(folder.resolve("exports"));
    for (int i = 0; i < 200; i++) {
      put(log, -300 + i, i, i);
    }
    ground.load("r0", log.full(0), false);
    ground.table().table().updateProperties().set("write.merge.mode", mode).commit();
    for (int i = 0; i < 200; i += 7) {
      put(log, 1 + i, i, new BigDecimal("0.5"));
    }
    for (int i = 3; i < 200; i += 11) {
      log.remove(300 + i, "i" + i);
    }
    for (int i = 200; i < 220; i++) {
      put(log, 600 + i, i, i);
    }
    LakeCommit night = ground.apply("r1", log.changes(0, 1_000), MARKED);

    assertThat(night.rows()).isEqualTo(220);
    ground
        .table()
        .table()
        .manageSnapshots()
        .createTag("night", night.snapshotId())
        .commit();
    LakeCommit last = many(ground, log);
    HousekeepingResult done = ground.tidy(
        last.runId(),
        run -> Optional.of(Instant.MAX).filter(at -> !run.equals(last.runId())),
        Duration.ofMillis(-1));
    assertThat(done.warnings()).isEmpty();
    assertThat(done.counts().compacted()).isPositive();
    assertThat(done.counts().snapshots()).isEqualTo(NIGHTS);
    leave(ground, folder, night, last);
  }

  /** Nights until their small files are compacted. */
  private static LakeCommit many(LakeGround ground, LakeLog log) {
    List<LakeCommit> nights = new ArrayList<>();
    for (int n = 1; n <= NIGHTS; n++) {
      long from = n * 1_000L;
      put(log, from + 1, 300 + 4 * n, n);
      put(log, from + 2, n, new BigDecimal("1.5"));
      log.remove(from + 3, "i" + (100 + n));
      nights.add(ground.apply("n" + n, log.changes(from, from + 1_000), DeletedItems.REMOVED));
    }
    return nights.get(nights.size() - 1);
  }

  /** Leaves the rows of a night that has a tag, those of the head, which is a compaction, and the table's metadata. */
  private static void leave(LakeGround ground, Path folder, LakeCommit night, LakeCommit last)
      throws IOException {
    Table table = ground.iceberg();
    Map<String, Object> left = Map.of(
        "metadata",
        ((HasTableOperations) table).operations().current().metadataFileLocation(),
        "night",
        night.snapshotId(),
        "rows of the night",
        rows(ground.table(), night),
        "head",
        table.currentSnapshot().snapshotId(),
        "rows of the head",
        rows(ground.table(), last));
    new ObjectMapper().writeValue(folder.resolve("left.json").toFile(), left);
  }

  private static void put(LakeLog log, long time, int i, Object n) {
    log.put(
        time,
        "i" + i,
        "at",
        "2026-11-0" + (1 + i % 4) + "T10:00:00Z",
        "n",
        n,
        "tags",
        AttributeValue.fromSs(List.of("a" + i, "b")));
  }

  private static List<List<@Nullable Object>> rows(LakeTable lake, LakeCommit commit) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (Row row : lake.rows(commit.snapshotId())
        .select("id", "_day", "n", "tags", "_deleted_at", "_overflow")
        .orderBy("id")
        .collectAsList()) {
      List<@Nullable Object> values = new ArrayList<>();
      values.add(row.getString(0));
      values.add(text(row.get(1)));
      values.add(text(row.get(2)));
      values.add(list(new ArrayList<>(row.<String>getList(3))));
      values.add(!row.isNullAt(4));
      values.add(text(row.get(5)));
      rows.add(values);
    }
    return rows;
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString();
  }

  /** Returns a list as Python writes it. */
  private static String list(List<String> values) {
    Collections.sort(values);
    return "['" + String.join("', '", values) + "']";
  }
}
