package dev.sluice.job.settings;

import dev.sluice.dataset.Role;
import dev.sluice.dataset.TableRead;
import dev.sluice.table.AwsSettings;
import dev.sluice.table.Endpoints;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The tables that export reads: events, labels, experiments, as far as they are set. */
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
   * Likewise, for a run with a deadline.
   *
   * @param started when the run was started this time: a run that is resumed has as long again
   */
  public static List<TableRead> of(Settings settings, Instant started) {
    Duration deadline = settings.source().capacity().deadline();
    return deadline == null
        ? of(settings)
        : of(settings).stream()
            .map(read -> read.with("deadline", started.plus(deadline).toString()))
            .toList();
  }

  private List<TableRead> all() {
    SourceSettings source = settings.source();
    SnapshotSettings snapshot = settings.snapshot();
    Settings.Labels labels = settings.labels();
    ExperimentSettings experiments = settings.experiments();
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
    options.put("job.named", ExperimentSettings.json(AskedAttributes.of(settings, role)));
    return new TableRead(
        table,
        role,
        options,
        columns,
        filter,
        settings.source().skipExpired(),
        settings.source().maxRejects(),
        role == Role.SOURCE ? settings.snapshot().stripShards() : List.of());
  }

  /** How the Spark source reaches DynamoDB. */
  private Map<String, String> reach() {
    AwsSettings aws = settings.aws();
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
