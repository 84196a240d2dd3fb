package dev.sluice.dataset.run;

import dev.sluice.failure.Fault;
import dev.sluice.failure.InvalidConfiguration;
import java.util.List;

/** The layout of a run's documents. A release goes on only with what it knows. */
final class Formats {
  static final int CURRENT = 1;

  private Formats() {}

  /**
   * @return true
   * @throws InvalidConfiguration where another release has begun the run
   */
  static boolean check(String runId, int format) {
    if (format != CURRENT) {
      throw new InvalidConfiguration(List.of(new Fault(
          "--run-id",
          runId,
          "was begun by another release of Sluice, in format "
              + (format == 0 ? "none" : Integer.toString(format)) + "; this one knows " + CURRENT,
          "Go on with that release, or give another --run-id.")));
    }
    return true;
  }
}
