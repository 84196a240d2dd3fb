package dev.sluice.job.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.sluice.analytics.EventAttributes;
import dev.sluice.analytics.ExperimentAttributes;
import dev.sluice.analytics.ExperimentAttributes.Better;
import dev.sluice.analytics.LabelAttributes;
import dev.sluice.job.args.Verb.Requirement;
import dev.sluice.summary.SummarySettings;
import dev.sluice.table.AwsSettings;
import dev.sluice.table.Endpoints;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Reads all sections. Notes every error; without errors, the settings are valid. */
public final class SettingsReader {
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
    AnalyticsRules analytics = new AnalyticsReader(Section.of("analytics", reading)).read();
    EventAttributes events = events();
    return new Settings(
        aws(),
        new SourceReader(reading).read(),
        events,
        labels(analytics.zone(), events.timeFormat()),
        new SnapshotReader(Section.of("dataset", reading)).read(),
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
