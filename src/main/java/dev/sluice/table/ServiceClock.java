package dev.sluice.table;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * The time of a service, read from its answers ({@code Date}, RFC 9110, 6.6.1). It orders runs: one host's clock may be
 * days off, and would order its runs before or after all others.
 */
final class ServiceClock {
  private static final Logger LOG = LoggerFactory.getLogger(ServiceClock.class);
  private static final Duration TOLERATED = Duration.ofMinutes(2);
  private static final AtomicBoolean TOLD = new AtomicBoolean();

  private final InstantSource host;
  private final AtomicBoolean logged;

  /**
   * @param host the clock for comparison
   * @param logged whether a difference has been logged
   */
  ServiceClock(InstantSource host, AtomicBoolean logged) {
    this.host = host;
    this.logged = logged;
  }

  /** Creates a clock that compares with the host's; a difference is logged once in a process. */
  static ServiceClock beside(InstantSource host) {
    return new ServiceClock(host, TOLD);
  }

  /** Returns the time of an answer; by this host's clock if the answer has none, as from an emulator. */
  Instant at(SdkHttpResponse answer) {
    Instant here = host.instant();
    Instant there =
        answer.firstMatchingHeader("Date").map(text -> parsed(text, here)).orElse(here);
    tell(Duration.between(there, here));
    return there;
  }

  /** Returns the current time: by the host's clock, which is finer, if it is right. */
  Instant now(SdkHttpResponse answer) {
    Instant there = at(answer);
    Instant here = host.instant();
    return isOff(Duration.between(there, here)) ? there : here;
  }

  private static boolean isOff(Duration difference) {
    return difference.abs().compareTo(TOLERATED) > 0;
  }

  private void tell(Duration off) {
    if (isOff(off) && logged.compareAndSet(false, true)) {
      LOG.warn(
          "This host's clock is {} min {} DynamoDB's: set it (NTP). Runs are ordered by DynamoDB's.",
          off.abs().toMinutes(),
          off.isNegative() ? "behind" : "ahead of");
    }
  }

  private static Instant parsed(String date, Instant otherwise) {
    try {
      return ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    } catch (DateTimeException e) {
      return otherwise;
    }
  }
}
