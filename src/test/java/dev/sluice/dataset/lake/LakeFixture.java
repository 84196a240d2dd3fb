package dev.sluice.dataset.lake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testing.TestSpark;
import java.nio.file.Path;
import org.apache.iceberg.Table;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Begins each test with a table without items, {@code log}, and a catalog in which it is to become one of Iceberg's. */
abstract class LakeFixture {
  @TempDir
  Path folder;

  LakeGround ground;
  LakeLog log;

  @BeforeAll
  static void start() {
    assertThat(TestSpark.session()).isNotNull();
  }

  @BeforeEach
  final void begin() {
    ground = new LakeGround(folder.resolve("lake"), LakeGround.BY_DAY);
    log = new LakeLog(folder);
  }

  /** Returns the table as it is now. */
  final Table iceberg() {
    return ground.iceberg();
  }

  /** Asserts that the table, as of a commit, has the items that the log had at a time. */
  final void assertIs(LakeCommit commit, long time) {
    assertThat(LakeState.of(ground.table(), commit)).isEqualTo(LakeState.of(log.items(time)));
  }
}
