package dev.sluice.dataset.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How long who comes second waits: only work is at stake. */
final class LeaseTimesTest {
  private static final LeaseTimes TIMES = new LeaseTimes(Duration.ofMinutes(2));

  @Test
  void noLongerThanHalfADeadline() {
    assertThat(TIMES.within(null)).isEqualTo(TIMES);
    assertThat(TIMES.within(Duration.ofHours(1))).isEqualTo(TIMES);
    assertThat(TIMES.within(Duration.ofMinutes(1)).patience()).isEqualTo(Duration.ofSeconds(30));
    assertThat(TIMES.within(Duration.ofMinutes(1)).length()).isEqualTo(TIMES.length());
  }

  /** However short the deadline is: one beat that is late is no sign. */
  @Test
  void nothingThatAFewBeatsMightMiss() {
    assertThat(TIMES.within(Duration.ZERO).patience())
        .isGreaterThanOrEqualTo(TIMES.beat().multipliedBy(3))
        .isLessThan(TIMES.length());
  }

  @Test
  void aBeatComesManyTimesInALease() {
    assertThat(TIMES.beat()).isEqualTo(Duration.ofSeconds(5));
    assertThat(new LeaseTimes(Duration.ofMillis(1)).beat()).isEqualTo(Duration.ofMillis(50));
  }
}
