package dev.sluice.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.analytics.Samples;
import dev.sluice.dataset.snapshot.Snapshot;
import dev.sluice.failure.DataGateException;
import dev.sluice.failure.InvalidConfigurationException;
import dev.sluice.training.SplitSettings.By;
import dev.sluice.training.TrainingSettings.Profile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sample's damaged latencies, and texts where numbers are asked for. */
final class RefusalsTest {
  @TempDir
  Path folder;

  @Test
  void valuesThatAreNoNumbersAreRefusedByNameAndCount() throws IOException {
    assertThatThrownBy(() -> export(labelledByConfidence(FeatureSetting.of("latencyMs"))))
        .isInstanceOf(DataGateException.class)
        .hasMessageContaining("the training view cannot take:\nlatencyMs: ")
        .hasMessageContaining("values are no number, such as '");
    assertThat(Files.readString(folder.resolve("snapshots/run/manifest.json")))
        .contains("\"state\" : \"failed\"");
    assertThat(folder.resolve("latest.json")).doesNotExist();
  }

  /** Without a filter there are other models' items, whose lists are shorter. */
  @Tag("thorough")
  @Test
  void aListOfAnotherWidthIsToldOncePerFeature() {
    assertThatThrownBy(
            () -> export(labelledByConfidence(FeatureSetting.of("inputData.features[0..63] as f"))))
        .isInstanceOf(DataGateException.class)
        .hasMessageContaining("f0 (inputData.features): ")
        .hasMessageContaining("such as 'a list of 13'; likewise 63 more of its columns");
  }

  @Tag("thorough")
  @Test
  void aFeatureThatIsNeverANumberIsAWrongSetting() {
    assertThatThrownBy(() -> export(
            labelledByConfidence(FeatureSetting.of("modelName"), FeatureSetting.of("subjectId"))))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining("modelName")
        .hasMessageContaining("subjectId")
        .hasMessageContaining("categories = true");
  }

  /** Every item that has a confidence; text that is no number counts as missing, as is written there. */
  @Tag("thorough")
  @Test
  void leniencyIsCounted() throws IOException {
    FeatureSetting latency = new FeatureSetting("latencyMs", null, false, -1.0, true);
    Snapshot snapshot = export(labelledByConfidence(latency));

    Map<?, ?> values = (Map<?, ?>) snapshot.manifest().training().get("values");
    Map<?, ?> counts = (Map<?, ?>) values.get("latencyMs");
    long seen = number(counts, "missing") + number(counts, "null") + number(counts, "invalid");
    var damage = Samples.truth().get("damage");
    long unlabelled =
        number((Map<?, ?>) snapshot.manifest().training().get("leftOut"), "unlabelled");
    assertThat(number(counts, "text"))
        .isBetween(1L, damage.get("string_latency").longValue());
    assertThat(number(counts, "invalid"))
        .isBetween(1L, damage.get("text_latency").longValue());
    assertThat(seen).isPositive();
    assertThat(unlabelled)
        .isEqualTo(Samples.lines("inference").stream()
            .filter(item -> !item.hasNonNull("confidence"))
            .count());
    assertThat(number(counts, "invalid"))
        .isEqualTo(Samples.lines("inference").stream()
            .filter(
                item -> item.hasNonNull("confidence") && item.path("latencyMs").isTextual())
            .filter(item -> !item.get("latencyMs").textValue().matches("[0-9.]+"))
            .count());
  }

  private static long number(Map<?, ?> counts, String key) {
    Object count = counts.get(key);
    return count == null ? 0 : ((Number) count).longValue();
  }

  private static TrainingSettings labelledByConfidence(FeatureSetting... features) {
    return new TrainingSettings(
        Profile.NUMERIC,
        null,
        "confidence",
        false,
        List.of(features),
        null,
        Double.NaN,
        SampleTraining.split(By.ID, null),
        1);
  }

  private Snapshot export(TrainingSettings settings) {
    return SampleTraining.export(URI.create("file://" + folder), "run", settings, null);
  }
}
