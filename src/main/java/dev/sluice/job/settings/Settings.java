package dev.sluice.job.settings;

import dev.sluice.access.ReadSettings;
import dev.sluice.analytics.EventAttributes;
import dev.sluice.dataset.DatasetSettings;
import dev.sluice.dataset.export.TableRead;
import dev.sluice.dataset.run.Role;
import dev.sluice.dataset.view.View;
import dev.sluice.decode.EntityDiscriminator;
import dev.sluice.derived.DerivedView;
import dev.sluice.derived.Query;
import dev.sluice.job.settings.SnapshotSettings.PartitionBy;
import dev.sluice.summary.SummarySettings;
import dev.sluice.table.AwsSettings;
import dev.sluice.training.TrainingSettings;
import dev.sluice.training.TrainingView;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * All settings of a run, each section as the stage that it is for wants it.
 *
 * @param training null: no view to train on
 * @param derived datasets to make of the tables
 * @param reportPath null: below the dataset's root
 */
public record Settings(
    AwsSettings aws,
    SourceSettings source,
    EventAttributes events,
    LabelSettings labels,
    SnapshotSettings snapshot,
    @Nullable TrainingSettings training,
    List<Query> derived,
    AnalyticsRules analytics,
    ExperimentSettings experiments,
    SummarySettings summary,
    @Nullable URI reportPath) {

  /** The snapshot's settings, for commands that {@link Requirement#ROOT need} its root. */
  public DatasetSettings dataset() {
    URI root = snapshot.root();
    if (root == null) {
      throw new IllegalStateException("the command did not ask for dataset.root");
    }
    DatasetSettings dataset = new DatasetSettings(
        root,
        snapshot.targetFileBytes(),
        ValueText.spelling(snapshot.compression()),
        snapshot.partitionBy() == PartitionBy.DAY
            ? new EventDay(events.time(), analytics.zone(), events.timeFormat())
            : null,
        snapshot.keep());
    return snapshot.afresh() ? dataset.startingAfresh() : dataset;
  }

  /** What is derived from the tables. */
  public View view(SparkSession spark) {
    List<View> views = new ArrayList<>();
    if (!derived.isEmpty()) {
      views.add(new DerivedView(spark, derived, analytics.zone()));
    }
    if (training != null) {
      views.add(new TrainingView(spark, training, events, labels.attributes(), analytics.zone()));
    }
    return View.of(views);
  }

  /**
   * The tables that export reads, as a run does that must be done with them in time.
   *
   * @param started when it was, this time: a run that is resumed has as long again
   */
  public List<TableRead> tables(Instant started) {
    Duration deadline = source.capacity().deadline();
    return deadline == null
        ? tables()
        : tables().stream()
            .map(read -> read.with(read.settings().until(started.plus(deadline))))
            .toList();
  }

  /** The tables that export reads: events, labels, experiments, as far as they are set. */
  public List<TableRead> tables() {
    List<TableRead> reads = new ArrayList<>();
    if (source.table() != null) {
      ReadSettings events =
          source.ofEvents(aws, source.table(), AskedAttributes.of(this, Role.SOURCE), entityBy());
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
    return snapshot.entityBy() == null
        ? null
        : new EntityDiscriminator(snapshot.entityBy(), snapshot.entitySeparator());
  }

  private ReadSettings other(String table, Role role) {
    return source.ofTable(aws, table, AskedAttributes.of(this, role));
  }

  private TableRead read(
      ReadSettings settings, Role role, List<String> columns, @Nullable String filter) {
    return new TableRead(
        settings,
        role,
        columns,
        filter,
        source.skipExpired(),
        source.maxRejects(),
        role == Role.SOURCE ? snapshot.stripShards() : List.of());
  }
}
