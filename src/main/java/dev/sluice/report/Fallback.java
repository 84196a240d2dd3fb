package dev.sluice.report;

import dev.sluice.failure.Printable;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a part of the page that cannot be made from taking the others with it: the page says so in its place. */
final class Fallback {
  private static final Logger LOG = LoggerFactory.getLogger(Fallback.class);

  private Fallback() {}

  /**
   * The part, or what stands in its place; the log has why.
   *
   * @param subject what it is, for the log
   * @param instead takes the reason, {@code could not be shown: …}
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
