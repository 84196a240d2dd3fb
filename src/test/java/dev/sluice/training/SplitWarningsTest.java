package dev.sluice.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.training.SplitSettings.By;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Shares of 0.8, 0.1 and 0.1. */
final class SplitWarningsTest {
  @Test
  void aChannelThatIsEmptyOrFarFromItsShareIsTold() {
    assertThat(lines(163, 5, 0))
        .anyMatch(line -> line.startsWith("train has 0.970 of the rows, for a share of 0.8. "))
        .anyMatch(line -> line.startsWith("test is empty, for a share of 0.1. "))
        .allMatch(line -> line.contains("Items of one customer stay together"));
    assertThat(lines(9_700, 300, 0)).hasSize(3);
    assertThat(lines(970_000, 30_000, 1)).hasSize(3);
  }

  @Test
  void chanceAndTriflesAreNot() {
    assertThat(lines(7, 2, 1)).isEmpty();
    assertThat(lines(76, 13, 11)).isEmpty();
    // many standard deviations, but shares of 0.107 and, by groups, of 0.121
    assertThat(lines(4_043, 627, 512)).isEmpty();
    assertThat(lines(793_000, 107_000, 100_000)).isEmpty();
    assertThat(lines(8_000, 1_000, 1_000)).isEmpty();
  }

  /** Rows that a hash shares out one by one: of 2,000 sets at most one is told, but for empty channels. */
  @Test
  void setsThatAreSharedOutByChanceAreSeldomTold() {
    Random random = new Random(7);
    int told = 0;
    for (int set = 0; set < 2_000; set++) {
      long[] rows = new long[3];
      int size = 60 + random.nextInt(3_000);
      for (int i = 0; i < size; i++) {
        double hash = random.nextDouble();
        rows[hash < 0.8 ? 0 : hash < 0.9 ? 1 : 2]++;
      }
      told += lines(rows).stream().anyMatch(line -> line.contains("of the rows")) ? 1 : 0;
    }
    assertThat(told).isLessThanOrEqualTo(1);
  }

  @Test
  void oneClassIsTold() {
    assertThat(warnings(labels(Map.of("yes", 40L, "no", 40L), Map.of("no", 10L), Map.of("no", 9L))))
        .singleElement()
        .asString()
        .startsWith("validation has 10 rows, all with the label no. ");
    assertThat(warnings(labels(Map.of("no", 8L), Map.of("no", 1L), Map.of("no", 1L))))
        .containsExactly("all rows have the label no: there is nothing to tell apart.");
    Map<Channel, HeldLabels> constant = new EnumMap<>(Channel.class);
    for (Channel channel : Channel.values()) {
      long rows = channel == Channel.TRAIN ? 80 : 10;
      constant.put(channel, HeldLabels.ofNumbers(rows, 2.5, 2.5, 2.5));
    }
    assertThat(warnings(constant)).singleElement().asString().contains("the label 2.5");
    constant.put(Channel.TRAIN, HeldLabels.ofNumbers(80, 0, 1, 2.5));
    assertThat(warnings(constant)).hasSize(2);
  }

  private static List<String> lines(long... rows) {
    Map<Channel, HeldLabels> held = new EnumMap<>(Channel.class);
    for (Channel channel : Channel.values()) {
      long n = rows[channel.index()];
      if (n > 0) {
        held.put(channel, HeldLabels.ofNumbers(n, 0, 0.5, 1));
      }
    }
    return warnings(held);
  }

  @SafeVarargs
  @SuppressWarnings("varargs") // only read
  private static Map<Channel, HeldLabels> labels(Map<String, Long>... classes) {
    Map<Channel, HeldLabels> held = new EnumMap<>(Channel.class);
    for (Channel channel : Channel.values()) {
      Map<String, Long> own = classes[channel.index()];
      long rows = own.values().stream().mapToLong(Long::longValue).sum();
      held.put(channel, HeldLabels.ofClasses(new HeldLabels.Totals(rows, own.size()), own));
    }
    return held;
  }

  private static List<String> warnings(Map<Channel, HeldLabels> held) {
    return new SplitWarnings(SampleTraining.split(By.ID, "customer"), held).lines();
  }
}
