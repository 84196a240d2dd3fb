package dev.sluice.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.capacity.CapacityBroker;
import dev.sluice.capacity.PagePermits;
import dev.sluice.failure.ResourceUnavailableException;
import dev.sluice.testing.DynamoDbReply;
import dev.sluice.testing.FaultyDynamoDb;
import dev.sluice.testing.InjectedFault;
import dev.sluice.testing.TestServers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Scans of 160 experiments through a front that misbehaves. */
final class SegmentPagesTest {
  @BeforeAll
  static void load() {
    TestServers.sampleTables();
  }

  static List<InjectedFault> passing() {
    return List.of(
        InjectedFault.throttled(),
        InjectedFault.serverError(),
        InjectedFault.cutOff(),
        InjectedFault.wrongChecksum());
  }

  @ParameterizedTest
  @MethodSource("passing")
  void whatPassesIsTriedAgain(InjectedFault fault) {
    try (FaultyDynamoDb front = FaultyDynamoDb.start()) {
      front.next("Scan", 2, fault);
      assertThat(new HashSet<>(items(front, 4))).hasSize(160);
      assertThat(front.requests("Scan")).hasSize(6);
    }
  }

  @Test
  void compressedPagesAreRead() {
    try (FaultyDynamoDb front = FaultyDynamoDb.start()) {
      front.next("Scan", 4, InjectedFault.compressed());
      assertThat(new HashSet<>(items(front, 4))).hasSize(160);
    }
  }

  @Test
  void manyPagesHoldEveryItemOnce() {
    try (FaultyDynamoDb front = FaultyDynamoDb.start()) {
      List<String> items = items(front, 3, 7);
      assertThat(items).hasSize(160);
      assertThat(new HashSet<>(items)).hasSize(160);
      assertThat(front.requests("Scan")).hasSizeGreaterThan(160 / 7);
    }
  }

  @Test
  void whatDoesNotPassIsSaidInOneLine() {
    try (FaultyDynamoDb front = FaultyDynamoDb.start()) {
      front.otherwise(request -> InjectedFault.error(
          400, "AccessDeniedException", "User: x is not authorized to perform: dynamodb:Scan"));
      assertThatThrownBy(() -> items(front, 2))
          .isInstanceOf(ResourceUnavailableException.class)
          .hasMessageContainingAll("mlops-experiments", "access denied", "dynamodb:Scan");
    }
  }

  /** Where only counts are asked for, they are all there is. */
  @ParameterizedTest
  @ValueSource(
      strings = {"{\"ScannedCount\":5}", "{\"Count\":6,\"ScannedCount\":5}", "{\"Count\":-1}"})
  void countsThatCannotBeAreNamed(String body) {
    DynamoDbReply reply = DynamoDbReply.of(200, body.getBytes(StandardCharsets.UTF_8));
    try (FaultyDynamoDb front = FaultyDynamoDb.start()) {
      front.otherwise(r -> (request, dynamoDb) -> reply);
      TableScan scan = new TableScan(
              front.settings(),
              "mlops-experiments",
              null,
              false,
              List.of(),
              CapacityBroker.UNLIMITED)
          .selecting(new Selection(List.of(), null, 0, true));
      SegmentPages pages = new SegmentPages(
          ScanClients.shared(front.settings()),
          scan,
          1,
          2,
          new PagePermits(CapacityBroker.UNLIMITED),
          0);
      assertThatThrownBy(pages::next)
          .isInstanceOf(ResourceUnavailableException.class)
          .hasMessageContaining("table mlops-experiments: page 0 of segment 1 of 2");
    }
  }

  private static List<String> items(FaultyDynamoDb front, int segments) {
    return items(front, segments, 0);
  }

  private static List<String> items(FaultyDynamoDb front, int segments, int itemLimit) {
    TableScan scan = new TableScan(
        front.settings(), "mlops-experiments", null, false, List.of(), CapacityBroker.UNLIMITED);
    List<String> items = new ArrayList<>();
    for (int segment = 0; segment < segments; segment++) {
      SegmentPages pages = new SegmentPages(
          ScanClients.shared(front.settings()),
          scan,
          segment,
          segments,
          new PagePermits(CapacityBroker.UNLIMITED),
          itemLimit);
      pages.forEachRemaining(page -> PageItems.add(page, items));
    }
    return items;
  }
}
