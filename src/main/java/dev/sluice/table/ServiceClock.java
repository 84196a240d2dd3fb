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
 * The time as a service tells it with each answer ({@code Date}, RFC 9110, 6.6.1). Runs are ordered by it: one host's clock
 * may be days off, and would put its runs before or behind all others.
 */
final class ServiceClock {
  private static final Logger LOG = LoggerFactory.getLogger(ServiceClock.class);
  private static final Duration TOLERATED = Duration.ofMinutes(2);
  private static final AtomicBoolean TOLD = new AtomicBoolean();

  private final InstantSource host;
  private final AtomicBoolean told;

  /**
   * @param host the clock that it is compared with
   * @param told whether it was told that the two differ
   */
  ServiceClock(InstantSource host, AtomicBoolean told) {
    this.host = host;
    this.told = told;
  }

  /** Compares with the host's clock; a difference is logged once in a process. */
  static ServiceClock beside(InstantSource host) {
    return new ServiceClock(host, TOLD);
  }

  /** Returns the time of an answer; by this host's clock where the answer has none, as from an emulator. */
  Instant at(SdkHttpResponse answer) {
    Instant here = host.instant();
    Instant there =
        answer.firstMatchingHeader("Date").map(text -> parsed(text, here)).orElse(here);
    tell(Duration.between(there, here));
    return there;
  }

  /** Returns the time now: by the host's clock, which is finer, if it is right. */
  Instant now(SdkHttpResponse answer) {
    Instant there = at(answer);
    Instant here = host.instant();
    return isOff(Duration.between(there, here)) ? there : here;
  }

  private static boolean isOff(Duration difference) {
    return difference.abs().compareTo(TOLERATED) > 0;
  }

  private void tell(Duration off) {
    if (isOff(off) && told.compareAndSet(false, true)) {
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
