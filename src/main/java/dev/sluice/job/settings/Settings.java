package dev.sluice.job.settings;

import dev.sluice.analytics.EventAttributes;
import dev.sluice.analytics.Events;
import dev.sluice.analytics.LabelAttributes;
import dev.sluice.dataset.DatasetSettings;
import dev.sluice.dataset.lake.Following;
import dev.sluice.dataset.lake.LakeLayout.EventDays;
import dev.sluice.dataset.lake.LakeSettings;
import dev.sluice.dataset.layout.DayColumn;
import dev.sluice.dataset.view.View;
import dev.sluice.derived.DerivedView;
import dev.sluice.derived.Query;
import dev.sluice.job.args.Verb.Requirement;
import dev.sluice.job.settings.SnapshotSettings.PartitionBy;
import dev.sluice.summary.SummarySettings;
import dev.sluice.table.AwsSettings;
import dev.sluice.training.TrainingSettings;
import dev.sluice.training.TrainingView;
import java.net.URI;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * All settings of a run, each section in the form that its stage needs.
 *
 * @param training null: no training view
 * @param derived datasets that SQL derives from the tables
 * @param reportPath null: below the dataset's root
 * @param board the board of all sources that this source is shown on; null: these are the settings of the only one
 */
public record Settings(
    AwsSettings aws,
    SourceSettings source,
    EventAttributes events,
    Labels labels,
    SnapshotSettings snapshot,
    @Nullable TrainingSettings training,
    List<Query> derived,
    AnalyticsRules analytics,
    ExperimentSettings experiments,
    SummarySettings summary,
    @Nullable URI reportPath,
    @Nullable BoardSettings board) {
  /**
   * Section {@code sluice.labels}.
   *
   * @param table name or ARN; null: labels are attributes of the event
   */
  public record Labels(@Nullable String table, LabelAttributes attributes) {}

  /**
   * The day of an event.
   *
   * @param time path of the attribute
   * @param zone zone of days
   * @param timeFormat as in {@link EventAttributes}
   */
  record EventDay(String time, ZoneId zone, @Nullable String timeFormat) implements DayColumn {
    @Override
    public Column of(StructType schema) {
      return Events.day(schema, time, zone, timeFormat);
    }
  }

  /** Returns the settings of one source of several, which has these places to itself. */
  Settings at(
      SnapshotSettings itsSnapshot,
      SummarySettings itsSummary,
      @Nullable URI itsReport,
      BoardSettings itsBoard) {
    return new Settings(
        aws,
        source,
        events,
        labels,
        itsSnapshot,
        training,
        derived,
        analytics,
        experiments,
        itsSummary,
        itsReport,
        itsBoard);
  }

  /** Returns the snapshot's settings, for commands that {@link Requirement#ROOT require} its root. */
  public DatasetSettings dataset() {
    URI root = snapshot.root();
    if (root == null) {
      throw new IllegalStateException("the command does not require dataset.root");
    }
    DatasetSettings dataset = new DatasetSettings(
        root,
        snapshot.targetFileBytes(),
        ValueText.spelling(snapshot.compression()),
        snapshot.partitionBy() == PartitionBy.DAY
            ? new EventDay(events.time(), analytics.zone(), events.timeFormat())
            : null,
        snapshot.keep());
    DatasetSettings whole = snapshot.afresh() ? dataset.startingAfresh() : dataset;
    SnapshotSettings.Iceberg iceberg = snapshot.iceberg();
    return iceberg == null ? whole : whole.in(lake(root, iceberg));
  }

  private LakeSettings lake(URI root, SnapshotSettings.Iceberg iceberg) {
    Map<String, String> deciding = new TreeMap<>(Map.of(
        "sluice.events.time", events.time(),
        "sluice.analytics.zone", analytics.zone().getId(),
        "sluice.source.columns", source.columns().toString(),
        "sluice.source.schema.numbers", source.numbers().toString()));
    if (events.timeFormat() != null) {
      deciding.put("sluice.events.time-format", events.timeFormat());
    }
    if (source.filter() != null) {
      deciding.put("sluice.source.filter", source.filter());
    }
    if (source.index() != null) {
      deciding.put("sluice.source.index", source.index());
    }
    return new LakeSettings(
        iceberg.catalog(),
        iceberg.catalog() == null ? root.toString().replaceAll("/+$", "") + "/iceberg" : null,
        iceberg.deleted(),
        new EventDays(
            events.time(), new EventDay(events.time(), analytics.zone(), events.timeFormat())),
        deciding,
        following());
  }

  private Following following() {
    return switch (source.kind()) {
      case STREAM -> Following.STREAM;
      case PITR -> Following.EXPORTS;
      default -> Following.NONE;
    };
  }

  /** Returns the views of the tables. */
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
}
