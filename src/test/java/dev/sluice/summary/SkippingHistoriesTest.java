package dev.sluice.summary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testing.LongTest;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Publications that skip rows leave a table as if all of them had come one after the other and skipped none. */
class SkippingHistoriesTest {
  @Test
  @Tag("thorough")
  void theTableEndsAsIfAllHadComeInOrderAndAskedForEveryRow() {
    histories(20, 200);
  }

  /** As many as {@code -Dsluice.long.histories} says. */
  @Test
  @Tag("long")
  void manyTablesDo() {
    histories(LongTest.seed(21), LongTest.size("histories", 20_000, 1_000));
  }

  private static void histories(long seed, int count) {
    long skipped = 0;
    for (int i = 0; i < count; i++) {
      skipped += history(seed * 1_000_003 + i);
    }
    // histories in which nothing is skipped show nothing
    assertThat(skipped).isGreaterThan(2L * count);
  }

  private static int history(long seed) {
    try (Holders holders = new Holders()) {
      SkippingHistory history = new SkippingHistory(new Random(seed));
      history.play(holders);
      check(history, seed, "");
      history.next(holders);
      check(history, seed, "after the next run, ");
      return history.skipped();
    }
  }

  private static void check(SkippingHistory history, long seed, String when) {
    for (int key = 0; key < SkippingHistory.KEYS; key++) {
      if (!history.isRight(key)) {
        throw new AssertionError(String.format(
            "%sseed %d: key %d is %s, not %s; %s",
            when, seed, key, history.there(key), history.expected(key), history));
      }
    }
  }
}
