package dev.sluice.summary;

import dev.sluice.analytics.LatencyComparison;
import dev.sluice.analytics.LatencyComparison.Span;

/** Builds the map of a latency comparison within a row. */
final class ComparisonAttributes {
  private ComparisonAttributes() {}

  static Attributes of(LatencyComparison c) {
    Attributes attributes = new Attributes()
        .map("recent", span(c.recent()))
        .map("reference", span(c.reference()))
        .figure("p50Ratio", c.p50Ratio())
        .figure("p95Ratio", c.p95Ratio())
        .figure("p99Ratio", c.p99Ratio())
        .figure("p50PValue", c.p50PValue())
        .figure("p95PValue", c.p95PValue())
        .figure("falseAlarmRate", LatencyComparison.FALSE_ALARM_RATE)
        .absent(c.absent());
    return c.slower() == null ? attributes : attributes.flag("slower", c.slower());
  }

  private static Attributes span(Span s) {
    return new Attributes()
        .text("version", s.version())
        .text("first", s.first().toString())
        .text("last", s.last().toString())
        .count("days", s.days())
        .count("count", s.count())
        .figure("p50", s.p50())
        .figure("p95", s.p95())
        .figure("p99", s.p99());
  }
}
