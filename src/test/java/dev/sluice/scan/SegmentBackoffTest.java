package dev.sluice.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The pauses of a segment whose partition is hot. */
final class SegmentBackoffTest {
  private final SegmentBackoff backoff = new SegmentBackoff();

  @Test
  void aThrottledPageMakesTheNextOnesWaitForLessAndLess() {
    backoff.served(0);
    assertThat(backoff.nanos()).isZero();
    backoff.served(Duration.ofSeconds(2).toNanos());
    assertThat(backoff.nanos()).isEqualTo(Duration.ofSeconds(1).toNanos());
    backoff.served(0);
    assertThat(backoff.nanos()).isEqualTo(Duration.ofMillis(500).toNanos());
    backoff.served(0);
    backoff.served(0);
    backoff.served(0);
    assertThat(backoff.nanos()).isZero();
  }

  @Test
  void thePauseIsLimited() {
    backoff.served(Duration.ofMinutes(4).toNanos());
    assertThat(backoff.nanos()).isEqualTo(Duration.ofSeconds(5).toNanos());
  }
}
