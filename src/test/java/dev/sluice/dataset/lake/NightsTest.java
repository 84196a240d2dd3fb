package dev.sluice.dataset.lake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testing.LongTest;
import dev.sluice.testing.TestSpark;
import java.nio.file.Path;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random histories of a table, cut into nights at random, whose runs are killed at random and started again: after each
 * night the Iceberg table is the DynamoDB table, with the rows of deleted items that are to stay, and figures and summary
 * rows are those of runs that computed everything of a full export each night.
 */
final class NightsTest {
  private static NightServers servers;

  @TempDir
  Path folder;

  @BeforeAll
  static void start() {
    assertThat(TestSpark.session()).isNotNull();
    servers = new NightServers();
  }

  @AfterAll
  static void stop() {
    servers.close();
  }

  @AfterEach
  void back() {
    SparkSession.setActiveSession(TestSpark.session());
  }

  /** As many as {@code -Dsluice.long.count} says; one is told by its seed, which draws it again. */
  @TestFactory
  @Tag("long")
  Stream<DynamicTest> manyHistories() {
    long first = LongTest.seed(2_000);
    return LongStream.range(first, first + LongTest.size("count", 200, 20))
        .mapToObj(seed -> DynamicTest.dynamicTest("seed " + seed, () -> follow(seed)));
  }

  private void follow(long seed) {
    try {
      new NightHistory(servers, folder.resolve("seed" + seed), seed).follow();
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError("the history of seed " + seed, e);
    }
  }
}
