package dev.sluice.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;

/** Numbers, days and foreign text as the page writes them. */
final class WordsTest {
  private static final String THIN = "\u202F";

  @Test
  void numbersHaveThreeSignificantDigits() {
    assertThat(Notation.number(0.076321)).isEqualTo("0.0763");
    assertThat(Notation.number(12.345)).isEqualTo("12.3");
    assertThat(Notation.number(1234.5)).isEqualTo("1,230");
    assertThat(Notation.number(1e-9)).isEqualTo("0.000000001");
    assertThat(Notation.number(0.0)).isEqualTo("0");
    assertThat(Notation.number(null)).isEqualTo("–");
    assertThat(Notation.count(20_000)).isEqualTo("20,000");
    assertThat(Notation.count(1, "day")).isEqualTo("1 day");
  }

  @Test
  void unitsAreSaid() {
    assertThat(Notation.duration(999.4)).isEqualTo("999" + THIN + "ms");
    assertThat(Notation.duration(1234.0)).isEqualTo("1.23" + THIN + "s");
    assertThat(Notation.percent(0.984321)).isEqualTo("98.4" + THIN + "%");
    assertThat(Notation.interval(0.9754, 0.98691)).isEqualTo("97.5–98.7" + THIN + "%");
  }

  @Test
  void onlyTheWholeIsAHundredPercent() {
    assertThat(Notation.percent(1.0)).isEqualTo("100" + THIN + "%");
    assertThat(Notation.percent(0.99999)).isEqualTo("> 99.9" + THIN + "%");
  }

  @Test
  void spansOfDays() {
    LocalDate last = LocalDate.of(2026, 10, 4);
    assertThat(Notation.days(last.minusDays(3), last)).isEqualTo("1–4 Oct");
    assertThat(Notation.days(last.minusDays(6), last)).isEqualTo("28 Sep – 4 Oct");
    assertThat(Notation.days(last, last)).isEqualTo("4 Oct");
  }

  @Test
  void foreignTextIsVisibleAndIsolated() {
    assertThat(PlainText.of("a\u0000b\u001B\u007F")).isEqualTo("a\u2400b\u241B\u2421");
    assertThat(PlainText.of("a\u202Eb\uD83Dc")).isEqualTo("a\uFFFDb\uFFFDc");
    assertThat(PlainText.of("אב")).isEqualTo("\u2068אב\u2069");
    assertThat(PlainText.of("")).isEqualTo("(empty)");
    assertThat(PlainText.brief("😀".repeat(20), 10))
        .isEqualTo("😀".repeat(5) + "…" + "😀".repeat(5));
  }
}
