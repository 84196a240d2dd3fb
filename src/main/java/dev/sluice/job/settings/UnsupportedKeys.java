package dev.sluice.job.settings;

import java.util.Set;

/** Keys and values that are documented but that this version cannot honour: told plainly, never passed over. */
final class UnsupportedKeys {
  private static final String PROBLEM = "is not in this version yet";

  private UnsupportedKeys() {}

  /** Keys that must not be given at all. */
  static void check(Section section, String... keys) {
    for (String key : keys) {
      if (section.given(key)) {
        section.error(key, PROBLEM, "Leave it out.");
      }
    }
  }

  /**
   * A key with one value that works, and some that will.
   *
   * @param works the only one that does
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
