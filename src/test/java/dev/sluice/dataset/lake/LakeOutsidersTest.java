package dev.sluice.dataset.lake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.dataset.lake.CommitWatch.Point;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Others who read and write a table between nights and during them, by SQL of their own. */
@Tag("thorough")
final class LakeOutsidersTest extends LakeFixture {

  @BeforeEach
  void load() {
    log.put(-9, "a", "at", "2026-11-01T10:00:00Z", "n", 1)
        .put(-8, "b", "at", "2026-11-02T10:00:00Z", "n", 2)
        .put(-7, "c", "at", "2026-11-02T11:00:00Z", "n", 3);
    ground.load("r0", log.full(0), false);
  }

  /** Returns id and n of all rows, as anybody reads them. */
  private List<String> read() {
    return texts(ground.spark.table(ground.outside()));
  }

  private static List<String> texts(Dataset<Row> table) {
    return table.select("id", "n").orderBy("id").collectAsList().stream()
        .map(Row::toString)
        .toList();
  }

  /** Changes one row, removes one and adds one. */
  private void merge() {
    ground.spark.sql("""
        MERGE INTO %s t USING (SELECT 'b' AS id, 77 AS n UNION ALL SELECT 'c', 0 UNION ALL SELECT 'theirs', 5) s
        ON t.id = s.id
        WHEN MATCHED AND s.id = 'c' THEN DELETE
        WHEN MATCHED THEN UPDATE SET t.n = s.n
        WHEN NOT MATCHED THEN INSERT (id, at, n, _overflow, _day, _deleted_at)
          VALUES (s.id, NULL, s.n, NULL, DATE '2026-11-02', NULL)
        """.formatted(ground.outside()));
    log.put(3, "b", "at", "2026-11-02T10:00:00Z", "n", 77).remove(4, "c").put(5, "theirs", "n", 5);
  }

  @Test
  void aMergeBetweenNights() {
    Path changes = log.put(1, "a", "at", "2026-11-02T10:00:00Z", "n", 9).changes(0, 10);
    merge();

    LakeCommit night = ground.apply("r1", changes, DeletedItems.REMOVED);

    assertIs(night, 10);
    assertThat(night.rows()).isEqualTo(3);
  }

  /** Whenever it comes, both are in the table: what others did first, and the changes of the window after it. */
  @ParameterizedTest
  @EnumSource
  void aMergeDuringANight(Point at) {
    Path changes = log.put(1, "a", "at", "2026-11-02T10:00:00Z", "n", 9)
        .put(2, "d", "n", 4)
        .changes(0, 10);
    List<Boolean> done = new ArrayList<>();

    LakeCommit night = ground.apply("r1", changes, DeletedItems.REMOVED, point -> {
      if (point == at && done.isEmpty()) {
        done.add(true);
        merge();
      }
    });

    assertThat(read()).containsExactly("[a,9]", "[b,77]", "[d,4]", "[theirs,5]");
    assertThat(ground.table().position()).contains(night.position());
    log.put(11, "b", "n", 8);
    LakeCommit next = ground.apply("r2", log.changes(10, 20), DeletedItems.REMOVED);
    assertIs(next, 20);
    assertThat(next.rows()).isEqualTo(4);
  }

  /** Until a night is published, readers see the table as it was, and then all of the night. */
  @Test
  void readersDuringANight() {
    List<String> before = read();
    Dataset<Row> opened = ground.spark.table(ground.outside());
    Map<Point, List<String>> seen = new EnumMap<>(Point.class);
    Path changes = log.put(1, "a", "n", 9).put(2, "d", "n", 4).remove(3, "b").changes(0, 10);

    ground.apply("r1", changes, DeletedItems.REMOVED, point -> seen.put(point, read()));

    assertThat(seen.get(Point.BEGUN)).isEqualTo(before);
    assertThat(seen.get(Point.WRITTEN)).isEqualTo(before);
    assertThat(seen.get(Point.PUBLISHED)).containsExactly("[a,9]", "[c,3]", "[d,4]");
    assertThat(texts(opened)).isIn(before, seen.get(Point.PUBLISHED));
  }

  /** A column of others stays, and is empty in new rows. */
  @Test
  void aColumnOfOthers() {
    ground.spark.sql("ALTER TABLE " + ground.outside() + " ADD COLUMN reviewed boolean");
    ground.spark.sql("UPDATE " + ground.outside() + " SET reviewed = true");

    ground.apply(
        "r1", log.put(1, "a", "n", 9).put(2, "d", "n", 4).changes(0, 10), DeletedItems.REMOVED);

    assertThat(ground
            .spark
            .table(ground.outside())
            .select("id", "n", "reviewed")
            .orderBy("id")
            .collectAsList())
        .extracting(Row::toString)
        .contains("[b,2,true]", "[c,3,true]", "[d,4,null]");
  }
}
