package dev.sluice.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class ReadPacerTest {
  private long now;

  private ReadPacer pacer(double unitsPerSecond) {
    return new ReadPacer(unitsPerSecond, () -> now, nanos -> now += nanos);
  }

  /** A page that came at a time and cost so much. */
  private record Paid(long at, double units) {}

  @Test
  void overAnyTenSecondsTheRateHoldsButForOnePage() {
    Random random = new Random(3);
    ReadPacer pacer = pacer(200);
    List<Paid> pages = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      ReadPacer.Turn turn = pacer.awaitTurn();
      long at = now;
      // Now and then the reader is slow: what it left unused is not saved up.
      now += random.nextInt(20) == 0 ? 5_000_000_000L : random.nextInt(20_000_000);
      double units = random.nextDouble() * 128;
      pacer.consumed(turn, units, 100);
      pages.add(new Paid(at, units));
    }
    for (int i = 0; i < pages.size(); i++) {
      long from = pages.get(i).at;
      double taken = 0;
      for (int j = i; j < pages.size() && pages.get(j).at < from + 10_000_000_000L; j++) {
        taken += pages.get(j).units;
      }
      assertThat(taken).isLessThanOrEqualTo(10 * 200 + 128 + 1e-6);
    }
  }

  @Test
  void thoseWhoAskTogetherDoNotGoTogether() {
    ReadPacer pacer = pacer(100);
    long start = now;
    for (int i = 0; i < 16; i++) {
      pacer.awaitTurn();
    }
    // Each is charged a quarter of a second's worth before any page has come.
    assertThat(now - start).isEqualTo(15 * 250_000_000L);
  }

  @Test
  void aLowRateAsksForSmallPages() {
    ReadPacer pacer = pacer(20);
    assertThat(pacer.itemLimit(0)).isEqualTo(5);
    pacer.consumed(pacer.awaitTurn(), 0.5, 50);
    assertThat(pacer.itemLimit(0)).isEqualTo(500);
    assertThat(pacer.itemLimit(100)).isEqualTo(100);
    assertThat(pacer(5_000).itemLimit(0)).isZero();
  }

  @Test
  void withoutLimitNothingWaits() {
    ReadPacer pacer = pacer(0);
    pacer.consumed(pacer.awaitTurn(), 1e9, 1);
    pacer.awaitTurn();
    assertThat(now).isZero();
    assertThat(pacer.itemLimit(0)).isZero();
  }
}
