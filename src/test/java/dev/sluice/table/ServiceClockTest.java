package dev.sluice.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.http.SdkHttpResponse;

/** DynamoDB's clock counts, whatever the host's says; that they differ is told once. */
final class ServiceClockTest {
  private static final Logger LOGGER = (Logger) LogManager.getLogger(ServiceClock.class);
  private static final Instant THERE = Instant.parse("2026-11-21T12:00:07Z");

  private final AtomicBoolean flag = new AtomicBoolean();
  private final List<LogEvent> told = new CopyOnWriteArrayList<>();
  private final Appender appender =
      new AbstractAppender("told", null, null, false, Property.EMPTY_ARRAY) {
        @Override
        public void append(LogEvent event) {
          told.add(event.toImmutable());
        }
      };

  @BeforeEach
  void listen() {
    appender.start();
    LOGGER.addAppender(appender);
  }

  @AfterEach
  void stop() {
    LOGGER.removeAppender(appender);
  }

  @ParameterizedTest
  @ValueSource(strings = {"P2D", "-P2D", "PT3M"})
  void aHostThatIsOffIsToldOnceAndDoesNotCount(Duration off) {
    ServiceClock clock = beside(off);
    assertThat(clock.at(answer(date(THERE)))).isEqualTo(THERE);
    assertThat(clock.now(answer(date(THERE)))).isEqualTo(THERE);
    assertThat(told).singleElement().satisfies(line -> {
      assertThat(line.getLevel()).isEqualTo(Level.WARN);
      assertThat(line.getMessage().getFormattedMessage())
          .contains(off.abs().toMinutes() + " min " + (off.isNegative() ? "behind" : "ahead of"))
          .doesNotContain("\n");
    });
  }

  /** DynamoDB tells seconds only. */
  @ParameterizedTest
  @ValueSource(strings = {"PT0.5S", "-PT90S"})
  void oneThatIsRightIsFiner(Duration off) {
    ServiceClock clock = beside(off);
    assertThat(clock.at(answer(date(THERE)))).isEqualTo(THERE);
    assertThat(clock.now(answer(date(THERE)))).isEqualTo(THERE.plus(off));
    assertThat(told).isEmpty();
  }

  @Test
  void whatDoesNotSayTheTimeLeavesTheHosts() {
    for (SdkHttpResponse answer : List.of(SdkHttpResponse.builder().build(), answer("today"))) {
      assertThat(beside(Duration.ZERO).at(answer)).isEqualTo(THERE);
    }
    assertThat(told).isEmpty();
  }

  private ServiceClock beside(Duration off) {
    return new ServiceClock(InstantSource.fixed(THERE.plus(off)), flag);
  }

  private static String date(Instant time) {
    return DateTimeFormatter.RFC_1123_DATE_TIME.format(time.atOffset(ZoneOffset.UTC));
  }

  private static SdkHttpResponse answer(String date) {
    return SdkHttpResponse.builder().putHeader("Date", date).build();
  }
}
