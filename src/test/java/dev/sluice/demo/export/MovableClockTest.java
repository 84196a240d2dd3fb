package dev.sluice.demo.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class MovableClockTest {
  private static final Instant NOW = Instant.parse("2026-11-20T01:00:00.123456789Z");

  private final MovableClock clock = new MovableClock(() -> NOW);

  @Test
  void noTimeIsGivenTwice() {
    assertThat(clock.next()).isEqualTo(Instant.parse("2026-11-20T01:00:00.123457Z"));
    assertThat(clock.next()).isEqualTo(Instant.parse("2026-11-20T01:00:00.123458Z"));
    assertThat(clock.nextMillisecond()).isEqualTo(Instant.parse("2026-11-20T01:00:00.124Z"));
    assertThat(clock.next()).isEqualTo(Instant.parse("2026-11-20T01:00:00.124001Z"));
    assertThat(clock.nextMillisecond()).isEqualTo(Instant.parse("2026-11-20T01:00:00.125Z"));
    clock.move(Duration.ofHours(1));
    assertThat(clock.next()).isEqualTo(Instant.parse("2026-11-20T02:00:00.123457Z"));
    assertThat(clock.shown(NOW)).isEqualTo(clock.instant());
  }
}
