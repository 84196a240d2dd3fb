package dev.sluice.dataset.days;

import dev.sluice.dataset.days.StoredDays.Day;
import dev.sluice.dataset.layout.DayRange;
import dev.sluice.dataset.layout.DaySpans;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Decides which days a run computes.
 *
 * @param compute the days whose rows it computes
 * @param count the days of which it only counts the items
 * @param kept the days that are as an earlier run has found them
 */
public record DayPlan(DaySpans compute, DaySpans count, List<Day> kept) {
  public DayPlan {
    kept = List.copyOf(kept);
  }

  /** Returns the plan of a run that keeps nothing. */
  public static DayPlan whole(DayRange wanted) {
    return new DayPlan(DaySpans.within(wanted), DaySpans.outside(wanted), List.of());
  }

  /**
   * Returns the plan of a run that keeps what has not changed.
   *
   * @param earlier the days of an earlier run
   * @param changed the days that the table may have changed since, one by one
   * @param wanted the days whose rows are needed, besides the items without a day
   * @param now the instant by which rows count as expired now; not before that of the earlier run
   */
  public static DayPlan of(StoredDays earlier, DaySpans changed, DayRange wanted, Instant now) {
    DaySpans needed = DaySpans.within(wanted);
    TreeSet<LocalDate> compute = new TreeSet<>();
    TreeSet<LocalDate> count = new TreeSet<>();
    changed.days().forEach(day -> (needed.has(day) ? compute : count).add(day));
    boolean undated = changed.undated();
    List<Day> kept = new ArrayList<>();
    for (Day day :
        earlier.days().stream().filter(one -> !changed.has(one.day())).toList()) {
      @Nullable LocalDate date = day.day();
      boolean isNeeded = needed.has(date);
      if (day.isAsBefore(now) && (!isNeeded || day.states() != null)) {
        // rows that are not needed now are not kept for later: they are computed again
        kept.add(isNeeded ? day : day.in(null));
      } else if (date == null) {
        undated = true;
      } else {
        (isNeeded ? compute : count).add(date);
      }
    }
    return new DayPlan(DaySpans.of(compute, undated), DaySpans.of(count, false), kept);
  }

  /** Returns the first day that is computed; null: none, or there is no first one. */
  public @Nullable LocalDate since() {
    return compute.spans().isEmpty() ? null : compute.spans().get(0).first();
  }
}
