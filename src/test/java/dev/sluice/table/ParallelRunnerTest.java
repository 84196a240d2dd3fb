package dev.sluice.table;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ParallelRunnerTest {
  private static final List<Integer> THINGS = IntStream.range(0, 100).boxed().toList();

  @Test
  void anErrorReachesWhoWaits() {
    Error thrown = new NoClassDefFoundError("a/B");
    try (ParallelRunner crew = new ParallelRunner(4)) {
      assertThatThrownBy(() -> crew.each(THINGS, thing -> failing(thing, thrown), done -> {}))
          .isSameAs(thrown);
    }
  }

  private static int failing(int thing, Error thrown) {
    if (thing == 50) {
      throw thrown;
    }
    return thing;
  }
}
