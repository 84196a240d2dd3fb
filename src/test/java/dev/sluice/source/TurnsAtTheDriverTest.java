package dev.sluice.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.TestSpark;
import dev.sluice.capacity.Allowance;
import dev.sluice.capacity.Answer;
import dev.sluice.capacity.LiveLimit;
import dev.sluice.capacity.ReadAccount;
import dev.sluice.capacity.ReadLimit;
import dev.sluice.capacity.Terms;
import dev.sluice.failure.Unusable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The way from a task to the driver, by Spark's RPC. */
final class TurnsAtTheDriverTest {
  private final ReadAccount account = new ReadAccount(
      new Allowance(System::nanoTime),
      LiveLimit.fixed(new ReadLimit(1_000)),
      Terms.open("table t", 1),
      0,
      System::nanoTime);

  @BeforeAll
  static void start() {
    TestSpark.session();
  }

  @Test
  void anAccountIsReachedByItsDesk() {
    RemoteDesk desk = DriverDesk.ofApplication().open(account);

    assertThat(desk.ask(7)).isInstanceOfSatisfying(Answer.Go.class, go -> assertThat(go.itemLimit())
        .isEqualTo(7));
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
    ReadAccount failing = new ReadAccount(
        new Allowance(clock),
        LiveLimit.fixed(new ReadLimit(1_000)),
        Terms.open("table t", 1),
        0,
        clock);
    RemoteDesk desk = DriverDesk.ofApplication().open(failing);
    broken.set(true);

    assertThatThrownBy(() -> desk.ask(7))
        .isInstanceOf(Unusable.class)
        .hasMessageContainingAll("NoClassDefFoundError", "of/a/jar/that/is/missing");

    broken.set(false);
    assertThat(desk.ask(7)).isInstanceOf(Answer.Go.class);
  }

  @Test
  void aDriverThatIsOutOfReachIsOneLineAndNothingIsRead() {
    RemoteDesk desk = new RemoteDesk("sluice-capacity-of-nobody", "account", account);

    assertThatThrownBy(() -> desk.ask(0))
        .isInstanceOfSatisfying(Unusable.class, e -> assertThat(e.remedy()).contains("same run id"))
        .hasMessageContainingAll(
            "the driver, which shares out the table's read capacity, does not answer: ",
            "sluice-capacity-of-nobody");
  }
}
