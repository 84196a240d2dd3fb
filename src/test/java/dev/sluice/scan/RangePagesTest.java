package dev.sluice.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.capacity.Answer;
import dev.sluice.capacity.CapacityBroker;
import dev.sluice.capacity.Throttling;
import dev.sluice.failure.ResourceUnavailableException;
import dev.sluice.testing.FaultyDynamoDb;
import dev.sluice.testing.InjectedFault;
import dev.sluice.testing.TestServers;
import dev.sluice.testing.ThrowingCalls;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Ranges of segments of the 160 experiments, several segments at once. */
final class RangePagesTest {
  @BeforeAll
  static void load() {
    TestServers.sampleTables();
  }

  @Test
  void everyItemComesOnce() {
    try (FaultyDynamoDb front = FaultyDynamoDb.start()) {
      List<String> items = new ArrayList<>();
      for (int number = 0; number < 3; number++) {
        try (RangePages pages = pages(front, SegmentRange.of(50, 3, number))) {
          pages.forEachRemaining(page -> PageItems.add(page, items));
        }
      }
      assertThat(items).hasSize(160);
      assertThat(new HashSet<>(items)).hasSize(160);
      assertThat(front.requests("Scan")).hasSize(50);
    }
  }

  @Test
  void segmentsAreReadAtTheSameTime() {
    AtomicInteger inFlight = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    InjectedFault slow = InjectedFault.delayed(Duration.ofMillis(50));
    try (FaultyDynamoDb front = FaultyDynamoDb.start()) {
      front.otherwise(r -> (request, dynamoDb) -> {
        most.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
        try {
          return slow.answer(request, dynamoDb);
        } finally {
          inFlight.decrementAndGet();
        }
      });
      try (RangePages pages = pages(front, new SegmentRange(0, 32, 32))) {
        pages.forEachRemaining(page -> assertThat(page.count()).isNotNegative());
      }
      assertThat(most.get()).isBetween(4, 16);
    }
  }

  @Test
  void theFirstFailureEndsIt() {
    try (FaultyDynamoDb front = FaultyDynamoDb.start()) {
      front.otherwise(r -> InjectedFault.error(400, "AccessDeniedException", "no"));
      RangePages pages = pages(front, new SegmentRange(0, 8, 8));
      assertThatThrownBy(() -> pages.forEachRemaining(page -> {}))
          .isInstanceOf(ResourceUnavailableException.class)
          .hasMessageContaining("access denied");
    }
  }

  /** Of a fetcher's thread nobody sees what it throws, unless it is handed over. */
  @Test
  @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void whateverAFetcherThrowsReachesTheConsumer() {
    for (Throwable thrown : List.of(
        new OutOfMemoryError("Java heap space"),
        new StackOverflowError(),
        new NoClassDefFoundError("a/B"),
        new IllegalStateException("unforeseen"))) {
      assertThatThrownBy(() -> read(new ThrowingDesk(thrown, 3))).isSameAs(thrown);
    }
    Throwable checked = new IOException("sneaky");
    assertThatThrownBy(() -> read(new ThrowingDesk(checked, 3))).hasCause(checked);
  }

  /** A desk that throws from its answer of this number on. */
  private static final class ThrowingDesk implements CapacityBroker {
    private final Throwable thrown;
    private final AtomicInteger left;

    ThrowingDesk(Throwable thrown, int answers) {
      this.thrown = thrown;
      this.left = new AtomicInteger(answers);
    }

    @Override
    public Answer ask(int itemLimit) {
      if (left.getAndDecrement() <= 0) {
        ThrowingCalls.<RuntimeException>sneak(thrown);
      }
      return CapacityBroker.UNLIMITED.ask(itemLimit);
    }

    @Override
    public void settle(Answer.Permit leave, double consumedUnits, int items) {}

    @Override
    public void throttled(Answer.Permit leave, Throttling throttling) {}
  }

  private static void read(CapacityBroker desk) {
    TableScan scan =
        new TableScan(TestServers.settings(), "mlops-experiments", null, false, List.of(), desk);
    try (RangePages pages = new RangePages(scan, new SegmentRange(0, 32, 32))) {
      pages.forEachRemaining(page -> assertThat(page.count()).isNotNegative());
    }
  }

  @Test
  void whatIsClosedFetchesNoMore() {
    try (FaultyDynamoDb front = FaultyDynamoDb.start()) {
      RangePages pages = pages(front, new SegmentRange(0, 1_000, 1_000));
      assertThat(pages.next()).isNotNull();
      pages.close();
      assertThat(front.requests("Scan")).hasSizeLessThan(200);
    }
  }

  private static RangePages pages(FaultyDynamoDb front, SegmentRange range) {
    return new RangePages(
        new TableScan(
            front.settings(),
            "mlops-experiments",
            null,
            false,
            List.of(),
            CapacityBroker.UNLIMITED),
        range);
  }
}
