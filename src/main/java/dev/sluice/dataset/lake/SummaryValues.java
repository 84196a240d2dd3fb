package dev.sluice.dataset.lake;

import dev.sluice.failure.ResourceUnavailableException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values in the summary of a snapshot, which anybody may have written. */
final class SummaryValues {
  private SummaryValues() {}

  /**
   * Returns a value.
   *
   * @throws ResourceUnavailableException if there is none
   */
  static String text(Map<String, String> summary, String key) {
    @Nullable String value = summary.get(key);
    if (value == null) {
      throw damaged("lacks " + key);
    }
    return value;
  }

  static long number(Map<String, String> summary, String key) {
    String text = text(summary, key);
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw damaged("has " + key + " = " + text);
    }
  }

  static ResourceUnavailableException damaged(String problem) {
    return new ResourceUnavailableException(
        "the summary of a snapshot of the Iceberg table " + problem,
        "Restore the table's metadata, or load it anew with --reload.");
  }
}
