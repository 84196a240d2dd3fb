package dev.sluice.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SluiceExceptionTest {
  private static final String FORGED = "m\nsluice: Run X: export is done.\u001B[2J";

  @Test
  void noTextMakesALineOfItsOwn() {
    Unusable one = new Unusable(FORGED, FORGED);
    assertThat(one.problem()).hasLineCount(1).doesNotContain("\u001B");
    assertThat(one.remedy()).hasLineCount(1).doesNotContain("\u001B");
  }

  @Test
  void eachProblemHasALine() {
    Fault fault = new Fault("sluice." + FORGED, FORGED, FORGED, FORGED);
    assertThat(new InvalidConfiguration(List.of(fault, fault)).problem()).hasLineCount(2);
    assertThat(new GateFailed(List.of(FORGED, FORGED, "x"), "y").problem()).hasLineCount(3);
  }

  @Test
  void noTextFillsTheScreen() {
    String name = "x".repeat(390_000);
    assertThat(new Unusable(name, name).problem()).hasSizeLessThan(5_000);
    assertThat(new Fault("k", name, "is wrong", "Mend it.").toString()).hasSizeLessThan(300);
  }

  @Test
  void severalProblemsAreOneSentenceWithinAnotherText() {
    assertThat(new GateFailed(List.of("cannot take:", "a: 1\nb", "c: 2"), "").inOneLine())
        .isEqualTo("cannot take: a: 1␊b; c: 2");
  }
}
