package dev.sluice.dataset.lake;

import dev.sluice.testing.LongTest;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Follows random histories of a table, one after the other, each in a folder of its own and drawn by its seed. */
abstract class SeededHistories {
  @TempDir
  Path folder;

  /** Follows the history of a seed to its end; what fails names the seed. */
  abstract void follow(Path place, long seed);

  @Test
  @Tag("thorough")
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void manyHistories() {
    follow(100, 3);
  }

  @Test
  @Tag("long")
  @Timeout(value = 6, unit = TimeUnit.HOURS)
  void veryManyHistories() {
    follow(LongTest.seed(1_000), Long.getLong("sluice.long.histories", 200));
  }

  private void follow(long first, long histories) {
    for (long seed = first; seed < first + histories; seed++) {
      follow(folder.resolve("seed" + seed), seed);
    }
  }
}
