package dev.sluice.job.settings;

import com.typesafe.config.ConfigUtil;
import dev.sluice.analytics.Limits;
import dev.sluice.analytics.TargetKind;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads section {@code sluice.analytics}. */
final class AnalyticsReader {
  /** Limit of models, and of versions of one model: figures of many more do not fit into memory. */
  private static final int MAX_NAMES = 100_000;

  private final Section analytics;

  /**
   * @param analytics section {@code sluice.analytics}
   */
  AnalyticsReader(Section analytics) {
    this.analytics = analytics;
  }

  /** Reads the settings. */
  AnalyticsRules read() {
    Section slo = analytics.in("slo");
    Section gates = analytics.in("gates");
    return new AnalyticsRules(
        analytics
            .key("zone")
            .as("a time zone, such as Europe/Zurich", ZoneId::of)
            .get(),
        lookBackDays(),
        slo.key("latency-ms").number(0, Double.MAX_VALUE).orNull(),
        slo.key("target").number(0, 1).orNull(),
        analytics.key("baseline-version").text().orNull(),
        targets(),
        analytics.key("maturity").duration().get(),
        new Limits(
            analytics.key("max-models").count(1, MAX_NAMES).get(),
            analytics.key("max-versions").count(1, MAX_NAMES).get()),
        new AnalyticsRules.Gates(
            gates.key("undated").share().get(), gates.key("unmodelled").share().get()));
  }

  private @Nullable Integer lookBackDays() {
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

  private Map<String, TargetKind> targets() {
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
}
