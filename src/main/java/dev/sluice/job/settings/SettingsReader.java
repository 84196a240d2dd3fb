package dev.sluice.job.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigUtil;
import dev.sluice.access.AccessPath;
import dev.sluice.analytics.EventAttributes;
import dev.sluice.analytics.ExperimentAttributes;
import dev.sluice.analytics.ExperimentAttributes.Better;
import dev.sluice.analytics.LabelAttributes;
import dev.sluice.analytics.Limits;
import dev.sluice.analytics.TargetKind;
import dev.sluice.dataset.lake.DeletedItems;
import dev.sluice.dataset.lake.DeletedItems.Action;
import dev.sluice.export.ExportDestination;
import dev.sluice.export.ExportFormat;
import dev.sluice.failure.InvalidConfigurationException;
import dev.sluice.job.args.Verb.Requirement;
import dev.sluice.job.settings.Key.Form;
import dev.sluice.job.settings.SnapshotSettings.Compression;
import dev.sluice.job.settings.SnapshotSettings.Format;
import dev.sluice.job.settings.SnapshotSettings.PartitionBy;
import dev.sluice.job.settings.SourceSettings.Capacity;
import dev.sluice.schema.DeclaredColumns;
import dev.sluice.schema.NumberMapping;
import dev.sluice.sql.SqlCondition;
import dev.sluice.summary.SummarySettings;
import dev.sluice.table.AwsSettings;
import dev.sluice.table.Endpoints;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Reads all sections. Notes every error; without errors, the settings are valid. */
public final class SettingsReader {
  private static final int MAX_KEPT = 1_000_000;
  private static final int MAX_SAMPLED = 1_000_000;
  /** Limit of models, and of versions of one model: figures of many more do not fit into memory. */
  private static final int MAX_NAMES = 100_000;

  private static final Form<String> CONDITION =
      new Form<>("a Spark SQL condition", SqlCondition::parsed);

  private final Layers layers;
  private final Reading reading;

  private SettingsReader(Layers layers, ConfigErrors errors) {
    this.layers = layers;
    this.reading = new Reading(layers, errors);
  }

  /**
   * Reads reference.conf, the file and {@code --set}. Use the settings only if no error was noted.
   *
   * @param file path or URI of the user's file; null: none
   * @param sets {@code key=value}, in order
   * @param needs the settings that the command requires
   */
  public static Settings read(
      @Nullable String file, List<String> sets, Set<Requirement> needs, ConfigErrors errors) {
    return read(file, sets, Environment.ofProcess(), needs, errors);
  }

  /** Reads the same with the given environment variables. */
  public static Settings read(
      @Nullable String file,
      List<String> sets,
      Environment environment,
      Set<Requirement> needs,
      ConfigErrors errors) {
    Config content = file(file, sets, environment, errors);
    Layers layers = Layers.of(content, sets, environment, errors);
    if (!SourceNames.read(new Reading(layers, errors)).isEmpty()) {
      SourceNames.refuse(errors);
    }
    return read(layers.withoutSources(), settings -> settings, needs, errors);
  }

  /**
   * Reads layers without section {@code sources}.
   *
   * @param places gives a source the places that it does not share
   */
  static Settings read(
      Layers layers, UnaryOperator<Settings> places, Set<Requirement> needs, ConfigErrors errors) {
    SettingsReader reader = new SettingsReader(layers, errors);
    Settings settings = places.apply(reader.settings());
    new CrossFieldChecks(reader.reading).check(settings, needs);
    return settings;
  }

  /** Reads the values that several sources share; together they may lack what each source adds. */
  static Settings readShared(Layers layers, ConfigErrors errors) {
    return new SettingsReader(layers, errors).settings();
  }

  /** Returns the form of each key's value, as messages name it, by the key's full path. */
  static Map<String, String> forms() {
    Environment nothing = new Environment(Map.of());
    ConfigErrors errors = new ConfigErrors();
    Layers layers = Layers.of(ConfigFactory.empty(), List.of(), nothing, errors);
    SettingsReader reader = new SettingsReader(layers, errors);
    reader.settings();
    SourceNames.read(reader.reading);
    return reader.reading.forms();
  }

  /** Returns the content of the user's file, not resolved yet; empty if there is none. */
  static Config file(
      @Nullable String location, List<String> sets, Environment environment, ConfigErrors errors) {
    if (location == null) {
      return ConfigFactory.empty();
    }
    // the endpoints for a remote file can only come from --set
    SettingsReader known = new SettingsReader(
        Layers.of(ConfigFactory.empty(), sets, environment, new ConfigErrors()),
        new ConfigErrors());
    return new ConfigFile(location, FileSystems.configuration(known.aws())).read(errors);
  }

  private Settings settings() {
    new KnownKeys(layers.documented().root()).check(layers.user().root(), reading.errors());
    AnalyticsRules analytics = analytics();
    EventAttributes events = events();
    return new Settings(
        aws(),
        source(),
        events,
        labels(analytics.zone(), events.timeFormat()),
        snapshot(),
        new TrainingReader(Section.of("dataset", reading)).read(),
        new DerivedReader(Section.of("dataset", reading)).read(),
        analytics,
        experiments(events.timeFormat()),
        summary(),
        Section.of("report", reading).key("path").as(ValueFormats.LOCATION).orNull(),
        null);
  }

  private AwsSettings aws() {
    Section aws = Section.of("aws", reading);
    boolean http = aws.key("allow-http").flag().get();
    return new AwsSettings(
        aws.key("region").as(ValueFormats.REGION).orNull(),
        endpoint(aws, "dynamodb-endpoint", http),
        endpoint(aws, "s3-endpoint", http),
        aws.key("role-arn").as(ValueFormats.ROLE_ARN).orNull());
  }

  private static @Nullable URI endpoint(Section aws, String key, boolean http) {
    URI endpoint = aws.key(key).as(ValueFormats.ENDPOINT).orNull();
    if (endpoint != null && !http && Endpoints.isInClear(endpoint)) {
      aws.error(
          key,
          "is not on this machine, and http sends all data unencrypted",
          "Write https://…, or set sluice.aws.allow-http = true if the network is your own.");
    }
    return endpoint;
  }

  private SourceSettings source() {
    Section source = Section.of("source", reading);
    Section schema = source.in("schema");
    return new SourceSettings(
        source.key("table").as(ValueFormats.TABLE).orNull(),
        kind(source),
        source.key("export-path").as(ValueFormats.EXPORT).orNull(),
        destination(source.in("export")),
        source.key("index").as(ValueFormats.INDEX).orNull(),
        source.key("columns").texts(),
        source.key("filter").as(CONDITION).orNull(),
        source.key("segments").as(ValueFormats.SEGMENTS).get(),
        source.key("consistent-read").flag().get(),
        capacity(source.in("capacity")),
        source.key("skip-expired").flag().get(),
        source.key("ttl-attribute").text().orNull(),
        schema.key("sample-items").count(1, MAX_SAMPLED).get(),
        schema.key("numbers").oneOf(NumberMapping.class).get(),
        ddl(schema),
        source.key("max-rejects").whole(0, Long.MAX_VALUE).get());
  }

  private AccessPath.Kind kind(Section source) {
    AccessPath.Kind kind = source.key("kind").as(ValueFormats.KIND).get();
    String format = Section.of("dataset", reading).key("format").text().get();
    if (kind == AccessPath.Kind.STREAM && !format.equals("iceberg")) {
      source.error(
          "kind",
          "has changes, which are no snapshot: only the Spark source reads them, and a run that keeps an Iceberg table",
          "Write scan, export, pitr or auto here, or set dataset.format = iceberg; or read the changes by"
              + " spark.readStream().format(\"sluice\") with kind = stream.");
      return AccessPath.Kind.SCAN;
    }
    return kind;
  }

  private static @Nullable ExportDestination destination(Section export) {
    String bucket = export.key("bucket").as(ValueFormats.BUCKET_NAME).orNull();
    String prefix = export.key("prefix").as(ValueFormats.KEY_PREFIX).orNull();
    ExportFormat format = export.key("format").oneOf(ExportFormat.class).get();
    String kmsKey = export.key("kms-key").as(ValueFormats.KMS_KEY).orNull();
    String owner = export.key("bucket-owner").as(ValueFormats.ACCOUNT).orNull();
    return bucket == null ? null : new ExportDestination(bucket, prefix, format, kmsKey, owner);
  }

  private @Nullable String ddl(Section schema) {
    String ddl = schema.key("ddl").text().orNull();
    if (ddl != null) {
      try {
        DeclaredColumns.parse(ddl, "sluice.source.schema.ddl");
      } catch (InvalidConfigurationException e) {
        e.errors()
            .forEach(error ->
                reading.errors().add(error.key(), error.value(), error.problem(), error.remedy()));
      }
    }
    return ddl;
  }

  private static Capacity capacity(Section capacity) {
    return new Capacity(
        capacity.key("max-read-units").whole(1, Long.MAX_VALUE).orNull(),
        capacity.key("percent").number(0, 100).get(),
        capacity.key("max-units").whole(1, Long.MAX_VALUE).orNull(),
        capacity.key("deadline").duration().orNull());
  }

  private EventAttributes events() {
    Section events = Section.of("events", reading);
    return new EventAttributes(
        events.key("id").text().get(),
        events.key("time").text().get(),
        events.key("model").text().get(),
        events.key("version").text().get(),
        events.key("prediction").text().get(),
        events.key("confidence").text().get(),
        events.key("latency-ms").text().get(),
        events.key("start").text().orNull(),
        events.key("end").text().orNull(),
        events.key("error").text().get(),
        events.key("time-format").as(ValueFormats.TIME_FORMAT).orNull(),
        events.key("latency-unit").as(ValueFormats.LATENCY_UNIT).orNull());
  }

  private Settings.Labels labels(ZoneId zone, @Nullable String timeFormat) {
    Section labels = Section.of("labels", reading);
    LabelAttributes attributes = new LabelAttributes(
        labels.key("id").text().get(),
        labels.key("label").text().get(),
        labels.key("time").text().get(),
        timeFormat(labels, timeFormat),
        labels.key("as-of").as(ValueFormats.instant(zone)).orNull());
    return new Settings.Labels(labels.key("table").as(ValueFormats.TABLE).orNull(), attributes);
  }

  private SnapshotSettings snapshot() {
    Section dataset = Section.of("dataset", reading);
    return new SnapshotSettings(
        dataset.key("root").as(ValueFormats.LOCATION).orNull(),
        dataset.key("partition-by").oneOf(PartitionBy.class).get(),
        dataset.key("target-file-bytes").bytes(1024).get(),
        dataset.key("compression").oneOf(Compression.class).get(),
        dataset.key("keep").count(1, MAX_KEPT).orNull(),
        dataset.key("entity-by").text().orNull(),
        dataset.key("entity-separator").text().get(),
        dataset.key("strip-shards").texts(),
        dataset.key("afresh").flag().get(),
        iceberg(dataset));
  }

  private static SnapshotSettings.@Nullable Iceberg iceberg(Section dataset) {
    Format format = dataset.key("format").oneOf(Format.class).get();
    Section deleted = dataset.in("on-delete");
    SnapshotSettings.Iceberg iceberg = new SnapshotSettings.Iceberg(
        dataset.key("catalog").text().orNull(),
        new DeletedItems(
            deleted.key("ttl").oneOf(Action.class).get(),
            deleted.key("user").oneOf(Action.class).get(),
            deleted.key("unknown").oneOf(Action.class).get()));
    return format == Format.ICEBERG ? iceberg : null;
  }

  private AnalyticsRules analytics() {
    Section analytics = Section.of("analytics", reading);
    Section slo = analytics.in("slo");
    Section gates = analytics.in("gates");
    return new AnalyticsRules(
        analytics
            .key("zone")
            .as("a time zone, such as Europe/Zurich", ZoneId::of)
            .get(),
        lookBackDays(analytics),
        slo.key("latency-ms").number(0, Double.MAX_VALUE).orNull(),
        slo.key("target").number(0, 1).orNull(),
        analytics.key("baseline-version").text().orNull(),
        targets(analytics),
        analytics.key("maturity").duration().get(),
        new Limits(
            analytics.key("max-models").count(1, MAX_NAMES).get(),
            analytics.key("max-versions").count(1, MAX_NAMES).get()),
        new AnalyticsRules.Gates(
            gates.key("undated").share().get(), gates.key("unmodelled").share().get()));
  }

  private static @Nullable Integer lookBackDays(Section analytics) {
    Duration lookBack = analytics.key("look-back").duration().orNull();
    if (lookBack == null) {
      return null;
    }
    if (lookBack.isZero() || !lookBack.equals(Duration.ofDays(lookBack.toDays()))) {
      analytics.error(
          "look-back", "is not a number of whole days", "Write whole days, such as 28 days.");
    }
    return Math.toIntExact(Math.min(lookBack.toDays(), Integer.MAX_VALUE));
  }

  private static Map<String, TargetKind> targets(Section analytics) {
    Map<String, TargetKind> targetKinds = new TreeMap<>();
    for (String model : analytics.names("targets", "{ model = class }")) {
      Key key = analytics.in("targets").key(ConfigUtil.joinPath(model));
      TargetKind kind = key.oneOf(TargetKind.class).orNull();
      if (kind != null) {
        targetKinds.put(model, kind);
      }
    }
    return targetKinds;
  }

  private ExperimentSettings experiments(@Nullable String timeFormat) {
    Section experiments = Section.of("experiments", reading);
    ExperimentAttributes attributes = new ExperimentAttributes(
        experiments.key("id").text().get(),
        experiments.key("name").text().get(),
        experiments.key("time").text().get(),
        experiments.key("status").text().get(),
        experiments.key("statuses").texts(),
        experiments.key("done").text().get(),
        experiments.key("metric").text().get(),
        experiments.key("better").oneOf(Better.class).get(),
        experiments.key("config").text().orNull(),
        timeFormat(experiments, timeFormat));
    return new ExperimentSettings(
        experiments.key("table").as(ValueFormats.TABLE).orNull(),
        experiments.key("index").as(ValueFormats.INDEX).orNull(),
        attributes);
  }

  private SummarySettings summary() {
    Section summary = Section.of("summary", reading);
    Duration ttl = summary.key("ttl").duration().get();
    if (ttl.isZero()) {
      summary.error("ttl", "lets rows expire before they are read", "Write a duration above 0.");
    }
    return new SummarySettings(
        summary.key("table").as(ValueFormats.TABLE_NAME).get(),
        summary
            .key("namespace")
            .as(SummarySettings.NAMESPACE, SummarySettings::namespace)
            .orNull(),
        ttl);
  }

  /** Returns the section's own format of times, or else that of events. */
  private static @Nullable String timeFormat(Section section, @Nullable String ofEvents) {
    String own = section.key("time-format").as(ValueFormats.TIME_FORMAT).orNull();
    return own == null ? ofEvents : own;
  }
}
