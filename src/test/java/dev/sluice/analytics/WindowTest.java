package dev.sluice.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.analytics.Window.Grain;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  private static Duration length(Window window) {
    return Duration.between(window.start(), window.end());
  }

  @Test
  void aDayIsAsLongAsTheClocksMakeIt() {
    assertThat(length(Window.day(LocalDate.parse("2026-03-29"), BERLIN))).hasHours(23);
    assertThat(length(Window.day(LocalDate.parse("2026-10-25"), BERLIN))).hasHours(25);
    assertThat(length(Window.week(LocalDate.parse("2026-10-25"), BERLIN))).hasHours(7 * 24 + 1);
    assertThat(Window.day(LocalDate.parse("2026-10-19"), BERLIN))
        .isEqualTo(new Window(
            Grain.DAY,
            "2026-10-19",
            Instant.parse("2026-10-18T22:00:00Z"),
            Instant.parse("2026-10-19T22:00:00Z")));
  }

  @Test
  void anHourThatComesTwiceIsOneOfTwoHours() {
    assertThat(length(Window.hour(LocalDateTime.parse("2026-10-25T02:00"), BERLIN)))
        .hasHours(2);
    Window before = Window.hour(LocalDateTime.parse("2026-03-29T01:00"), BERLIN);
    Window after = Window.hour(LocalDateTime.parse("2026-03-29T03:00"), BERLIN);
    assertThat(before.end()).isEqualTo(after.start());
    assertThat(after.label()).isEqualTo("2026-03-29T03");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-10-19,2026-W43",
    "2026-10-25,2026-W43",
    "2027-01-01,2026-W53",
    "2024-12-30,2025-W01"
  })
  void weeksAreIso(LocalDate day, String label) {
    Window week = Window.week(day, BERLIN);
    assertThat(week.label()).isEqualTo(label);
    assertThat(week.start()).isEqualTo(Window.monday(day).atStartOfDay(BERLIN).toInstant());
  }
}
