package dev.sluice.table;

import dev.sluice.failure.Printable;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells of requests that are tried again for longer than a moment: not each attempt, and not each of many threads. */
public final class RetryLog {
  static final Duration SOME_SECONDS = Duration.ofSeconds(5);
  static final Duration EVERY = Duration.ofSeconds(30);

  private static final Logger LOG = LoggerFactory.getLogger(RetryLog.class);
  private static final ConcurrentMap<String, Long> LAST_TOLD = new ConcurrentHashMap<>();

  private RetryLog() {}

  /**
   * Tells at WARN, if that is due, that something is tried again.
   *
   * @param subject what does not serve, as a user calls it; told of at most every half minute
   * @param begin of the first attempt, as {@link System#nanoTime} has it
   * @param pause before the next attempt: what will have lasted some seconds by then is told now
   * @param limit how long it is going to be tried
   * @param reason the latest failure
   */
  public static void told(
      String subject, long begin, Duration pause, Duration limit, String reason) {
    long now = System.nanoTime();
    if (now - begin + pause.toNanos() >= SOME_SECONDS.toNanos() && isDue(subject, now)) {
      LOG.warn(
          "{}: tried again since {} s, for up to {} s: {}",
          subject,
          Duration.ofNanos(now - begin).toSeconds(),
          limit.toSeconds(),
          Printable.brief(reason.lines().findFirst().orElse(""), 500));
    }
  }

  /** True for one of those that ask at the same time. */
  private static boolean isDue(String subject, long now) {
    Long last = LAST_TOLD.putIfAbsent(subject, now);
    return last == null || (now - last >= EVERY.toNanos() && LAST_TOLD.replace(subject, last, now));
  }
}
