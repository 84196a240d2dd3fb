package dev.sluice.analytics;

import dev.sluice.failure.Printable;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Isolates the failure of one figure: the figure is absent, with the reason, and the other figures are computed. */
public final class Attempt {
  private static final Logger LOG = LoggerFactory.getLogger(Attempt.class);

  private Attempt() {}

  /**
   * Returns the figure; null if it is undefined or its computation fails.
   *
   * @param subject a name of the figure, for the log
   * @param absent receives the reason under each of the names if the computation fails
   */
  public static <T> @Nullable T at(
      String subject, Map<String, String> absent, Supplier<@Nullable T> figure, String... names) {
    try {
      return figure.get();
    } catch (RuntimeException e) {
      String reason = "could not be computed: " + Printable.brief(e.toString());
      for (String name : names) {
        absent.put(name, reason);
      }
      LOG.warn("{} of {} {}", String.join(", ", names), Printable.brief(subject), reason, e);
      return null;
    }
  }
}
