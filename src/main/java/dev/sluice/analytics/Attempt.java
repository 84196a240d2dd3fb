package dev.sluice.analytics;

import dev.sluice.failure.Printable;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a figure that cannot be computed from ending the run: it is absent, with the reason, and the others stand. */
public final class Attempt {
  private static final Logger LOG = LoggerFactory.getLogger(Attempt.class);

  private Attempt() {}

  /**
   * The figure; null where it is, or where computing it fails.
   *
   * @param subject what it is a figure of, for the log
   * @param absent takes the reason under each of the names, where computing it fails
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
