package dev.sluice.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.analytics.Analysis.Inputs;
import dev.sluice.testing.TestSpark;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The figures of a span of days are those that a computation over all days has of them. */
@Tag("thorough")
final class SpanFiguresTest {
  private static final LocalDate LAST = LocalDate.of(2026, 10, 28);
  private static final LocalDate FROM = LocalDate.of(2026, 10, 17);
  private static final LocalDate TO = LocalDate.of(2026, 10, 21);

  private static Inputs sample;
  private static Figures all;

  @BeforeAll
  static void compute() {
    sample = Samples.all(null);
    all = figures(Samples.settings("UTC", LAST.toString()));
  }

  private static Figures figures(AnalyticsSettings settings) {
    return new Analysis("run", Instant.parse("2026-10-29T06:00:00Z"), settings).figures(sample);
  }

  private static Figures span(LocalDate from, LocalDate to) {
    return figures(Samples.settings("UTC", to.toString()).from(from, LAST));
  }

  @Test
  void areThoseOfAllDays() {
    Figures span = span(FROM, TO);

    assertThat(span.latency()).isEqualTo(within(all.latency(), LatencyFigures::window));
    assertThat(span.accuracy()).isEqualTo(within(all.accuracy(), AccuracyFigures::window));
    assertThat(span.headlines()).allMatch(row -> row.day().label().equals(TO.toString()));
  }

  /** All days of a span are computed side by side: more days are more tasks, not more jobs. */
  @Test
  void takeAsManyJobsForManyDaysAsForOne() throws TimeoutException {
    long one = jobs(() -> span(TO, TO));
    long many = jobs(() -> span(FROM, TO));

    assertThat(many).isEqualTo(one).isPositive();
  }

  private static long jobs(Runnable work) throws TimeoutException {
    SparkContext context = TestSpark.session().sparkContext();
    AtomicLong started = new AtomicLong();
    SparkListener listener = new SparkListener() {
      @Override
      public void onJobStart(SparkListenerJobStart start) {
        started.incrementAndGet();
      }
    };
    context.listenerBus().waitUntilEmpty();
    context.addSparkListener(listener);
    work.run();
    context.listenerBus().waitUntilEmpty();
    context.removeSparkListener(listener);
    return started.get();
  }

  /** Returns the rows whose windows have a day of the span. */
  private static <T> List<T> within(List<T> rows, Function<T, Window> window) {
    Instant start = Window.day(FROM, ZoneOffset.UTC).start();
    Instant end = Window.day(TO, ZoneOffset.UTC).end();
    List<T> found = rows.stream()
        .filter(row -> window.apply(row).start().isBefore(end))
        .filter(row -> window.apply(row).end().isAfter(start))
        .toList();
    assertThat(found).isNotEmpty().hasSizeLessThan(rows.size());
    return found;
  }
}
