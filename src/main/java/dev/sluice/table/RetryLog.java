package dev.sluice.table;

import dev.sluice.failure.Printable;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs requests that are retried for longer than a moment: not every attempt, and not for each of many threads. */
public final class RetryLog {
  static final Duration SOME_SECONDS = Duration.ofSeconds(5);
  static final Duration EVERY = Duration.ofSeconds(30);

  private static final Logger LOG = LoggerFactory.getLogger(RetryLog.class);
  private static final ConcurrentMap<String, Long> LAST_TOLD = new ConcurrentHashMap<>();

  private RetryLog() {}

  /**
   * Logs a retry at WARN, if it is due.
   *
   * @param subject the name of the failing resource for users; logged at most every half minute
   * @param begin start of the first attempt, as a reading of {@link System#nanoTime}
   * @param pause pause before the next attempt; a retry is due once its duration exceeds some seconds at the end of the
   *     pause
   * @param limit the time limit of the retries
   * @param reason the latest failure
   */
  public static void warn(
      String subject, long begin, Duration pause, Duration limit, String reason) {
    long now = System.nanoTime();
    if (now - begin + pause.toNanos() >= SOME_SECONDS.toNanos() && isDue(subject, now)) {
      LOG.warn(
          "{}: retrying for {} s so far, for up to {} s: {}",
          subject,
          Duration.ofNanos(now - begin).toSeconds(),
          limit.toSeconds(),
          Printable.brief(reason.lines().findFirst().orElse(""), 500));
    }
  }

  /** Returns true for one of several concurrent callers. */
  private static boolean isDue(String subject, long now) {
    Long last = LAST_TOLD.putIfAbsent(subject, now);
    return last == null || (now - last >= EVERY.toNanos() && LAST_TOLD.replace(subject, last, now));
  }
}
