package dev.sluice.summary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.analytics.Figures;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Publications that are suspended after they have read what others announce, while others go on. */
class SuspendedPublicationsTest {
  private static final Clock CLOCK = Clock.fixed(Samples.AS_OF.plusSeconds(60), ZoneOffset.UTC);
  private static final SummarySettings SETTINGS = new SummarySettings("t", null, Samples.TTL);
  private static final RowKey KEY = new RowKey("LATENCY#m", "DAY#2026-10-19#1");

  private final Holders holders = new Holders();
  private final MemoryDynamoDb table = new MemoryDynamoDb();
  private final MemoryStore store = new MemoryStore();

  @AfterEach
  void end() {
    holders.close();
  }

  @Test
  void aStragglerAtWorkMakesTheNewerOneAsk() {
    publish(1, 100, 5);
    Holders.Holder<PublishResult> straggler = suspended(2, 100, 4);
    assertThat(publish(3, 100, 5).skipped()).isZero();
    assertThat(finished(straggler).fenced()).isEqualTo(1);
    assertThat(p50()).isEqualTo(5);
  }

  @Test
  void aStragglerThatBeginsAfterTheClaimIsHeldBack() {
    publish(1, 100, 5);
    Holders.Holder<PublishResult> newer = begun(3, 100, 5);
    // its announcement, its reading, the claim in two requests, and its reading
    for (int request = 0; request < 5; request++) {
      newer.step();
    }
    assertThat(publish(2, 100, 4).fenced()).isEqualTo(1);
    assertThat(finished(newer).skipped()).isEqualTo(1);
    assertThat(p50()).isEqualTo(5);
  }

  /** Its mark of fewer items would hide who had decided over the row before. */
  @Test
  void aLatePublicationOfWhichANewerOneCannotKnowSkipsNothing() {
    publish(1, 100, 5);
    Holders.Holder<PublishResult> newer = suspended(4, 99, 6);
    assertThat(publish(3, 100, 5).skipped()).isZero();
    assertThat(finished(newer).eroded()).hasSize(1);
    publish(2, 100, 4);
    assertThat(p50()).isEqualTo(5);
  }

  /** The newer one has not claimed what it is about to change. */
  @Test
  void aPublicationThatIsKilledBeforeItsClaimHoldsNobodyBack() {
    publish(1, 100, 5);
    suspended(3, 100, 6).kill();
    publish(2, 100, 4);
    assertThat(p50()).isEqualTo(4);
    publish(3, 100, 6);
    assertThat(p50()).isEqualTo(6);
  }

  @Test
  void onePublicationByTwoHoldersIsOne() {
    publish(1, 100, 5);
    Holders.Holder<PublishResult> first = suspended(3, 100, 5);
    assertThat(publish(3, 100, 5).skipped()).isEqualTo(1);
    publish(2, 100, 4);
    finished(first);
    assertThat(p50()).isEqualTo(5);
    assertThat(publish(4, 100, 5).skipped()).isEqualTo(1);
  }

  /** Returns a publication that has announced itself and has read what others announce. */
  private Holders.Holder<PublishResult> suspended(int night, long requests, int p50) {
    Holders.Holder<PublishResult> holder = begun(night, requests, p50);
    holder.step();
    holder.step();
    return holder;
  }

  private Holders.Holder<PublishResult> begun(int night, long requests, int p50) {
    Figures figures = Samples.latencyOnly(
        "r-" + night,
        Samples.AS_OF.plusSeconds(night),
        List.of(Samples.latency("m", "1", Samples.DAY, requests, p50)));
    return holders.start(gate -> new Publisher(table.client(gate), SETTINGS, store, CLOCK, 1)
        .publish(figures, Samples.run(figures.runId()), false, (rows, of) -> {}));
  }

  private PublishResult publish(int night, long requests, int p50) {
    return finished(begun(night, requests, p50));
  }

  private static PublishResult finished(Holders.Holder<PublishResult> holder) {
    while (!holder.isEnded()) {
      holder.step();
    }
    return holder.result().orElseThrow();
  }

  private int p50() {
    return (int) SummaryRow.of(table.row(KEY)).number("p50").orElseThrow();
  }
}
