package dev.sluice.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.function.Function;
import java.util.function.Supplier;

/** The laws of {@link MergeableState}, checked on seeded random states. */
public final class MergeLaws {
  private static final int ROUNDS = 20;

  private MergeLaws() {}

  /**
   * Fails where a law does not hold.
   *
   * @param none the identity
   * @param some makes a random state, the same one from the same seed
   * @param content a value that is equal for equal states
   */
  public static <S extends MergeableState<S>> void hold(
      Supplier<S> none, Function<Random, S> some, Function<S, Object> content) {
    for (int round = 0; round < ROUNDS; round++) {
      long seed = 3L * round;
      Supplier<S> a = () -> some.apply(new Random(seed));
      Supplier<S> b = () -> some.apply(new Random(seed + 1));
      Supplier<S> c = () -> some.apply(new Random(seed + 2));
      Object whole = content.apply(a.get().merge(b.get()).merge(c.get()));
      assertThat(content.apply(a.get().merge(b.get().merge(c.get()))))
          .as("associative, %d", round)
          .isEqualTo(whole);
      assertThat(content.apply(c.get().merge(b.get()).merge(a.get())))
          .as("commutative, %d", round)
          .isEqualTo(whole);
      assertThat(content.apply(a.get().merge(none.get())))
          .as("right identity, %d", round)
          .isEqualTo(content.apply(a.get()));
      assertThat(content.apply(none.get().merge(a.get())))
          .as("left identity, %d", round)
          .isEqualTo(content.apply(a.get()));
      S other = b.get();
      a.get().merge(other);
      assertThat(content.apply(other))
          .as("the other stays, %d", round)
          .isEqualTo(content.apply(b.get()));
    }
  }
}
