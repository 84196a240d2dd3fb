package dev.sluice.summary;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PositionTest {
  @Test
  void theOrderOfTextsIsTheOrderOfTimes() {
    Random random = new Random(3);
    for (int i = 0; i < 5_000; i++) {
      Instant a = instant(random);
      Instant b = instant(random);
      assertThat(Integer.signum(Position.of(a, "r").compareTo(Position.of(b, "r"))))
          .isEqualTo(Integer.signum(a.compareTo(b)));
    }
  }

  @Test
  void theTextHasAFixedWidth() {
    assertThat(Position.of(Instant.parse("2026-10-29T03:00:00Z"), "r").asOf())
        .isEqualTo("2026-10-29T03:00:00.000000000Z");
    assertThat(Position.of(Instant.parse("2026-10-29T03:00:00.12Z"), "r").asOf())
        .isEqualTo("2026-10-29T03:00:00.120000000Z");
  }

  @Test
  void ofTheSameTimeTheGreaterRunIdIsGreater() {
    assertThat(Position.of(Samples.AS_OF, "b")).isGreaterThan(Position.of(Samples.AS_OF, "a"));
  }

  @Test
  void aTextReadsBackEvenWithAHashInTheRunId() {
    Position position = Position.of(Samples.AS_OF, "a#b");
    assertThat(Position.parse(position.toString())).isEqualTo(position);
    assertThat(Position.parse("")).isLessThan(position);
  }

  private static Instant instant(Random random) {
    int[] units = {1, 1_000, 1_000_000, 500_000_000};
    return Instant.ofEpochSecond(
        1_790_000_000L + random.nextInt(3), (long) units[random.nextInt(4)] * random.nextInt(2));
  }
}
