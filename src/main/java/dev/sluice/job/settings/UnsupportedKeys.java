package dev.sluice.job.settings;

import java.util.Set;

/** Refuses values that are documented but not supported yet, instead of ignoring them. */
final class UnsupportedKeys {
  private static final String PROBLEM = "is not in this version yet";

  private UnsupportedKeys() {}

  /**
   * Refuses all values of a key except the supported one.
   *
   * @param works the only supported value
   */
  static void check(Section section, String key, Set<String> later, String works) {
    String value = section.key(key).text().get();
    if (later.contains(value)) {
      section.error(key, PROBLEM, "Write " + works + ", or leave it out.");
    } else if (!value.equals(works)) {
      section.error(key, "is not " + works, "Write " + works + ", or leave it out.");
    }
  }
}
