package dev.sluice.dataset.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RunSettingsTest {
  private static final RunSettings SETTINGS = new RunSettings(
      new TreeMap<>(
          Map.of("source.table", "t", "training.profile", "typed", "training.label", "l")),
      new TreeMap<>(Map.of("source.table", "t", "training", "Training[typed, l]")));

  @Test
  void knowsWhatWasRecordedInEitherForm() {
    assertThat(SETTINGS.differing(SETTINGS.keys())).isEmpty();
    assertThat(SETTINGS.differing(SETTINGS.earlier())).isEmpty();
  }

  @Test
  void namesTheKeysThatDifferInTheFormThatWasRecorded() {
    assertThat(SETTINGS.differing(
            Map.of("source.table", "t", "training.profile", "numeric", "training.label", "l")))
        .containsExactly("training.profile");
    assertThat(SETTINGS.differing(Map.of("source.table", "u", "training", "Training[typed, l]")))
        .containsExactly("source.table");
    assertThat(SETTINGS.differing(Map.of("source.table", "t"))).containsExactly("training");
  }

  @Test
  void hashesTheEarlierForm() {
    assertThat(SETTINGS.hash()).isEqualTo(RunSettings.of(SETTINGS.earlier()).hash());
  }
}
