package dev.sluice.job.settings;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.analytics.EventAttributes;
import dev.sluice.analytics.ExperimentAttributes;
import dev.sluice.analytics.LabelAttributes;
import dev.sluice.analytics.LatencyUnit;
import dev.sluice.derived.Query;
import dev.sluice.summary.SummarySettings;
import dev.sluice.training.FeatureSetting;
import dev.sluice.training.SplitSettings;
import dev.sluice.training.TrainingSettings;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;

/**
 * The settings that determine a result, section by section, as key=value pairs. Add a new setting here, with the
 * meaning of its missing key: then a run that was begun without it can be resumed.
 */
final class DecidingKeys {
  private static final ObjectMapper JSON = new ObjectMapper();

  private DecidingKeys() {}

  static void events(KeyValues all, EventAttributes events) {
    LatencyUnit unit = events.latencyUnit();
    all.in("events")
        .put("id", events.id(), "requestId")
        .put("time", events.time(), "timestamp")
        .put("time-format", events.timeFormat(), null)
        .put("model", events.model(), "modelName")
        .put("version", events.version(), "modelVersion")
        .put("prediction", events.prediction(), "prediction")
        .put("confidence", events.confidence(), "confidence")
        .put("latency-ms", events.latencyMs(), "latencyMs")
        .put("latency-unit", unit == null ? null : unit.symbol(), null)
        .put("start", events.start(), null)
        .put("end", events.end(), null)
        .put("error", events.error(), "errorMessage");
  }

  static void labels(KeyValues all, LabelAttributes labels) {
    all.in("labels")
        .put("id", labels.id(), "requestId")
        .put("label", labels.label(), "label")
        .put("time", labels.time(), "labeledAt")
        .put("time-format", labels.timeFormat(), null)
        .put("as-of", labels.asOf(), null);
  }

  static void analytics(KeyValues all, AnalyticsRules rules) {
    KeyValues analytics = all.in("analytics")
        .put("zone", rules.zone().getId(), "UTC")
        .put("look-back", rules.lookBackDays(), null)
        .put("baseline-version", rules.baselineVersion(), null)
        .put("maturity", rules.maturity(), Duration.ofDays(7))
        .put("max-models", rules.limits().models(), 1000)
        .put("max-versions", rules.limits().versions(), 100);
    analytics
        .in("slo")
        .put("latency-ms", rules.sloLatencyMs(), null)
        .put("target", rules.sloTarget(), null);
    analytics
        .in("gates")
        .put("undated", rules.gates().undated(), 0.5)
        .put("unmodelled", rules.gates().unmodelled(), 0.5);
    rules
        .targets()
        .forEach((model, kind) -> analytics.in("targets").put(model, ValueText.spelling(kind)));
  }

  /** Adds the settings that decide the states of a day, whatever figures are made of them. */
  static void states(KeyValues all, AnalyticsRules rules) {
    all.in("analytics")
        .put("zone", rules.zone().getId(), "UTC")
        .put("maturity", rules.maturity(), Duration.ofDays(7))
        .put("slo.latency-ms", rules.sloLatencyMs(), null);
  }

  static void experiments(KeyValues all, ExperimentAttributes experiments) {
    all.in("experiments")
        .put("id", experiments.id(), "experiment_id")
        .put("name", experiments.name(), "name")
        .put("time", experiments.time(), "created_at")
        .put("time-format", experiments.timeFormat(), null)
        .put("status", experiments.status(), "status")
        .put("statuses", json(experiments.statuses()), "[]")
        .put("done", experiments.done(), "completed")
        .put("metric", experiments.metric(), "metrics.accuracy")
        .put("better", ValueText.spelling(experiments.better()), "larger")
        .put("config", experiments.config(), "config");
  }

  static void summary(KeyValues all, SummarySettings summary) {
    all.in("summary")
        .put("table", summary.table(), "sluice-summary")
        .put("namespace", summary.namespace(), null)
        .put("ttl", summary.ttl(), Duration.ofDays(400));
  }

  /** Adds the board of all sources, which has no meaning for a run of one. */
  static void board(KeyValues all, BoardSettings board) {
    all.in("board")
        .put("source", board.source())
        .put("table", board.summary().table())
        .put("namespace", board.summary().namespace())
        .put("ttl", board.summary().ttl());
  }

  static void training(KeyValues all, TrainingSettings settings) {
    KeyValues training = all.in("dataset.training")
        .put("profile", ValueText.spelling(settings.profile()))
        .put("entity", settings.entity(), null)
        .put("label", settings.label(), null)
        .put("label.categories", settings.labelCategories(), false)
        .put("filter", settings.filter(), null)
        .put("missing", settings.missing(), Double.NaN);
    for (int i = 0; i < settings.features().size(); i++) {
      feature(training, "features." + i, settings.features().get(i));
    }
    split(training.in("split"), settings.split());
    all.in("dataset").put("min-files", settings.minFiles(), 1);
  }

  private static void feature(KeyValues training, String key, FeatureSetting feature) {
    training
        .put(key, feature.from())
        .in(key)
        .put("as", feature.as(), null)
        .put("categories", feature.categories(), false)
        .put("missing", feature.missing(), null)
        .put("invalid", feature.lenient() ? "missing" : "refuse", "refuse");
  }

  private static void split(KeyValues all, SplitSettings split) {
    all.put("train", plain(split.train()), "0.8")
        .put("validation", plain(split.validation()), "0.1")
        .put("test", plain(split.test()), "0.1")
        .put("by", ValueText.spelling(split.by()), "id")
        .put("group", split.group(), null);
  }

  /** Returns one text for equal shares, however they were written. */
  private static String plain(BigDecimal share) {
    return share.stripTrailingZeros().toPlainString();
  }

  static void derived(KeyValues all, List<Query> queries) {
    queries.forEach(query -> all.in("dataset.derived").put(query.name() + ".sql", query.sql()));
  }

  private static String json(List<String> texts) {
    return JSON.valueToTree(texts).toString();
  }
}
