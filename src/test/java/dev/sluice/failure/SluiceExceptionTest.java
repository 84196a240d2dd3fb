package dev.sluice.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SluiceExceptionTest {
  private static final String FORGED = "m\nsluice: Run X: export is done.\u001B[2J";

  @Test
  void noTextMakesALineOfItsOwn() {
    ResourceUnavailableException one = new ResourceUnavailableException(FORGED, FORGED);
    assertThat(one.problem()).hasLineCount(1).doesNotContain("\u001B");
    assertThat(one.remedy()).hasLineCount(1).doesNotContain("\u001B");
  }

  @Test
  void eachProblemHasALine() {
    ConfigError fault = new ConfigError("sluice." + FORGED, FORGED, FORGED, FORGED);
    assertThat(new InvalidConfigurationException(List.of(fault, fault)).problem())
        .hasLineCount(2);
    assertThat(new DataGateException(List.of(FORGED, FORGED, "x"), "y").problem())
        .hasLineCount(3);
  }

  @Test
  void noTextFillsTheScreen() {
    String name = "x".repeat(390_000);
    assertThat(new ResourceUnavailableException(name, name).problem()).hasSizeLessThan(5_000);
    assertThat(new ConfigError("k", name, "is wrong", "Mend it.").toString()).hasSizeLessThan(300);
  }

  @Test
  void severalProblemsAreOneSentenceWithinAnotherText() {
    assertThat(new DataGateException(List.of("cannot take:", "a: 1\nb", "c: 2"), "").inOneLine())
        .isEqualTo("cannot take: a: 1␊b; c: 2");
  }
}
