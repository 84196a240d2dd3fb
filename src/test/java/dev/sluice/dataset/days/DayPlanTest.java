package dev.sluice.dataset.days;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.dataset.days.StoredDays.Day;
import dev.sluice.dataset.layout.DayRange;
import dev.sluice.dataset.layout.DaySpans;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DayPlanTest {
  private static final Instant NOW = Instant.parse("2026-11-20T03:00:00Z");
  private static final DayRange WANTED = new DayRange(date(11), date(19));

  private static LocalDate date(int day) {
    return LocalDate.of(2026, 11, day);
  }

  private static Day day(@Nullable LocalDate date, @Nullable String states) {
    return new Day(date, 10, null, states);
  }

  private static StoredDays stored(Day... days) {
    return new StoredDays(
        "basis",
        "table",
        1,
        NOW.minusSeconds(86_400),
        null,
        new StoredDays.Made("rules", null, null, null),
        List.of(days),
        Map.of());
  }

  private static DaySpans days(Integer... days) {
    return DaySpans.of(Arrays.stream(days).map(DayPlanTest::date).toList(), false);
  }

  @Test
  void whatHasChangedIsComputedAndTheRestIsKept() {
    StoredDays earlier = stored(day(date(12), "r0"), day(date(13), "r1"), day(null, "r0"));

    DayPlan plan = DayPlan.of(earlier, days(13, 14), WANTED, NOW);

    assertThat(plan.compute()).isEqualTo(days(13, 14));
    assertThat(plan.count()).isEqualTo(DaySpans.NONE);
    assertThat(plan.kept()).containsExactly(day(date(12), "r0"), day(null, "r0"));
    assertThat(plan.since()).isEqualTo(date(13));
  }

  @Test
  void daysThatAreNotNeededAreOnlyCounted() {
    StoredDays earlier = stored(day(date(2), null), day(date(3), null), day(date(10), "r0"));

    DayPlan plan = DayPlan.of(earlier, days(3, 4, 20), WANTED, NOW);

    assertThat(plan.compute()).isEqualTo(DaySpans.NONE);
    assertThat(plan.count()).isEqualTo(days(3, 4, 20));
    // the tenth was needed by the earlier run
    assertThat(plan.kept()).containsExactly(day(date(2), null), day(date(10), null));
  }

  @Test
  void aDayThatIsNeededFromNowOnIsComputed() {
    DayPlan plan =
        DayPlan.of(stored(day(date(18), "r0"), day(date(19), null)), days(), WANTED, NOW);

    assertThat(plan.compute()).isEqualTo(days(19));
    assertThat(plan.kept()).containsExactly(day(date(18), "r0"));
  }

  @Test
  void aDayWhoseItemsExpireMeanwhileHasChanged() {
    long now = NOW.getEpochSecond();
    Day past = new Day(date(12), 3, now, "r0");
    Day coming = new Day(date(13), 3, now + 1, "r0");
    Day undated = new Day(null, 3, now - 5, "r0");
    Day counted = new Day(date(1), 3, now - 5, null);

    DayPlan plan = DayPlan.of(stored(past, coming, undated, counted), DaySpans.NONE, WANTED, NOW);

    assertThat(plan.compute()).isEqualTo(DaySpans.of(List.of(date(12)), true));
    assertThat(plan.count()).isEqualTo(days(1));
    assertThat(plan.kept()).containsExactly(coming);
  }

  @Test
  void withoutAnEarlierRunAllIsComputed() {
    DayPlan plan = DayPlan.whole(WANTED);

    assertThat(Stream.of(date(10), date(11), date(19), date(20)).map(plan.compute()::has))
        .containsExactly(false, true, true, false);
    assertThat(plan.compute().undated()).isTrue();
    assertThat(Stream.of(date(10), date(11), date(19), date(20)).map(plan.count()::has))
        .containsExactly(true, false, false, true);
    assertThat(plan.kept()).isEmpty();
  }

  @Test
  void itemsOfOtherDaysAreCounted() {
    StoredDays days =
        stored(day(date(2), null), day(date(12), "r0"), day(date(25), null), day(null, "r0"));

    assertThat(days.before(date(11))).isEqualTo(10);
    assertThat(days.before(null)).isZero();
    assertThat(days.after(date(19))).isEqualTo(10);
    assertThat(days.computedBy("r0")).isEqualTo(2);
  }
}
