package dev.sluice.job;

import dev.sluice.demo.GrowingTable;
import dev.sluice.job.args.Invocation;
import dev.sluice.job.args.Verb;
import dev.sluice.job.settings.ConfigErrors;
import dev.sluice.job.settings.Settings;
import dev.sluice.job.settings.SettingsReader;
import dev.sluice.table.AwsSettings;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

/**
 * The settings of the demo's runs. Those of the command line and of its file override them.
 *
 * @param aws the embedded servers
 * @param folder receives the report, and the Iceberg tables of nights
 */
record DemoSettings(AwsSettings aws, Invocation invocation, Path folder) {
  static final String BUCKET = "sluice-demo";
  /** The prefix of exports in the bucket. */
  static final String EXPORTS = "exports";

  /** The last day of the sample log. */
  private static final LocalDate LAST_DAY = LocalDate.of(2026, 10, 28);

  /** Returns the logical day of the demo's last run. */
  static LocalDate lastDay(Invocation invocation) {
    return invocation.date() == null ? LAST_DAY : invocation.date();
  }

  /** Returns the settings of the examples in conf/, two in one. */
  Settings whole() {
    return read(Stream.of(
        "source.table=InferenceMetadata",
        "labels.table=InferenceFeedback",
        "experiments.table=mlops-experiments",
        "dataset.root=s3a://" + BUCKET + "/demo",
        report()));
  }

  /** Returns the settings of a run that keeps the log in an Iceberg table: loads it, or applies what has changed. */
  Settings night() {
    return read(Stream.concat(
        table(),
        Stream.of(
            "source.kind=pitr",
            "source.export.bucket=" + BUCKET,
            "source.export.prefix=" + EXPORTS,
            "dataset.format=iceberg",
            "dataset.on-delete.ttl=keep",
            "dataset.root=" + nights().resolve("lake").toUri(),
            report())));
  }

  /** Returns the settings of a run that scans the same table and computes all anew, beside what the nights have left. */
  Settings full() {
    return read(Stream.concat(
        table(),
        Stream.of(
            "source.kind=scan",
            "dataset.root=" + nights().resolve("full").toUri(),
            "summary.namespace=full")));
  }

  /** Returns the folder of the nights' files. */
  Path nights() {
    return folder.resolve("nights");
  }

  private static Stream<String> table() {
    return Stream.of(
        "source.table=" + GrowingTable.NAME, "source.ttl-attribute=" + GrowingTable.TTL);
  }

  private String report() {
    return "report.path=" + folder.resolve("report.html");
  }

  private Settings read(Stream<String> own) {
    Stream<String> common = Stream.of(
        "aws.region=us-east-1",
        "aws.dynamodb-endpoint=" + aws.dynamoDbEndpoint(),
        "aws.s3-endpoint=" + aws.s3Endpoint(),
        "events.latency-unit=ms",
        "analytics.slo.latency-ms=5",
        "analytics.slo.target=0.95");
    List<String> sets =
        Stream.of(common, own, invocation.sets().stream()).flatMap(some -> some).toList();
    ConfigErrors errors = new ConfigErrors();
    Settings settings = SettingsReader.read(invocation.config(), sets, Verb.RUN.needs(), errors);
    errors.throwIfAny();
    return settings;
  }
}
