package dev.sluice.dataset.lake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.dataset.lake.TaskCosts.Cost;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A night costs what changed: half of a hundredth is new today, the other half are changes in the ten days before. */
@Tag("long")
final class LakeCostsTest {
  private static final Logger LOG = LoggerFactory.getLogger(LakeCostsTest.class);
  private static final int ITEMS = Integer.getInteger("sluice.long.items", 200_000);
  private static final int DAYS = 400;
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 20);

  @TempDir
  Path folder;

  @Test
  void aNight() throws TimeoutException {
    LakeGround ground = new LakeGround(folder.resolve("lake"), LakeGround.BY_DAY);
    LakeLog log = new LakeLog(folder);
    for (int i = 0; i < ITEMS; i++) {
      put(log, -1, i, TODAY.minusDays(1 + i % DAYS), 0);
    }
    Path full = log.full(0);
    int changed = ITEMS / 200;
    for (int i = 0; i < changed; i++) {
      put(log, 1, ITEMS + i, TODAY, 0);
      // a multiple of the days' number, and one of the ten days before
      put(log, 1, i * DAYS % ITEMS + i % 10, TODAY.minusDays(1 + i % 10), 1 + i);
    }
    Path changes = log.changes(0, 10);

    Cost load = TaskCosts.of(ground.spark, () -> ground.load("r0", full, false));
    Cost night =
        TaskCosts.of(ground.spark, () -> ground.apply("r1", changes, DeletedItems.REMOVED));

    LOG.info("{} items, {} changes: load {}, night {}", ITEMS, 2 * changed, load, night);
    assertThat(ground.table().position()).isPresent();
    assertThat(night.cpuSeconds()).isLessThan(0.5 * load.cpuSeconds());
  }

  private static void put(LakeLog log, long time, int i, LocalDate day, int n) {
    log.put(
        time,
        "i" + i,
        "at",
        day + "T10:00:00Z",
        "n",
        n,
        "model",
        "m" + i % 7,
        "latencyMs",
        i % 1_000,
        "input",
        "x".repeat(200) + i);
  }
}
