package dev.sluice.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The demand of a task whose scan has a limit. */
@Timeout(value = 5, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class LimitedDemandTest {
  /** Otherwise the other fetchers of a scan whose budget has ended would wait. */
  @Test
  void aPageThatDoesNotComeIsNotWaitedFor() {
    RowLimit limit = new RowLimit(10, 1, System::nanoTime);
    LimitedDemand demand = new LimitedDemand(limit, new LimitBroker.Attempt("1", 0, 1));

    assertThat(demand.next()).isEqualTo(OptionalInt.of(10));
    demand.failed(10);

    assertThat(demand.next()).isEqualTo(OptionalInt.of(10));
  }
}
