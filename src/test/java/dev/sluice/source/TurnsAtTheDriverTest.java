package dev.sluice.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.capacity.Answer;
import dev.sluice.capacity.LiveLimit;
import dev.sluice.capacity.ReadBudget;
import dev.sluice.capacity.ReadConstraints;
import dev.sluice.capacity.ReadLimit;
import dev.sluice.capacity.ReadRateLimiter;
import dev.sluice.failure.ResourceUnavailableException;
import dev.sluice.testing.TestSpark;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The way from a task to the driver, by Spark's RPC. */
final class TurnsAtTheDriverTest {
  private final ReadBudget account = new ReadBudget(
      new ReadRateLimiter(System::nanoTime),
      LiveLimit.fixed(new ReadLimit(1_000)),
      ReadConstraints.open("table t", 1),
      0,
      System::nanoTime);

  @BeforeAll
  static void start() {
    TestSpark.session();
  }

  @Test
  void anAccountIsReachedByItsDesk() {
    CapacityClient desk = CapacityEndpoint.ofApplication().open(account);

    assertThat(desk.ask(7))
        .isInstanceOfSatisfying(
            Answer.Permit.class, go -> assertThat(go.itemLimit()).isEqualTo(7));
  }

  @Test
  void whateverTheDriverThrowsReachesTheTask() {
    AtomicBoolean broken = new AtomicBoolean();
    LongSupplier clock = () -> {
      if (broken.get()) {
        throw new NoClassDefFoundError("of/a/jar/that/is/missing");
      }
      return System.nanoTime();
    };
    ReadBudget failing = new ReadBudget(
        new ReadRateLimiter(clock),
        LiveLimit.fixed(new ReadLimit(1_000)),
        ReadConstraints.open("table t", 1),
        0,
        clock);
    CapacityClient desk = CapacityEndpoint.ofApplication().open(failing);
    broken.set(true);

    assertThatThrownBy(() -> desk.ask(7))
        .isInstanceOf(ResourceUnavailableException.class)
        .hasMessageContainingAll("NoClassDefFoundError", "of/a/jar/that/is/missing");

    broken.set(false);
    assertThat(desk.ask(7)).isInstanceOf(Answer.Permit.class);
  }

  @Test
  void aDriverThatIsOutOfReachIsOneLineAndNothingIsRead() {
    CapacityClient desk = new CapacityClient("sluice-capacity-of-nobody", "account", account);

    assertThatThrownBy(() -> desk.ask(0))
        .isInstanceOfSatisfying(
            ResourceUnavailableException.class, e -> assertThat(e.remedy()).contains("same run id"))
        .hasMessageContainingAll(
            "the driver, which gives the permits for the table's read capacity, does not answer: ",
            "sluice-capacity-of-nobody");
  }
}
