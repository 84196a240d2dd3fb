package dev.sluice.analytics;

import dev.sluice.analytics.LatencyComparison.Span;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Regressions in the 7 days that end with a model's last day: all versions together compared with the week before, and
 * each version compared with its baseline. Each comparison has the error rate that {@link LatencyComparison} states.
 *
 * @param slower whether there is one; null: no comparison is determined
 * @param found a sentence for each regression
 */
record LatencyRegressions(@Nullable Boolean slower, List<String> found) {
  /**
   * @param day the rows of one model's day, all versions
   */
  static LatencyRegressions of(List<LatencyFigures> day) {
    List<LatencyComparison> determined = day.stream()
        .flatMap(row -> Stream.ofNullable(
            row.version().equals(AnalyticsSettings.ALL_VERSIONS)
                ? row.weekBefore()
                : row.baseline()))
        .filter(comparison -> comparison.slower() != null)
        .toList();
    List<String> found = determined.stream()
        .filter(comparison -> Objects.equals(comparison.slower(), true))
        .map(LatencyRegressions::sentence)
        .toList();
    return new LatencyRegressions(determined.isEmpty() ? null : (Boolean) !found.isEmpty(), found);
  }

  private static String sentence(LatencyComparison comparison) {
    Span recent = comparison.recent();
    Span reference = comparison.reference();
    return "%s from %s to %s: p50 %s and p95 %s times those of %s from %s to %s"
        .formatted(
            name(recent),
            recent.first(),
            recent.last(),
            ratio(comparison.p50Ratio()),
            ratio(comparison.p95Ratio()),
            name(reference),
            reference.first(),
            reference.last());
  }

  private static String name(Span span) {
    return span.version().equals(AnalyticsSettings.ALL_VERSIONS)
        ? "all versions"
        : "version " + span.version();
  }

  private static String ratio(@Nullable Double ratio) {
    return ratio == null ? "-" : String.format(Locale.ROOT, "%.2f", ratio);
  }
}
