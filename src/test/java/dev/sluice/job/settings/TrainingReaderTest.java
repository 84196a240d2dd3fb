package dev.sluice.job.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.failure.ConfigError;
import dev.sluice.training.FeatureSetting;
import dev.sluice.training.SplitSettings;
import dev.sluice.training.TrainingSettings;
import dev.sluice.training.TrainingSettings.Profile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TrainingReaderTest {
  @TempDir
  Path folder;

  @Test
  void withoutAProfileThereIsNone() throws IOException {
    assertThat(read("")).isNull();
    assertThat(read("dataset.min-files = 4")).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "profile = typed, dataset.entity-by = kind, is missing",
    "entity = USER, '', has no effect",
    "'{ profile = typed, entity = USER }', '', has no effect"
  })
  void aKindGoesWithKinds(String training, String other, String problem) throws IOException {
    String asked = training.startsWith("{") ? training : "{ " + training + " }";
    assertThat(faults("dataset.training " + asked + "\n" + other))
        .filteredOn(fault -> fault.key().equals("sluice.dataset.training.entity"))
        .singleElement()
        .extracting(ConfigError::problem)
        .asString()
        .contains(problem);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      ["x"]                                           | x
      ["x", {from = y, as = z, categories = true}]    | x, y
      ["inputData.features[0..1] as f", "sold (cm)"]  | inputData.features[0..1] as f, sold (cm)
      x, y.z as w                                     | x, y.z as w
      """)
  void aListIsTakenOnTheCommandLine(String value, String names) {
    ConfigErrors faults = new ConfigErrors();
    Settings settings = SettingsReader.read(
        null,
        List.of(
            "dataset.training.profile=typed",
            "dataset.training.label={ from = verdict, categories = true }",
            "dataset.training.features=" + value),
        Set.of(),
        faults);
    assertThat(faults.all()).isEmpty();
    assertThat(settings.training()).isNotNull();
    assertThat(settings.training().label()).isEqualTo("verdict");
    assertThat(settings.training().features())
        .extracting(FeatureSetting::from)
        .containsExactly(names.split(", "));
  }

  @Test
  void aListThatDoesNotParseSaysHowToQuote() {
    ConfigErrors faults = new ConfigErrors();
    SettingsReader.read(
        null, List.of("dataset.training.features=[a[0..1] as f]"), Set.of(), faults);
    assertThat(faults.all())
        .extracting(ConfigError::remedy)
        .contains("Write a, b or [\"a\", \"b\"], with quotes around what has brackets or commas.");
  }

  @Test
  void everySettingIsRead() throws IOException {
    TrainingSettings settings = read("""
        dataset.min-files = 4
        dataset.training {
          profile = numeric
          label = { from = verdict, categories = true }
          features = [
            "inputData.features[0..63] as f"
            latencyMs
            { from = plan, as = plan_code, categories = true, missing = -1, invalid = missing }
          ]
          filter = "modelName = 'digits-classifier'"
          missing = 0
          split { train = 0.7, validation = 0.3, test = 0, by = id, group = subjectId }
        }""");

    assertThat(settings).isNotNull();
    assertThat(settings.profile()).isEqualTo(Profile.NUMERIC);
    assertThat(settings.label()).isEqualTo("verdict");
    assertThat(settings.labelCategories()).isTrue();
    assertThat(settings.features())
        .containsExactly(
            FeatureSetting.of("inputData.features[0..63] as f"),
            FeatureSetting.of("latencyMs"),
            new FeatureSetting("plan", "plan_code", true, -1.0, true));
    assertThat(settings.filter()).isEqualTo("modelName = 'digits-classifier'");
    assertThat(settings.missing()).isZero();
    assertThat(settings.minFiles()).isEqualTo(4);
    assertThat(settings.split().group()).isEqualTo("subjectId");
    assertThat(settings.split().channels()).hasSize(2);
  }

  @Test
  void defaultsAreThoseOfTheReference() throws IOException {
    TrainingSettings settings =
        read("dataset.training { profile = typed, label = { categories = true } }");

    assertThat(settings).isNotNull();
    assertThat(settings.label()).isNull();
    assertThat(settings.labelCategories()).isTrue();
    assertThat(settings.features()).isEmpty();
    assertThat(settings.missing()).isNaN();
    assertThat(settings.minFiles()).isEqualTo(1);
    assertThat(settings.split().by()).isEqualTo(SplitSettings.By.ID);
    assertThat(settings.split().shares())
        .extracting(Object::toString)
        .containsExactly("0.8", "0.1", "0.1");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      profile = numeric                                            | features
      features = [a]                                               | profile
      profile = numerical, features = [a]                          | profile
      profile = numeric, features = [" "]                          | features
      profile = numeric, features = [{ from = a, as = "" }]        | features
      profile = numeric, features = [{ form = a }]                 | features
      profile = numeric, features = [{ from = a, invalid = drop }] | features
      profile = numeric, features = [{ from = a, missing = none }] | features
      profile = numeric, features = a                              | features
      profile = typed, label = { categoris = true }                | label
      profile = typed, missing = none                              | missing
      profile = typed, split.train = 0.5                           | split.train
      profile = typed, split { train = 0, validation = 1, test = 0 } | split.train
      profile = typed, split.test = 2                              | split.test
      profile = typed, split { by = time, group = g }              | split.group
      profile = typed, split.by = hash                             | split.by
      profile = typed, filter = "a >"                              | filter
      profile = typed, filter = "1 = 2"                            | filter
      """)
  void aWrongValueIsNamed(String training, String key) throws IOException {
    List<ConfigError> faults = faults("dataset.training { " + training + " }");

    assertThat(faults).extracting(ConfigError::key).contains("sluice.dataset.training." + key);
    assertThat(faults).allSatisfy(fault -> assertThat(fault.remedy()).isNotBlank());
  }

  @Test
  void whatTheTrainingSetHoldsDecidesTheSnapshot() throws IOException {
    Settings one = settings("dataset.training { profile = typed }", new ConfigErrors());
    Settings same =
        settings("dataset.training { profile = typed, missing = NaN }", new ConfigErrors());
    Settings other =
        settings("dataset.training { profile = typed, label = x }", new ConfigErrors());

    assertThat(Fingerprint.snapshot(same)).isEqualTo(Fingerprint.snapshot(one));
    assertThat(Fingerprint.snapshot(other)).isNotEqualTo(Fingerprint.snapshot(one));
  }

  private TrainingSettings read(String text) throws IOException {
    ConfigErrors faults = new ConfigErrors();
    Settings settings = settings(text, faults);
    assertThat(faults.all()).isEmpty();
    return settings.training();
  }

  private List<ConfigError> faults(String text) throws IOException {
    ConfigErrors faults = new ConfigErrors();
    settings(text, faults);
    return faults.all();
  }

  private Settings settings(String text, ConfigErrors faults) throws IOException {
    Path file = Files.writeString(folder.resolve("t.conf"), "sluice {\n" + text + "\n}\n");
    return SettingsReader.read(file.toString(), List.of("source.table=Log"), Set.of(), faults);
  }
}
