package dev.sluice.analytics;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/** The order in which the versions of a model were first seen. */
public final class Versions {
  private Versions() {}

  /** Returns whether this is a single version, not all or some together. */
  public static boolean isOne(String version) {
    return !version.equals(AnalyticsSettings.ALL_VERSIONS) && !version.equals(Others.NAME);
  }

  /**
   * Returns the newest version first seen before this one; of several on one day the last by name. Empty if there is
   * none, or if this one is missing.
   *
   * @param firstDays version → its first day, within the days looked at; all versions together, or others, may be among
   *     them and are ignored
   */
  public static Optional<String> before(String version, Map<String, LocalDate> firstDays) {
    LocalDate first = firstDays.get(version);
    return firstDays.entrySet().stream()
        .filter(other -> isOne(other.getKey()))
        .filter(other -> first != null && other.getValue().isBefore(first))
        .max(Map.Entry.<String, LocalDate>comparingByValue()
            .thenComparing(Map.Entry::getKey, Comparator.naturalOrder()))
        .map(Map.Entry::getKey);
  }
}
