package dev.sluice.job.settings;

import dev.sluice.analytics.EventAttributes;
import dev.sluice.analytics.ExperimentAttributes;
import dev.sluice.analytics.LabelAttributes;
import dev.sluice.analytics.Limits;
import dev.sluice.derived.Query;
import dev.sluice.summary.SummarySettings;
import dev.sluice.training.FeatureSetting;
import dev.sluice.training.SplitSettings;
import dev.sluice.training.TrainingSettings;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * Settings in the form of earlier releases, which recorded whole sections as the texts of Java records. The texts are
 * frozen: they do not follow renamed types, and a newer setting gets a pair of its own beside them, as in {@link
 * DecidingKeys}.
 *
 * <p>Delete this class with release 1.0, when no root has an unfinished run, or a snapshot that retention counts, of
 * releases before 0.1. Each run then reports once that rows of the same names have another configuration.
 */
final class EarlierForm {
  private EarlierForm() {}

  static void figures(SortedMap<String, String> all, Settings settings) {
    all.put("events", events(settings.events()));
    all.put("labels", labels(settings.labels().attributes()));
    all.put("analytics", analytics(settings.analytics()));
    all.put("experiments", experiments(settings.experiments().attributes()));
  }

  static void snapshot(SortedMap<String, String> all, Settings settings) {
    if (settings.training() != null) {
      all.put("dataset.training", training(settings.training()));
      all.put("labels", labels(settings.labels().attributes()));
    }
    if (!settings.derived().isEmpty()) {
      all.put(
          "dataset.derived",
          settings.derived().stream().map(EarlierForm::query).toList().toString());
    }
  }

  static void summary(SortedMap<String, String> all, SummarySettings summary) {
    all.put(
        "summary",
        "SummarySettings[table=" + summary.table() + ", namespace=" + summary.namespace() + ", ttl="
            + summary.ttl() + "]");
  }

  private static String events(EventAttributes events) {
    return "EventAttributes[id=" + events.id() + ", time=" + events.time() + ", model="
        + events.model() + ", version=" + events.version() + ", prediction=" + events.prediction()
        + ", confidence=" + events.confidence() + ", latencyMs=" + events.latencyMs() + ", start="
        + events.start() + ", end=" + events.end() + ", error=" + events.error() + ", timeFormat="
        + events.timeFormat() + ", latencyUnit=" + events.latencyUnit() + "]";
  }

  private static String labels(LabelAttributes labels) {
    return "LabelAttributes[id=" + labels.id() + ", label=" + labels.label() + ", time="
        + labels.time() + ", timeFormat=" + labels.timeFormat() + ", asOf=" + labels.asOf() + "]";
  }

  private static String analytics(AnalyticsRules rules) {
    Limits limits = rules.limits();
    AnalyticsRules.Gates gates = rules.gates();
    return "AnalyticsRules[zone=" + rules.zone() + ", lookBackDays=" + rules.lookBackDays()
        + ", sloLatencyMs=" + rules.sloLatencyMs() + ", sloTarget=" + rules.sloTarget()
        + ", baselineVersion=" + rules.baselineVersion() + ", targets=" + rules.targets()
        + ", maturity=" + rules.maturity() + ", limits=Limits[models=" + limits.models()
        + ", versions=" + limits.versions() + ", pairs=" + limits.pairs()
        + "], gates=EventGates[undated=" + gates.undated() + ", unmodelled=" + gates.unmodelled()
        + "]]";
  }

  private static String experiments(ExperimentAttributes experiments) {
    return "ExperimentAttributes[id=" + experiments.id() + ", name=" + experiments.name()
        + ", time=" + experiments.time() + ", status=" + experiments.status() + ", statuses="
        + experiments.statuses() + ", done=" + experiments.done() + ", metric="
        + experiments.metric() + ", better=" + experiments.better() + ", config="
        + experiments.config() + ", timeFormat=" + experiments.timeFormat() + "]";
  }

  private static String training(TrainingSettings training) {
    return "TrainingSettings[profile=" + training.profile() + ", entity=" + training.entity()
        + ", label=" + training.label() + ", labelCategories=" + training.labelCategories()
        + ", features=" + features(training.features()) + ", filter=" + training.filter()
        + ", missing=" + training.missing() + ", split=" + split(training.split()) + ", minFiles="
        + training.minFiles() + "]";
  }

  private static String features(List<FeatureSetting> features) {
    return features.stream()
        .map(feature -> "FeatureSetting[from=" + feature.from() + ", as=" + feature.as()
            + ", categories=" + feature.categories() + ", missing=" + feature.missing()
            + ", lenient=" + feature.lenient() + "]")
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private static String split(SplitSettings split) {
    return "SplitSettings[train=" + split.train() + ", validation=" + split.validation() + ", test="
        + split.test() + ", by=" + split.by() + ", group=" + split.group() + "]";
  }

  private static String query(Query query) {
    return "Query[name=" + query.name() + ", sql=" + query.sql() + "]";
  }
}
