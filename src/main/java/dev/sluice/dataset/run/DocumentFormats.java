package dev.sluice.dataset.run;

import dev.sluice.dataset.store.Json;
import dev.sluice.failure.ConfigError;
import dev.sluice.failure.InvalidConfigurationException;
import java.util.List;

/** The format of a run's documents. A release resumes only runs in a format that it knows. */
final class DocumentFormats {
  static final int CURRENT = 1;

  private DocumentFormats() {}

  /**
   * Reads a document. Checks its format first, because other releases may have other fields.
   *
   * @param location the location of the document, for the error message
   * @throws InvalidConfigurationException if another release has begun the run
   */
  static <T> T read(String runId, byte[] json, Class<T> type, String location) {
    check(runId, Json.number(json, "format", location));
    return Json.read(json, type, location);
  }

  private static void check(String runId, int format) {
    if (format != CURRENT) {
      throw new InvalidConfigurationException(List.of(new ConfigError(
          "--run-id",
          runId,
          "was begun by another release of Sluice, in format "
              + (format == 0 ? "none" : Integer.toString(format)) + "; this one knows " + CURRENT,
          "Continue with that release, or give another --run-id.")));
    }
  }
}
