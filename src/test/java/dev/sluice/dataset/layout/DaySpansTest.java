package dev.sluice.dataset.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class DaySpansTest {
  private static final LocalDate FIRST = LocalDate.parse("2026-10-30");
  private static final DayRange RANGE = new DayRange(FIRST, FIRST.plusDays(9));

  @Test
  void neighboursAreOneSpan() {
    List<LocalDate> days =
        List.of(FIRST.plusDays(5), FIRST, FIRST.plusDays(2), FIRST.plusDays(1), FIRST);

    DaySpans spans = DaySpans.of(days, true);

    assertThat(spans.texts()).containsExactly("2026-10-30/2026-11-01", "2026-11-04", "undated");
    assertThat(spans.days())
        .containsExactly(FIRST, FIRST.plusDays(1), FIRST.plusDays(2), FIRST.plusDays(5));
    assertThat(spans.has(FIRST.plusDays(2))).isTrue();
    assertThat(spans.has(FIRST.plusDays(3))).isFalse();
    assertThat(spans.has((LocalDate) null)).isTrue();
  }

  @Test
  void aDayIsInARangeOrOutsideOfIt() {
    for (int i = -2; i < 13; i++) {
      LocalDate day = FIRST.plusDays(i);
      boolean isWithin = i >= 0 && i <= 9;
      assertThat(DaySpans.within(RANGE).has(day)).as(day.toString()).isEqualTo(isWithin);
      assertThat(DaySpans.outside(RANGE).has(day)).as(day.toString()).isEqualTo(!isWithin);
    }
    assertThat(DaySpans.within(RANGE).undated()).isTrue();
    assertThat(DaySpans.outside(RANGE).undated()).isFalse();
    assertThat(DaySpans.within(new DayRange(null, FIRST)).has(LocalDate.EPOCH)).isTrue();
    assertThat(DaySpans.outside(new DayRange(null, FIRST)).has(LocalDate.EPOCH)).isFalse();
  }

  @Test
  void daysWithoutBoundsAreNotListed() {
    assertThat(DaySpans.ALL.isBounded()).isFalse();
    assertThat(DaySpans.ALL.texts()).containsExactly("../..", "undated");
    assertThatThrownBy(DaySpans.ALL::days).isInstanceOf(IllegalStateException.class);
    assertThat(DaySpans.NONE.isEmpty()).isTrue();
    assertThat(DaySpans.of(List.of(), true).isEmpty()).isFalse();
  }
}
