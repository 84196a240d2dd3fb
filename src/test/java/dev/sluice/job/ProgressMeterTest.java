package dev.sluice.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ProgressMeterTest {
  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
  private Instant now = Instant.parse("2026-10-28T00:00:00Z");

  @Test
  void elsewhereItIsALineEverySoOften() {
    ProgressMeter meter = meter(false);
    meter.begin("Log", "items", 20_000);
    for (int second = 1; second <= 25; second++) {
      pass(Duration.ofSeconds(1));
      meter.advance(second * 500L, second * 100.25);
    }
    meter.end(20_100, 4010);

    assertThat(text().lines())
        .containsExactly(
            "Log   25 %  5,000 items  500 items/s  1,002.5 read units  ETA 0:30",
            "Log   50 %  10,000 items  500 items/s  2,005.0 read units  ETA 0:20",
            "Log  100 %  20,100 items  804 items/s  4,010.0 read units  in 25.0 s");
  }

  @Test
  void onATerminalItIsOneLineThatIsRedrawn() {
    ProgressMeter meter = meter(true);
    meter.begin("Log", "items", 1_000);
    meter.advance(500, 0);
    pass(Duration.ofMillis(100));
    meter.advance(600, 0); // too soon: no flicker
    pass(Duration.ofMillis(900));
    meter.advance(700, 0);
    meter.end(1_000, 0);

    assertThat(text().split("\r", -1)).hasSize(4);
    assertThat(text())
        .contains("[################--------]   70 %  700 items  700 items/s  ETA 0:00");
    assertThat(text().stripTrailing()).endsWith("100 %  1,000 items  1,000 items/s  in 1.0 s");
    assertThat(text()).doesNotContain("600").endsWith(System.lineSeparator());
  }

  @Test
  void whatNothingIsKnownOfHasNoPercent() {
    ProgressMeter meter = meter(false);
    meter.begin("Log", "items", 0);
    pass(Duration.ofSeconds(10));
    meter.advance(10, 0);

    assertThat(text().strip()).isEqualTo("Log  10 items  1 items/s");
  }

  @Test
  void onlyTheEndIsTheWhole() {
    ProgressMeter meter = meter(false);
    meter.begin("Log", "items", 10);
    pass(Duration.ofSeconds(10));
    meter.advance(50, 0);

    assertThat(text().strip()).isEqualTo("Log   99 %  50 items  5 items/s");
  }

  @Test
  void aBarThatIsBrokenOffGetsALineOfItsOwn() {
    ProgressMeter meter = meter(true);
    meter.begin("Log", "items", 1_000);
    meter.advance(500, 0);
    meter.breakLine();
    meter.breakLine();

    assertThat(text()).endsWith(System.lineSeparator());
    assertThat(text().chars().filter(c -> c == '\n')).hasSize(1);
  }

  @Test
  void nothingIsSaidBeforeOrAfter() {
    ProgressMeter meter = meter(true);
    meter.advance(1, 1);
    meter.end(1, 1);

    assertThat(text()).isEmpty();
  }

  private ProgressMeter meter(boolean terminal) {
    return new ProgressMeter(
        new PrintStream(shown, true, StandardCharsets.UTF_8), terminal, () -> now);
  }

  private void pass(Duration time) {
    now = now.plus(time);
  }

  private String text() {
    return shown.toString(StandardCharsets.UTF_8);
  }
}
