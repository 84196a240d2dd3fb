package dev.sluice.job.settings;

import dev.sluice.access.AccessPath;
import dev.sluice.analytics.ExperimentAttributes;
import dev.sluice.job.args.Verb.Requirement;
import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Checks settings that are valid alone but not together, and settings that a command requires. */
final class CrossFieldChecks {
  /** Kinds of reads that can bring a table in Iceberg up to date. */
  private static final Set<AccessPath.Kind> LAKE_KINDS =
      EnumSet.complementOf(EnumSet.of(AccessPath.Kind.AUTO));

  private final Section source;
  private final Section events;
  private final Section labels;
  private final Section dataset;
  private final Section experiments;
  private final Section slo;
  private final Section summary;
  private final Section report;

  CrossFieldChecks(Reading reading) {
    source = Section.of("source", reading);
    events = Section.of("events", reading);
    labels = Section.of("labels", reading);
    dataset = Section.of("dataset", reading);
    experiments = Section.of("experiments", reading);
    slo = Section.of("analytics", reading).in("slo");
    summary = Section.of("summary", reading);
    report = Section.of("report", reading);
  }

  void check(Settings settings, Set<Requirement> needs) {
    missing(settings, needs);
    new SourceChecks(source).check(settings.source());
    tables(settings);
    new SummaryTableCheck(settings).check(summary);
    ReportPathCheck.check(report, settings.reportPath(), settings.snapshot().root());
    columns(settings.source().columns());
    entities();
    iceberg(settings, needs);
    durations();
    if (slo.given("target") && !slo.given("latency-ms")) {
      slo.error(
          "target",
          "has no effect without slo.latency-ms",
          "Set slo.latency-ms too, or leave it out.");
    }
  }

  private void durations() {
    if (events.given("start") != events.given("end")) {
      events.error(
          events.given("start") ? "start" : "end",
          "has no effect unless both events.start and events.end are set",
          "Set both, or neither.");
    }
    if (events.given("start") && events.given("latency-ms")) {
      events.error(
          "latency-ms",
          "is set, and events.start and events.end are too",
          "Set either the duration, or the start and the end.");
    }
    if (events.given("start") && events.given("latency-unit")) {
      events.error(
          "latency-unit",
          "has no effect if events.start and events.end are set: times have no unit",
          "Leave it out.");
    }
  }

  private void missing(Settings settings, Set<Requirement> needs) {
    if (needs.contains(Requirement.ROOT) && !dataset.given("root")) {
      dataset.error(
          "root",
          "is missing",
          "Set the folder of snapshots, such as s3a://bucket/prefix or file:/folder.");
    }
    boolean tables = source.given("table") || experiments.given("table");
    if (needs.contains(Requirement.TABLES) && !tables) {
      source.error("table", "is missing", "Set the table to read, or experiments.table, or both.");
    }
    if (settings.labels().table() != null && !source.given("table")) {
      labels.error("table", "has no events to label", "Set source.table too, or leave it out.");
    }
  }

  private void iceberg(Settings settings, Set<Requirement> needs) {
    if (settings.snapshot().iceberg() == null) {
      Stream.of("catalog", "on-delete.ttl", "on-delete.user", "on-delete.unknown")
          .filter(dataset::given)
          .forEach(key -> dataset.error(
              key, "has no effect without dataset.format = iceberg", "Set it, or leave this out."));
      return;
    }
    URI root = settings.snapshot().root();
    if (root != null && !"file".equals(root.getScheme()) && !dataset.given("catalog")) {
      dataset.error(
          "catalog",
          "is missing: Iceberg tables in a bucket need a catalog",
          "Name one of Spark's configuration, spark.sql.catalog.<name>.");
    }
    if (needs.contains(Requirement.TABLES)
        && !LAKE_KINDS.contains(settings.source().kind())) {
      source.error(
          "kind",
          "cannot be read with dataset.format = iceberg",
          "Set source.kind = pitr, which reads what has changed, or stream, export or scan.");
    }
    if (settings.source().kind() == AccessPath.Kind.STREAM && source.given("index")) {
      source.error(
          "index", "leaves out items, and the stream has those of the table", "Leave it out.");
    }
    Stream.of("strip-shards", "partition-by")
        .filter(dataset::given)
        .forEach(key ->
            dataset.error(key, "has no effect with dataset.format = iceberg", "Leave it out."));
    if (dataset.given("entity-by")) {
      dataset.error(
          "entity-by",
          "cannot be kept apart with dataset.format = iceberg: a table is one Iceberg table, with the columns of all entity"
              + " types",
          "Leave it out, and filter by the attribute; or set dataset.format = parquet.");
    }
  }

  private void entities() {
    if (dataset.given("entity-by") && !source.given("table")) {
      dataset.error(
          "entity-by",
          "is about source.table, which is not set",
          "Set source.table, or leave it out.");
    }
    if (dataset.given("entity-by") && source.given("columns")) {
      dataset.error(
          "entity-by",
          "gives each entity type its own columns, and source.columns is set too",
          "Leave one of the two out.");
    }
    Section training = dataset.in("training");
    boolean trains = training.given("profile");
    if (trains && dataset.given("entity-by") && !training.given("entity")) {
      training.error(
          "entity",
          "is missing: dataset.entity-by separates entity types, and a training view has only one",
          "Set the entity type to train on.");
    }
    if (training.given("entity") && !(trains && dataset.given("entity-by"))) {
      training.error(
          "entity",
          "has no effect without dataset.entity-by and training.profile",
          "Set both, or leave it out.");
    }
    if (dataset.given("entity-separator") && !dataset.given("entity-by")) {
      dataset.error("entity-separator", "has no effect without entity-by", "Set entity-by too.");
    }
  }

  private void tables(Settings settings) {
    if (!source.given("table")) {
      Stream.of(
              "export-path",
              "index",
              "columns",
              "filter",
              "segments",
              "consistent-read",
              "ttl-attribute",
              "schema.ddl")
          .filter(source::given)
          .forEach(key -> source.error(
              key,
              "is about source.table, which is not set",
              "Set source.table, or leave it out."));
    }
    if (source.given("ttl-attribute") && !settings.source().skipExpired()) {
      source.error(
          "ttl-attribute",
          "has no effect if source.skip-expired is false",
          "Leave one of the two out.");
    }
    if (experiments.given("index") && !experiments.given("table")) {
      experiments.error(
          "index",
          "is about experiments.table, which is not set",
          "Set experiments.table, or leave it out.");
    }
    ExperimentAttributes names = settings.experiments().attributes();
    if (!names.asksFor(names.done())) {
      experiments.error(
          "statuses",
          "leaves out " + names.done() + ", which is experiments.done: nothing could be the best",
          "Add it to the statuses.");
    }
    if (labels.given("id") && !labels.given("table")) {
      labels.error(
          "id", "is about labels.table, which is not set", "Set labels.table, or leave it out.");
    }
    String events = settings.source().table();
    same(labels, settings.labels().table(), events);
    same(experiments, settings.experiments().table(), events);
    same(experiments, settings.experiments().table(), settings.labels().table());
  }

  private static void same(Section section, @Nullable String table, @Nullable String other) {
    if (table != null && Objects.equals(table, other)) {
      section.error("table", "is read in another role already", "Name each table once.");
    }
  }

  private void columns(List<String> columns) {
    if (columns.isEmpty()) {
      return;
    }
    for (String part : List.of(
        "id",
        "time",
        "model",
        "version",
        "prediction",
        "confidence",
        "latency-ms",
        "start",
        "end",
        "error")) {
      String path = events.given(part) ? events.key(part).text().orNull() : null;
      String attribute = path == null ? "" : path.split("\\.", 2)[0];
      if (path != null && !columns.contains(attribute)) {
        source.error(
            "columns",
            "leaves out " + attribute + ", which is events." + part,
            "Add it to the columns.");
      }
    }
  }
}
