package dev.sluice.report;

import dev.sluice.failure.Printable;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Isolates the failure of one part of the page: the page shows a notice instead. */
final class Fallback {
  private static final Logger LOG = LoggerFactory.getLogger(Fallback.class);

  private Fallback() {}

  /**
   * Returns the part, or a replacement if it fails; the log has the cause.
   *
   * @param subject the name of the part, for the log
   * @param instead creates the replacement from the reason, {@code could not be shown: …}
   */
  static <T> T of(String subject, Supplier<T> part, Function<String, T> instead) {
    try {
      return part.get();
    } catch (RuntimeException e) {
      String reason = "could not be shown: " + Printable.brief(e.toString());
      LOG.warn("Report: {} {}", Printable.brief(subject), reason, e);
      return instead.apply(reason);
    }
  }
}
