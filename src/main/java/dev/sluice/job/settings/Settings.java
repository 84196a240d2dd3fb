package dev.sluice.job.settings;

import dev.sluice.analytics.EventAttributes;
import dev.sluice.dataset.DatasetSettings;
import dev.sluice.dataset.export.TableRead;
import dev.sluice.dataset.run.Role;
import dev.sluice.dataset.view.View;
import dev.sluice.derived.DerivedView;
import dev.sluice.derived.Query;
import dev.sluice.job.settings.SnapshotSettings.PartitionBy;
import dev.sluice.summary.SummarySettings;
import dev.sluice.table.AwsSettings;
import dev.sluice.table.Endpoints;
import dev.sluice.training.TrainingSettings;
import dev.sluice.training.TrainingView;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
        Section.spelling(snapshot.compression()),
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
            .map(read -> read.with("deadline", started.plus(deadline).toString()))
            .toList();
  }

  /** The tables that export reads: events, labels, experiments, as far as they are set. */
  public List<TableRead> tables() {
    List<TableRead> reads = new ArrayList<>();
    if (source.table() != null) {
      Map<String, String> options = source.options();
      if (snapshot.entityBy() != null) {
        options.put("job.entity-by", snapshot.entityBy());
        options.put("job.entity-separator", snapshot.entitySeparator());
      }
      reads.add(read(source.table(), Role.SOURCE, options, source.columns(), source.filter()));
    }
    if (labels.table() != null) {
      reads.add(read(labels.table(), Role.LABELS, source.sharedOptions(), List.of(), null));
    }
    if (experiments.table() != null) {
      Map<String, String> options = source.sharedOptions();
      options.putAll(experiments.options());
      reads.add(
          read(experiments.table(), Role.EXPERIMENTS, options, List.of(), experiments.filter()));
    }
    return List.copyOf(reads);
  }

  private TableRead read(
      String table,
      Role role,
      Map<String, String> options,
      List<String> columns,
      @Nullable String filter) {
    options.putAll(reach());
    options.put("job.named", ExperimentSettings.json(AskedAttributes.of(this, role)));
    return new TableRead(
        table,
        role,
        options,
        columns,
        filter,
        source.skipExpired(),
        source.maxRejects(),
        role == Role.SOURCE ? snapshot.stripShards() : List.of());
  }

  /** How the Spark source reaches DynamoDB. */
  private Map<String, String> reach() {
    Map<String, String> options = new LinkedHashMap<>();
    put(options, "region", aws.region());
    URI endpoint = aws.dynamoDbEndpoint();
    put(options, "endpoint", endpoint);
    if (endpoint != null && Endpoints.isInClear(endpoint)) {
      // reading the configuration has seen to it that aws.allow-http says so
      put(options, "allow-http", true);
    }
    put(options, "role-arn", aws.roleArn());
    return options;
  }

  private static void put(Map<String, String> options, String name, @Nullable Object value) {
    if (value != null) {
      options.put(name, value.toString());
    }
  }
}
