package dev.sluice.analytics.latency;

import dev.sluice.analytics.Attempt;
import dev.sluice.analytics.LatencyComparison;
import dev.sluice.analytics.Versions;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The days of one model, by version, and their comparisons. A comparison depends on the {@value #DAYS_LOOKED_AT} days
 * up to it alone, not on the look-back of the run.
 */
final class ModelLatencyDays {
  static final int DAYS_LOOKED_AT = 28;

  private static final int DAYS = 7;

  private final @Nullable String configured;
  private final Map<String, NavigableMap<LocalDate, Latencies>> versions = new TreeMap<>();
  private final Map<Days, PercentilesByDay> spans = new HashMap<>();
  private final Map<LocalDate, Map<String, LocalDate>> firstDays = new HashMap<>();

  private record Days(String version, List<LocalDate> dates) {}

  /**
   * @param configured the version that others are compared with; null: for each version the one seen before it
   */
  ModelLatencyDays(@Nullable String configured) {
    this.configured = configured;
  }

  /** Adds a day of a version, {@code *} for all versions; the state must be complete. */
  void add(String version, LocalDate day, Latencies state) {
    versions.computeIfAbsent(version, unseen -> new TreeMap<>()).put(day, state);
  }

  /** Returns the comparisons of a day that was added. */
  ComparisonSpans comparisons(String version, LocalDate day) {
    Map<String, String> absent = new TreeMap<>();
    String subject = "version " + version;
    return new ComparisonSpans(
        Attempt.at(subject, absent, () -> weekBefore(version, day, absent), "weekBefore"),
        Attempt.at(subject, absent, () -> baseline(version, day, absent), "baseline"),
        absent);
  }

  private @Nullable LatencyComparison weekBefore(
      String version, LocalDate day, Map<String, String> absent) {
    LocalDate weekAgo = day.minusDays(DAYS);
    if (upTo(version, weekAgo, DAYS).isEmpty()) {
      absent.put("weekBefore", "no requests in the 7 days before these");
      return null;
    }
    return LatencyRegression.of(week(version, day), week(version, weekAgo));
  }

  private @Nullable LatencyComparison baseline(
      String version, LocalDate day, Map<String, String> absent) {
    if (!Versions.isOne(version)) {
      absent.put("baseline", "versions together have none");
      return null;
    }
    String other = baselineOf(version, day).orElse(null);
    if (other == null || other.equals(version)) {
      absent.put("baseline", reason(other));
      return null;
    }
    List<LocalDate> dates =
        List.copyOf(upTo(other, day, DAYS_LOOKED_AT).descendingKeySet()).stream()
            .limit(DAYS)
            .sorted()
            .toList();
    return LatencyRegression.of(week(version, day), span(new Days(other, dates)));
  }

  private String reason(@Nullable String other) {
    if (other != null) {
      return "is the baseline itself";
    }
    return configured == null
        ? "no version was first seen before this one in the 28 days to this day; analytics.baseline-version names one"
        : "version " + configured + " has no requests in the 28 days to this day";
  }

  private Optional<String> baselineOf(String version, LocalDate day) {
    if (configured != null) {
      return Optional.of(configured).filter(named -> first(named, day) != null);
    }
    return Versions.before(version, firstDays.computeIfAbsent(day, this::firstDays));
  }

  private Map<String, LocalDate> firstDays(LocalDate day) {
    Map<String, LocalDate> all = new TreeMap<>();
    for (String other : versions.keySet()) {
      LocalDate first = first(other, day);
      if (first != null) {
        all.put(other, first);
      }
    }
    return all;
  }

  private @Nullable LocalDate first(String version, LocalDate day) {
    NavigableMap<LocalDate, Latencies> seen = upTo(version, day, DAYS_LOOKED_AT);
    return seen.isEmpty() ? null : seen.firstKey();
  }

  private PercentilesByDay week(String version, LocalDate day) {
    return span(new Days(version, List.copyOf(upTo(version, day, DAYS).keySet())));
  }

  private PercentilesByDay span(Days days) {
    return spans.computeIfAbsent(days, unseen -> {
      TreeMap<LocalDate, Latencies> states = new TreeMap<>(all(days.version()));
      states.keySet().retainAll(days.dates());
      return PercentilesByDay.of(days.version(), states);
    });
  }

  private NavigableMap<LocalDate, Latencies> upTo(String version, LocalDate last, int days) {
    return all(version).subMap(last.minusDays(days - 1L), true, last, true);
  }

  private NavigableMap<LocalDate, Latencies> all(String version) {
    return versions.getOrDefault(version, new TreeMap<>());
  }
}
