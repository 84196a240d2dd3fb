package dev.sluice.job.settings;

import dev.sluice.access.ReadSettings;
import dev.sluice.dataset.export.TableRead;
import dev.sluice.dataset.run.Role;
import dev.sluice.decode.EntityDiscriminator;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tables that export reads: events, labels, experiments, as far as they are configured. */
public final class TableReads {
  private final Settings settings;

  private TableReads(Settings settings) {
    this.settings = settings;
  }

  /** Returns how each configured table is read. */
  public static List<TableRead> of(Settings settings) {
    return new TableReads(settings).all();
  }

  /**
   * Returns the same for a run with a deadline.
   *
   * @param started the latest start of the run: a resumed run gets the whole time again
   */
  public static List<TableRead> of(Settings settings, Instant started) {
    Duration deadline = settings.source().capacity().deadline();
    return deadline == null
        ? of(settings)
        : of(settings).stream()
            .map(read -> read.with(read.settings().until(started.plus(deadline))))
            .toList();
  }

  private List<TableRead> all() {
    SourceSettings source = settings.source();
    Settings.Labels labels = settings.labels();
    ExperimentSettings experiments = settings.experiments();
    List<TableRead> reads = new ArrayList<>();
    if (source.table() != null) {
      ReadSettings events = source.ofEvents(
          settings.aws(),
          source.table(),
          ConfiguredAttributes.of(settings, Role.SOURCE),
          entityBy());
      reads.add(read(events, Role.SOURCE, source.columns(), source.filter()));
    }
    if (labels.table() != null) {
      reads.add(read(other(labels.table(), Role.LABELS), Role.LABELS, List.of(), null));
    }
    if (experiments.table() != null) {
      ReadSettings runs =
          other(experiments.table(), Role.EXPERIMENTS).on(experiments.index(), experiments.needs());
      reads.add(read(runs, Role.EXPERIMENTS, List.of(), experiments.filter()));
    }
    return List.copyOf(reads);
  }

  private @Nullable EntityDiscriminator entityBy() {
    SnapshotSettings snapshot = settings.snapshot();
    return snapshot.entityBy() == null
        ? null
        : new EntityDiscriminator(snapshot.entityBy(), snapshot.entitySeparator());
  }

  private ReadSettings other(String table, Role role) {
    return settings
        .source()
        .ofTable(settings.aws(), table, ConfiguredAttributes.of(settings, role));
  }

  private TableRead read(
      ReadSettings read, Role role, List<String> columns, @Nullable String filter) {
    return new TableRead(
        read,
        role,
        columns,
        filter,
        settings.source().skipExpired(),
        settings.source().maxRejects(),
        role == Role.SOURCE ? settings.snapshot().stripShards() : List.of());
  }
}
