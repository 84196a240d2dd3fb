package dev.sluice.job;

import dev.sluice.analytics.AnalyticsSettings;
import dev.sluice.analytics.days.DayStates;
import dev.sluice.analytics.days.EventTables;
import dev.sluice.dataset.days.DayColumns;
import dev.sluice.dataset.days.DayPlan;
import dev.sluice.dataset.days.DayStore;
import dev.sluice.dataset.days.StoredDays;
import dev.sluice.dataset.days.StoredDays.Day;
import dev.sluice.dataset.layout.DaySpans;
import dev.sluice.dataset.run.FileEntry;
import dev.sluice.dataset.snapshot.DatedRows;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * Computes the states of days, and stores them.
 *
 * @param tables names the attributes; the events are those of the rows
 */
record ComputedDays(DayStore store, DatedRows rows, EventTables tables, AnalyticsSettings rules) {
  /** The names of the columns of states that the store has to know. */
  static final DayColumns COLUMNS =
      new DayColumns(DayStates.DAY, DayStates.ITEMS, DayStates.CHANGES_AT);

  private static final String LATENCY = "latency";
  private static final String ACCURACY = "accuracy";

  /** The days, and the files with their states. */
  record Result(List<Day> days, Map<String, List<FileEntry>> files) {}

  /**
   * Computes the days of a plan, and returns them together with those that it keeps.
   *
   * @param figures the name of the figures that they are computed for
   * @param stored the files with the states of the days that are kept
   */
  Result of(String figures, DayPlan plan, Map<String, List<FileEntry>> stored) {
    Set<String> names = StoredDays.names(plan.kept());
    if (names.size() >= DayStore.MAX_RUNS) {
      return anew(figures, plan, stored);
    }
    Map<String, List<FileEntry>> files = new HashMap<>();
    names.forEach(name -> files.put(name, stored.getOrDefault(name, List.of())));
    List<Day> days = new ArrayList<>(plan.kept());
    days.addAll(counted(plan));
    if (!plan.compute().isEmpty()) {
      List<FileEntry> own = write(figures, states(plan.compute()), plan.compute());
      files.put(figures, own);
      days.addAll(written(figures, own));
    }
    return new Result(days, files);
  }

  /** Writes the states of all days again, so that they are in files of one run. */
  private Result anew(String figures, DayPlan plan, Map<String, List<FileEntry>> stored) {
    List<Day> counted = new ArrayList<>(counted(plan));
    plan.kept().stream().filter(day -> day.states() == null).forEach(counted::add);
    DayStates all = states(plan.compute()).and(read(plan.kept(), stored));
    List<FileEntry> own = write(figures, all, DaySpans.ALL);
    List<Day> days = new ArrayList<>(written(figures, own));
    days.addAll(counted);
    return new Result(days, Map.of(figures, own));
  }

  private List<Day> counted(DayPlan plan) {
    return plan.count().isEmpty()
        ? List.of()
        : store.daysOf(
            rows.counts(plan.count(), COLUMNS.day(), COLUMNS.items(), COLUMNS.changesAt()));
  }

  private List<Day> written(String figures, List<FileEntry> files) {
    return store.daysOf(
        figures, files, LATENCY, Objects.requireNonNull(form().latency()).schema());
  }

  private DayStates states(DaySpans days) {
    return tables.of(rows.of(days)).allDays(rows.day(), rows.changesAt(), rules);
  }

  /** Returns states without rows, which have the columns. */
  private DayStates form() {
    return states(DaySpans.NONE);
  }

  private List<FileEntry> write(String figures, DayStates states, DaySpans days) {
    List<FileEntry> files = new ArrayList<>();
    if (states.latency() != null) {
      files.addAll(store.write(figures, LATENCY, states.latency(), days));
    }
    if (states.accuracy() != null) {
      files.addAll(store.write(figures, ACCURACY, states.accuracy(), days));
    }
    return files;
  }

  /** Returns the stored states of days. */
  DayStates read(StoredDays days) {
    return read(days.days(), days.files());
  }

  private DayStates read(List<Day> days, Map<String, List<FileEntry>> files) {
    DayStates form = form();
    return new DayStates(
        read(days, files, LATENCY, form.latency()), read(days, files, ACCURACY, form.accuracy()));
  }

  private @Nullable Dataset<Row> read(
      List<Day> days,
      Map<String, List<FileEntry>> files,
      String kind,
      @Nullable Dataset<Row> form) {
    return form == null ? null : store.read(days, files, kind, form.schema());
  }
}
