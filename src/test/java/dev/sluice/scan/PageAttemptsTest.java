package dev.sluice.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.capacity.Answer;
import dev.sluice.capacity.CapacityBroker;
import dev.sluice.capacity.PagePermits;
import dev.sluice.capacity.Throttling;
import dev.sluice.failure.BudgetExhaustedException;
import dev.sluice.testing.FaultyDynamoDb;
import dev.sluice.testing.InjectedFault;
import dev.sluice.testing.TestServers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a desk hears of one page's attempts, the SDK's own retries between. */
final class PageAttemptsTest {
  private final Recorded desk = new Recorded();

  @BeforeAll
  static void load() {
    TestServers.sampleTables();
  }

  /** A desk that notes what it is told. */
  private static final class Recorded implements CapacityBroker {
    private final List<String> heard = new ArrayList<>();
    private double settled;
    private int leaves = Integer.MAX_VALUE;

    @Override
    public Answer ask(int itemLimit) {
      heard.add("ask");
      return leaves-- > 0
          ? new Answer.Permit(0, 100, itemLimit)
          : new Answer.Exhausted("enough", "more");
    }

    @Override
    public void settle(Answer.Permit leave, double consumedUnits, int items) {
      heard.add("settle");
      settled += consumedUnits;
    }

    @Override
    public void throttled(Answer.Permit leave, Throttling throttling) {
      heard.add("throttled " + throttling);
    }
  }

  @Test
  void aThrottledAttemptCostsNothingAndTheNextAsksAgain() {
    try (FaultyDynamoDb front = FaultyDynamoDb.start()) {
      Page page = read(front.next("Scan", 1, InjectedFault.throttled()));
      assertThat(desk.heard).containsExactly("ask", "throttled UNKNOWN", "ask", "settle");
      assertThat(desk.settled).isEqualTo(page.consumedReadUnits()).isPositive();
    }
  }

  @Test
  void aPageIsReportedAsThrottledOnce() {
    try (FaultyDynamoDb front = FaultyDynamoDb.start()) {
      read(front.next("Scan", 2, InjectedFault.throttled()));
      assertThat(desk.heard)
          .containsExactly(
              "ask", "throttled UNKNOWN", "ask", "throttled REPEATED", "ask", "settle");
    }
  }

  @Test
  void aDamagedAnswerWasConsumedAndIsReportedToo() {
    double once;
    try (FaultyDynamoDb front = FaultyDynamoDb.start()) {
      once = read(front).consumedReadUnits();
      desk.heard.clear();
      desk.settled = 0;
      Page page = read(front.next("Scan", 2, InjectedFault.wrongChecksum()));
      assertThat(desk.heard).containsExactly("ask", "ask", "ask", "settle", "settle", "settle");
      assertThat(page.consumedReadUnits()).isEqualTo(3 * once);
      assertThat(desk.settled).isEqualTo(3 * once);
    }
  }

  @Test
  void whatMayHaveBeenConsumedStaysCharged() {
    try (FaultyDynamoDb front = FaultyDynamoDb.start()) {
      Page page = read(front.next("Scan", 1, InjectedFault.serverError()));
      assertThat(desk.heard).containsExactly("ask", "settle", "ask", "settle");
      assertThat(desk.settled).isEqualTo(100 + page.consumedReadUnits());
    }
  }

  @Test
  void aPageThatNeverComesStaysCharged() {
    try (FaultyDynamoDb front = FaultyDynamoDb.start()) {
      front.otherwise(r -> InjectedFault.error(400, "AccessDeniedException", "no"));
      assertThatThrownBy(() -> read(front)).hasMessageContaining("access denied");
      assertThat(desk.heard).containsExactly("ask", "settle");
    }
  }

  @Test
  void aRetryThatGetsNoLeaveStopsTheScan() {
    desk.leaves = 1;
    try (FaultyDynamoDb front = FaultyDynamoDb.start()) {
      assertThatThrownBy(() -> read(front.next("Scan", 5, InjectedFault.throttled())))
          .isInstanceOf(BudgetExhaustedException.class)
          .hasMessage("enough");
      assertThat(front.requests("Scan")).hasSize(1);
    }
  }

  private Page read(FaultyDynamoDb front) {
    TableScan scan =
        new TableScan(front.settings(), "mlops-experiments", null, false, List.of(), desk);
    return new SegmentPages(
            ScanClients.shared(front.settings()), scan, 0, 1, new PagePermits(desk), 0)
        .next();
  }
}
