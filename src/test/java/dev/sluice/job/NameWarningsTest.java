package dev.sluice.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.analytics.ExperimentAttributes.Better;
import dev.sluice.analytics.ExperimentFigures;
import dev.sluice.analytics.PlainFigures;
import dev.sluice.job.settings.ConfigErrors;
import dev.sluice.job.settings.SettingsReader;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A status that no experiment has; of versions and models {@link MistypedAttributesTest} tells. */
final class NameWarningsTest {
  @Test
  void aStatusThatNoExperimentHasIsTold() {
    assertThat(warnings("complete", Map.of("completed", 3L, "running", 1L)))
        .containsExactly(
            "sluice.experiments.done = complete: is no status of an experiment that figures are of."
                + " The nearest name seen is completed.");
    assertThat(warnings("completed", Map.of("Complete", 3L)))
        .singleElement()
        .asString()
        .endsWith("The nearest name seen is Complete.");
    assertThat(warnings("succeeded", Map.of("ok", 3L)))
        .singleElement()
        .asString()
        .endsWith("Seen are ok.");
  }

  @Test
  void thatNothingIsDoneYetIsNoMistake() {
    assertThat(warnings("completed", Map.of("running", 3L, "-", 1L))).isEmpty();
    assertThat(warnings("completed", Map.of("completed", 3L))).isEmpty();
    assertThat(warnings("complete", Map.of())).isEmpty();
  }

  private static List<String> warnings(String done, Map<String, Long> statuses) {
    ConfigErrors faults = new ConfigErrors();
    var settings = SettingsReader.read(null, List.of("experiments.done=" + done), Set.of(), faults);
    assertThat(faults.all()).isEmpty();
    ExperimentFigures trials = new ExperimentFigures(
        "trials",
        "accuracy",
        Better.LARGER,
        null,
        null,
        null,
        List.of(),
        0,
        0,
        null,
        null,
        null,
        null,
        statuses,
        List.of(),
        Map.of());
    return NameWarnings.of(
        settings,
        PlainFigures.of(
            "r",
            Instant.EPOCH,
            LocalDate.EPOCH,
            "UTC",
            0,
            0,
            null,
            List.of(),
            List.of(),
            List.of(trials),
            List.of()));
  }
}
