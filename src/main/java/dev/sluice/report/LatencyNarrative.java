package dev.sluice.report;

import dev.sluice.analytics.AnalyticsSettings;
import dev.sluice.analytics.LatencyComparison;
import dev.sluice.analytics.LatencyComparison.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Comparisons of latencies in words. */
final class LatencyNarrative {
  private static final int MAX_ROWS = 50;

  private LatencyNarrative() {}

  /** Returns a model's regressions: all versions against the week before, and each version against its baseline. */
  static List<LatencyComparison> regressions(ModelFigures model) {
    return comparisons(model)
        .filter(comparison -> Objects.equals(comparison.slower(), true))
        .toList();
  }

  /** Returns the comparisons of the last day, including undetermined ones. */
  static Stream<LatencyComparison> comparisons(ModelFigures model) {
    Stream<LatencyComparison> week =
        model.lastLatency().flatMap(row -> Optional.ofNullable(row.weekBefore())).stream();
    Stream<LatencyComparison> versions = model.versions().stream()
        .filter(version -> !version.latency().isEmpty())
        .map(version -> version.latency().get(version.latency().size() - 1))
        .filter(row -> Period.day(row.window()).equals(model.lastLatencyDay()))
        .flatMap(row -> Stream.ofNullable(row.baseline()));
    return Stream.concat(week, versions);
  }

  /** Returns {@code p50 rose by 12 % and p95 by 38 % (22–28 Oct, against 15–21 Oct)}. */
  static String inWords(LatencyComparison comparison) {
    List<String> rises = new ArrayList<>();
    rise("p50", comparison.p50Ratio(), comparison.p50PValue()).ifPresent(rises::add);
    rise("p95", comparison.p95Ratio(), comparison.p95PValue()).ifPresent(rises::add);
    Span recent = comparison.recent();
    Span reference = comparison.reference();
    return together(recent)
        ? "%s (%s, against %s)"
            .formatted(String.join(" and ", rises), days(recent), days(reference))
        : "version %s: %s (%s, against version %s, %s)"
            .formatted(
                PlainText.brief(recent.version(), 20),
                String.join(" and ", rises),
                days(recent),
                PlainText.brief(reference.version(), 20),
                days(reference));
  }

  private static Optional<String> rise(
      String figure, @Nullable Double ratio, @Nullable Double pValue) {
    return ratio != null
            && pValue != null
            && ratio >= LatencyComparison.MIN_RATIO
            && pValue <= LatencyComparison.LEVEL
        ? Optional.of(figure + " rose by " + Notation.percent(ratio - 1))
        : Optional.empty();
  }

  private static boolean together(Span span) {
    return span.version().equals(AnalyticsSettings.ALL_VERSIONS);
  }

  private static String days(Span span) {
    return Notation.days(span.first(), span.last());
  }

  /** Returns the comparisons of the model's last day, regressions first; empty if there is none. */
  static Optional<DataTable> table(ModelFigures model) {
    DataTable.Builder table = DataTable.of(model.name() + ": is it slower?")
        .words("Days", "Against")
        .numbers("n", "n against", "p50", "p95", "p99", "P of p50", "P of p95")
        .words("Slower");
    List<LatencyComparison> comparisons = comparisons(model).toList();
    comparisons.stream()
        .sorted(Comparator.comparing(comparison -> !Objects.equals(comparison.slower(), true)))
        .limit(MAX_ROWS)
        .forEach(comparison -> row(table, comparison));
    table.without(Math.max(0, comparisons.size() - MAX_ROWS));
    return comparisons.isEmpty() ? Optional.empty() : Optional.of(table.build());
  }

  private static void row(DataTable.Builder table, LatencyComparison comparison) {
    Map<String, String> absent = comparison.absent();
    Boolean slower = comparison.slower();
    table.row(
        side(comparison.recent()),
        Cell.text(side(comparison.reference())),
        Cell.count(comparison.recent().count()),
        Cell.count(comparison.reference().count()),
        ratio(comparison.p50Ratio(), absent, "p50Ratio"),
        ratio(comparison.p95Ratio(), absent, "p95Ratio"),
        ratio(comparison.p99Ratio(), absent, "p99Ratio"),
        Cell.number(Notation.probability(comparison.p50PValue()), absent, "p50PValue"),
        Cell.number(Notation.probability(comparison.p95PValue()), absent, "p95PValue"),
        slower == null
            ? Cell.text("cannot be told: " + absent.getOrDefault("slower", "too few days"))
            : slower ? Cell.text("▲ yes").styled("bad") : Cell.text("not shown"));
  }

  private static Cell ratio(@Nullable Double ratio, Map<String, String> absent, String figure) {
    String text = ratio == null ? Notation.NONE : "× " + Notation.number(ratio);
    return Cell.number(text, absent, figure);
  }

  private static String side(Span span) {
    return (together(span) ? "all versions" : "version " + PlainText.brief(span.version(), 20))
        + ", "
        + days(span);
  }
}
