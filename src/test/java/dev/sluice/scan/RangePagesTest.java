package dev.sluice.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.FaultyDynamoDb;
import dev.sluice.InjectedFault;
import dev.sluice.TestServers;
import dev.sluice.capacity.TurnDesk;
import dev.sluice.failure.Unusable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

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
      for (SegmentRange range : SegmentRange.split(50, 3)) {
        try (RangePages pages = pages(front, range)) {
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
          .isInstanceOf(Unusable.class)
          .hasMessageContaining("access denied");
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
            front.settings(), "mlops-experiments", null, false, List.of(), TurnDesk.UNLIMITED),
        range);
  }
}
