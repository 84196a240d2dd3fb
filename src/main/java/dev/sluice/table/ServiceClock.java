package dev.sluice.table;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
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

  private ServiceClock() {}

  /** When the service answered; by this host's clock where it does not say, as an emulator may not. */
  static Instant of(SdkHttpResponse answer) {
    Instant here = Instant.now();
    Instant there =
        answer.firstMatchingHeader("Date").map(text -> parsed(text, here)).orElse(here);
    Duration off = Duration.between(there, here);
    if (off.abs().compareTo(TOLERATED) > 0 && TOLD.compareAndSet(false, true)) {
      LOG.warn(
          "This host's clock is {} min {} DynamoDB's: set it (NTP). Runs are ordered by DynamoDB's.",
          off.abs().toMinutes(),
          off.isNegative() ? "behind" : "ahead of");
    }
    return there;
  }

  private static Instant parsed(String date, Instant otherwise) {
    try {
      return ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    } catch (DateTimeException e) {
      return otherwise;
    }
  }
}
