package dev.sluice.job;

import dev.sluice.analytics.days.DayStates;
import dev.sluice.dataset.days.DayPlan;
import dev.sluice.dataset.days.DayStore;
import dev.sluice.dataset.days.StoredDays;
import dev.sluice.dataset.layout.DayRange;
import dev.sluice.dataset.run.FileEntry;
import dev.sluice.dataset.snapshot.DatedRows;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The states of the days that figures are made of. Those that an earlier run has stored are used again, unless the table
 * has changed in these days since; the others are computed and stored.
 *
 * @param basis what states depend on besides the tables
 * @param rules what figures depend on besides the days and the last of them
 * @param first the first day that has figures; null: no bound
 * @param wanted the days whose states are needed
 * @param labels the changes of the table of labels; null: labels are attributes of the event
 */
record StatesOfDays(
    DayStore store,
    EarlierFigures earlier,
    String basis,
    String rules,
    @Nullable LocalDate first,
    DayRange wanted,
    DatedRows rows,
    ComputedDays computed,
    @Nullable LabelDays labels) {
  private static final Logger LOG = LoggerFactory.getLogger(StatesOfDays.class);

  /**
   * Finds or computes the states of a run's figures.
   *
   * @param number number of the figures
   */
  StoredDays of(String runId, int number) {
    String figures = FigureFiles.name(runId, number);
    StoredDays days =
        store.find(figures).filter(this::isUsable).orElseGet(() -> stored(runId, number));
    LOG.info(
        "Figures {} are made of the states of {} days, of which {} were computed for them; files: {}",
        figures,
        days.days().size(),
        days.computedBy(figures),
        days.files().keySet());
    return days;
  }

  private StoredDays stored(String runId, int number) {
    String figures = FigureFiles.name(runId, number);
    StoredDays mine = made(figures, planned(runId, number));
    StoredDays stored = store.store(figures, mine);
    // files of an earlier start may be gone
    return isUsable(stored) ? stored : mine;
  }

  /** Returns the states of these days. */
  DayStates states(StoredDays days) {
    return computed.read(days);
  }

  /**
   * The days to compute, and the files of those that are kept.
   *
   * @param after the name of the figures whose days are kept; null: none are
   */
  private record Planned(
      DayPlan plan, @Nullable String after, Map<String, List<FileEntry>> files) {}

  private Planned planned(String runId, int number) {
    return earlier
        .first(
            runId,
            number,
            name -> store.find(name).filter(this::isUsable).flatMap(days -> after(name, days)))
        .orElseGet(() -> new Planned(DayPlan.whole(wanted), null, Map.of()));
  }

  private boolean isUsable(StoredDays days) {
    return days.basis().equals(basis)
        && days.table().equals(rows.table())
        && !days.at().isAfter(rows.at())
        && (labels == null ? days.labels() == null : labels.isOf(days.labels()))
        && store.isWhole(days);
  }

  private Optional<Planned> after(String name, StoredDays days) {
    return rows.changedSince(days.snapshotId())
        .flatMap(
            changed -> labels == null ? Optional.of(changed) : labels.plus(changed, days, wanted))
        .map(changed ->
            new Planned(DayPlan.of(days, changed, wanted, rows.at()), name, days.files()));
  }

  private StoredDays made(String figures, Planned planned) {
    ComputedDays.Result made = computed.of(figures, planned.plan(), planned.files());
    return new StoredDays(
        basis,
        rows.table(),
        rows.snapshotId(),
        rows.at(),
        labels == null ? null : labels.snapshot(),
        new StoredDays.Made(rules, first, planned.after(), planned.plan().since()),
        made.days(),
        made.files());
  }
}
