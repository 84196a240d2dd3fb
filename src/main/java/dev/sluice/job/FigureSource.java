package dev.sluice.job;

import dev.sluice.analytics.AnalyticsSettings;
import dev.sluice.analytics.LabelAttributes;
import dev.sluice.analytics.days.EventTables;
import dev.sluice.dataset.Snapshots;
import dev.sluice.dataset.days.DayStore;
import dev.sluice.dataset.layout.DayRange;
import dev.sluice.dataset.run.Role;
import dev.sluice.dataset.run.RunPlan;
import dev.sluice.dataset.snapshot.DatedRows;
import dev.sluice.dataset.snapshot.Snapshot;
import dev.sluice.job.settings.Fingerprint;
import dev.sluice.job.settings.Settings;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Decides whether figures are made by day: of a table in Iceberg whose days are those of the figures. */
record FigureSource(
    Snapshots snapshots, Settings settings, Snapshot snapshot, AnalyticsSettings rules) {
  /** The settings that decide the day of an event. */
  private static final Set<String> OF_DAYS =
      Set.of("events.time", "events.time-format", "analytics.zone");

  /**
   * Returns the days of the table of events; empty if figures are made of all events together.
   *
   * @param wanted the days whose events are needed
   */
  Optional<StatesOfDays> days(EarlierFigures earlier, DayRange wanted) {
    Optional<String> labels = snapshot.tableOf(Role.LABELS);
    Optional<DatedRows> labelRows = labels.flatMap(snapshot::dated);
    if (labels.isPresent() != labelRows.isPresent() || !areDaysThoseOfTable()) {
      return Optional.empty();
    }
    return snapshot
        .tableOf(Role.SOURCE)
        .flatMap(snapshot::dated)
        .map(rows -> days(earlier, wanted, rows, labelRows.orElse(null)));
  }

  private StatesOfDays days(
      EarlierFigures earlier, DayRange wanted, DatedRows rows, @Nullable DatedRows labelRows) {
    LabelAttributes names = settings.labels().attributes();
    DayStore store = snapshots.days(ComputedDays.COLUMNS);
    EventTables tables =
        new EventTables(null, settings.events(), labelRows == null ? null : labelRows.all(), names);
    return new StatesOfDays(
        store,
        earlier,
        Fingerprint.ofDays(settings),
        Fingerprint.ofRules(settings),
        rules.firstDay(),
        wanted,
        rows,
        new ComputedDays(store, rows, tables, rules),
        labelRows == null
            ? null
            : new LabelDays(labelRows, rows, settings.events(), names, rules.zone()));
  }

  /** Returns whether the table is divided by the days that these settings give. */
  private boolean areDaysThoseOfTable() {
    return RunPlan.find(snapshots.documents(), snapshot.manifest().runId())
        .map(plan -> {
          SortedSet<String> differing =
              new TreeSet<>(plan.differing(Fingerprint.snapshot(settings)));
          differing.retainAll(OF_DAYS);
          return differing.isEmpty();
        })
        .orElse(false);
  }
}
