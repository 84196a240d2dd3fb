package dev.sluice.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class AttemptTest {
  private final Map<String, String> absent = new TreeMap<>();

  @Test
  void aFigureThatIsComputedHasNoReason() {
    assertThat(Attempt.<Double>at("m", absent, () -> 1.0, "x")).isEqualTo(1.0);
    assertThat(absent).isEmpty();
  }

  @Test
  void aFigureThatIsNotHasOneUnderEachName() {
    Double none = Attempt.at(
        "m",
        absent,
        () -> {
          throw new ArithmeticException("no\nroot");
        },
        "x",
        "y");
    assertThat(none).isNull();
    assertThat(absent)
        .containsOnlyKeys("x", "y")
        .containsEntry("x", "could not be computed: java.lang.ArithmeticException: no␊root");
  }
}
