package dev.sluice.dataset.lake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.demo.export.ExportingServers;
import dev.sluice.summary.SummaryTable;
import dev.sluice.testing.LongTest;
import dev.sluice.testing.TestSpark;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random histories of a table, cut into nights at random, whose runs are killed at random and started again: after each
 * night the Iceberg table is the DynamoDB table, with the rows of deleted items that are to stay, and figures and summary
 * rows are those of runs that computed everything of a full export each night.
 */
final class NightsTest {
  private static ExportingServers servers;

  @TempDir
  Path folder;

  @BeforeAll
  static void start() {
    assertThat(TestSpark.session()).isNotNull();
    servers = new ExportingServers();
    new SummaryTable(servers.dynamoDb, NightRuns.SUMMARY).createIfMissing();
  }

  @AfterAll
  static void stop() {
    servers.close();
  }

  @AfterEach
  void back() {
    SparkSession.setActiveSession(TestSpark.session());
  }

  @Test
  @Tag("thorough")
  void oneHistory() {
    follow(1, 1);
  }

  /** As many as {@code -Dsluice.long.count} says; one is told by its seed, which draws it again. */
  @Test
  @Tag("long")
  @Timeout(value = 6, unit = TimeUnit.HOURS)
  void manyHistories() {
    follow(LongTest.seed(2_000), LongTest.size("count", 200, 5));
  }

  private void follow(long seed, int histories) {
    for (long each = seed; each < seed + histories; each++) {
      new NightHistory(servers, folder.resolve("seed" + each), each).follow();
    }
  }
}
