package dev.sluice.job.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigUtil;
import dev.sluice.access.AccessPath;
import dev.sluice.analytics.EventAttributes;
import dev.sluice.analytics.ExperimentAttributes;
import dev.sluice.analytics.LabelAttributes;
import dev.sluice.analytics.Limits;
import dev.sluice.analytics.TargetKind;
import dev.sluice.failure.InvalidConfigurationException;
import dev.sluice.job.settings.SnapshotSettings.Compression;
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
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads all sections. Notes every fault; where there is none, the settings are sound. */
public final class SettingsReader {
  private static final long MAX_KEPT = 1_000_000;
  private static final long MAX_SAMPLED = 1_000_000;
  /** Of models, and of versions of one: figures of many more do not fit into memory. */
  private static final long MAX_NAMES = 100_000;

  private final Layers layers;
  private final ConfigErrors faults;

  private SettingsReader(Layers layers, ConfigErrors faults) {
    this.layers = layers;
    this.faults = faults;
  }

  /**
   * Reads reference.conf, the file and {@code --set}. What comes back is only fit for use if no fault was noted.
   *
   * @param file path or URI of the user's file; null: none
   * @param sets {@code key=value}, in order
   * @param needs what the command cannot do without
   */
  public static Settings read(
      @Nullable String file, List<String> sets, Set<Requirement> needs, ConfigErrors faults) {
    return read(file, sets, Environment.ofProcess(), needs, faults);
  }

  /** Likewise, with variables of one's own. */
  public static Settings read(
      @Nullable String file,
      List<String> sets,
      Environment environment,
      Set<Requirement> needs,
      ConfigErrors faults) {
    Config content = file == null ? ConfigFactory.empty() : file(file, sets, environment, faults);
    Layers layers = Layers.of(content, sets, environment, faults);
    return new SettingsReader(layers, faults).settings(needs);
  }

  private static Config file(
      String location, List<String> sets, Environment environment, ConfigErrors faults) {
    // the endpoints by which a remote file is reached can only come from --set
    SettingsReader known = new SettingsReader(
        Layers.of(ConfigFactory.empty(), sets, environment, new ConfigErrors()),
        new ConfigErrors());
    return new ConfigFile(location, FileSystems.configuration(known.aws())).read(faults);
  }

  private Settings settings(Set<Requirement> needs) {
    new KnownKeys(layers.documented().root()).check(layers.user().root(), faults);
    AnalyticsRules analytics = analytics();
    EventAttributes events = events();
    Settings settings = new Settings(
        aws(),
        source(),
        events,
        labels(analytics.zone(), events.timeFormat()),
        snapshot(),
        new TrainingReader(section("dataset")).read(),
        new DerivedReader(section("dataset")).read(),
        analytics,
        experiments(events.timeFormat()),
        summary(),
        section("report").parsed("path", ValueFormats.LOCATION_EXPECTED, ValueFormats::location));
    new CrossFieldChecks(layers, faults).check(settings, needs);
    return settings;
  }

  private AwsSettings aws() {
    Section aws = section("aws");
    boolean http = aws.flag("allow-http");
    return new AwsSettings(
        aws.parsed("region", "an AWS region, such as eu-central-1", ValueFormats::region),
        endpoint(aws, "dynamodb-endpoint", http),
        endpoint(aws, "s3-endpoint", http),
        aws.parsed(
            "role-arn",
            "the ARN of a role, arn:aws:iam::123456789012:role/name",
            ValueFormats::roleArn));
  }

  private static @Nullable URI endpoint(Section aws, String key, boolean http) {
    URI endpoint = aws.parsed(key, ValueFormats.ENDPOINT_EXPECTED, ValueFormats::endpoint);
    if (endpoint != null && !http && Endpoints.isInClear(endpoint)) {
      aws.fault(
          key,
          "is not on this machine, and http sends what is read and written in clear",
          "Write https://…, or set sluice.aws.allow-http = true where the network is your own.");
    }
    return endpoint;
  }

  private SourceSettings source() {
    Section source = section("source");
    UnsupportedKeys.check(source, "export-path");
    Section schema = source.in("schema");
    return new SourceSettings(
        table(source),
        kind(source),
        index(source),
        source.texts("columns"),
        source.parsed("filter", "a Spark SQL condition", SqlCondition::parsed),
        orElse(
            source.parsed(
                "segments", "auto or a whole number from 1 to 1000000", ValueFormats::segments),
            OptionalInt.empty()),
        source.flag("consistent-read"),
        capacity(source.in("capacity")),
        source.flag("skip-expired"),
        source.optionalText("ttl-attribute"),
        orElse(schema.whole("sample-items", 1, MAX_SAMPLED), 1L),
        orElse(schema.oneOf("numbers", NumberMapping.class), NumberMapping.EXACT),
        ddl(schema),
        orElse(source.whole("max-rejects", 0, Long.MAX_VALUE), 0L));
  }

  private static AccessPath.Kind kind(Section source) {
    if (Set.of("export", "stream").contains(source.text("kind"))) {
      UnsupportedKeys.check(source, "kind", Set.of("export", "stream"), "scan");
      return AccessPath.Kind.SCAN;
    }
    return orElse(
        source.parsed("kind", "one of scan, query", ValueFormats::kind), AccessPath.Kind.SCAN);
  }

  private @Nullable String ddl(Section schema) {
    String ddl = schema.optionalText("ddl");
    if (ddl != null) {
      try {
        DeclaredColumns.parse(ddl, "sluice.source.schema.ddl");
      } catch (InvalidConfigurationException e) {
        e.faults()
            .forEach(
                fault -> faults.add(fault.key(), fault.value(), fault.problem(), fault.remedy()));
      }
    }
    return ddl;
  }

  private static Capacity capacity(Section capacity) {
    return new Capacity(
        capacity.whole("max-read-units", 1, Long.MAX_VALUE),
        orElse(capacity.number("percent", 0, 100), 100.0),
        capacity.whole("max-units", 1, Long.MAX_VALUE),
        capacity.duration("deadline"));
  }

  private EventAttributes events() {
    Section events = section("events");
    return new EventAttributes(
        events.text("id"),
        events.text("time"),
        events.text("model"),
        events.text("version"),
        events.text("prediction"),
        events.text("confidence"),
        events.text("latency-ms"),
        events.optionalText("start"),
        events.optionalText("end"),
        events.text("error"),
        timeFormat(events),
        events.parsed("latency-unit", "one of ms, s, us, ns", ValueFormats::latencyUnit));
  }

  private LabelSettings labels(ZoneId zone, @Nullable String timeFormat) {
    Section labels = section("labels");
    LabelAttributes attributes = new LabelAttributes(
        labels.text("id"),
        labels.text("label"),
        labels.text("time"),
        own(timeFormat(labels), timeFormat),
        labels.parsed(
            "as-of",
            "an instant, such as 2026-11-01T00:00:00Z",
            text -> ValueFormats.instant(text, zone)));
    return new LabelSettings(table(labels), attributes);
  }

  private SnapshotSettings snapshot() {
    Section dataset = section("dataset");
    Long keep = dataset.whole("keep", 1, MAX_KEPT);
    return new SnapshotSettings(
        dataset.parsed("root", ValueFormats.LOCATION_EXPECTED, ValueFormats::location),
        orElse(dataset.oneOf("partition-by", PartitionBy.class), PartitionBy.NONE),
        dataset.bytes("target-file-bytes", 1024),
        orElse(dataset.oneOf("compression", Compression.class), Compression.ZSTD),
        keep == null ? null : keep.intValue(),
        dataset.optionalText("entity-by"),
        dataset.text("entity-separator"),
        dataset.texts("strip-shards"),
        dataset.flag("afresh"));
  }

  private AnalyticsRules analytics() {
    Section analytics = section("analytics");
    Section slo = analytics.in("slo");
    return new AnalyticsRules(
        orElse(
            analytics.parsed("zone", "a time zone, such as Europe/Zurich", ZoneId::of),
            ZoneOffset.UTC),
        lookBackDays(analytics),
        slo.number("latency-ms", 0, Double.MAX_VALUE),
        slo.number("target", 0, 1),
        analytics.optionalText("baseline-version"),
        targets(analytics),
        orElse(analytics.duration("maturity"), Duration.ZERO),
        limits(analytics),
        new EventGates(
            analytics.in("gates").share("undated"), analytics.in("gates").share("unmodelled")));
  }

  private static Limits limits(Section analytics) {
    Limits usual = Limits.DEFAULT;
    return new Limits(
        Math.toIntExact(orElse(analytics.whole("max-models", 1, MAX_NAMES), (long) usual.models())),
        Math.toIntExact(
            orElse(analytics.whole("max-versions", 1, MAX_NAMES), (long) usual.versions())));
  }

  private static @Nullable Integer lookBackDays(Section analytics) {
    Duration lookBack = analytics.duration("look-back");
    if (lookBack == null) {
      return null;
    }
    if (lookBack.isZero() || !lookBack.equals(Duration.ofDays(lookBack.toDays()))) {
      analytics.fault(
          "look-back", "is not a number of whole days", "Write whole days, such as 28 days.");
    }
    return Math.toIntExact(Math.min(lookBack.toDays(), Integer.MAX_VALUE));
  }

  private static Map<String, TargetKind> targets(Section analytics) {
    Map<String, TargetKind> kinds = new TreeMap<>();
    for (String model : analytics.names("targets")) {
      TargetKind kind = analytics.in("targets").oneOf(ConfigUtil.joinPath(model), TargetKind.class);
      if (kind != null) {
        kinds.put(model, kind);
      }
    }
    return kinds;
  }

  private ExperimentSettings experiments(@Nullable String timeFormat) {
    Section experiments = section("experiments");
    ExperimentAttributes attributes = new ExperimentAttributes(
        experiments.text("id"),
        experiments.text("name"),
        experiments.text("time"),
        experiments.text("status"),
        experiments.texts("statuses"),
        experiments.text("done"),
        experiments.text("metric"),
        orElse(
            experiments.oneOf("better", ExperimentAttributes.Better.class),
            ExperimentAttributes.Better.LARGER),
        experiments.optionalText("config"),
        own(timeFormat(experiments), timeFormat));
    return new ExperimentSettings(table(experiments), index(experiments), attributes);
  }

  private SummarySettings summary() {
    Section summary = section("summary");
    Duration ttl = orElse(summary.duration("ttl"), Duration.ZERO);
    if (ttl.isZero()) {
      summary.fault("ttl", "lets rows expire before they are read", "Write a duration above 0.");
    }
    return new SummarySettings(
        orElse(
            summary.parsed("table", "the name of a DynamoDB table", ValueFormats::tableName), ""),
        summary.parsed("namespace", SummarySettings.NAMESPACE, SummarySettings::namespace),
        ttl);
  }

  private static @Nullable String timeFormat(Section section) {
    return section.parsed(
        "time-format", ValueFormats.TIME_FORMAT_EXPECTED, ValueFormats::timeFormat);
  }

  private static @Nullable String table(Section section) {
    return section.parsed("table", "the name or ARN of a DynamoDB table", ValueFormats::table);
  }

  private static @Nullable String index(Section section) {
    return section.parsed("index", "the name of a secondary index", ValueFormats::indexName);
  }

  private Section section(String name) {
    return new Section("sluice." + name, layers, faults);
  }

  private static @Nullable String own(@Nullable String value, @Nullable String other) {
    return value == null ? other : value;
  }

  private static <T> T orElse(@Nullable T value, T other) {
    return value == null ? other : value;
  }
}
