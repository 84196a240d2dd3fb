package dev.sluice.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigRenderOptions;
import dev.sluice.failure.ConfigError;
import dev.sluice.job.MistakenSettings.Canaries;
import dev.sluice.job.args.Verb;
import dev.sluice.job.settings.ConfigErrors;
import dev.sluice.job.settings.Environment;
import dev.sluice.job.settings.JobSettings;
import dev.sluice.job.settings.JobSettingsReader;
import dev.sluice.job.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A source is read as a file of its own: what is right or wrong in one is so in the other, under the source's keys. */
final class MistakenSourcesTest {
  private static final long SEED = 20;
  private static final int SOME = 60;
  private static final Environment SECRETS =
      new Environment(Map.of("AWS_SECRET_ACCESS_KEY", "s3cr3t", "CANARY_PASSWORD", "s3cr3t"));

  @TempDir
  Path folder;

  @Tag("thorough")
  @Test
  void aMistakeInASourceIsToldAsInAFile() throws IOException {
    Canaries canaries =
        new Canaries("Another", "/tmp/canary.txt", "/tmp/pipe", "http://127.0.0.1:9");
    List<String> wrong = new ArrayList<>();
    int compared = 0;
    for (MistakenSettings mistake : MistakenSettings.all(canaries, SEED)) {
      if (mistake.key().equals("sluice.sources") || compared == SOME) {
        continue;
      }
      compared++;
      List<String> alone = keys("sluice", mistake.text());
      List<String> within =
          keys("sluice.sources.x", mistake.text().replaceFirst("^sluice", "sluice.sources.x"));
      if (!within.equals(alone.stream().map(MistakenSourcesTest::inSource).toList())) {
        wrong.add(mistake + ": " + alone + " but " + within);
      }
    }
    assertThat(wrong).as("seed " + SEED).isEmpty();
    assertThat(compared).isEqualTo(SOME);
  }

  private static String inSource(String key) {
    return key.replaceFirst("^sluice\\.", "sluice.sources.x.");
  }

  private List<String> keys(String path, String mistake) throws IOException {
    ConfigErrors errors = new ConfigErrors();
    read("""
        %s {
          aws.region = us-east-1
          source.table = Log
          labels.table = Truth
          experiments.table = Trials
          summary.table = Board
          dataset { root = /lake, training { profile = typed, split.group = modelName } }
        }
        %s
        """.formatted(path, mistake), errors);
    return errors.all().stream().map(ConfigError::key).sorted().toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "inference",
        "training",
        "experiments",
        "jobs",
        "conversations",
        "app-config",
        "catalogue"
      })
  void anExampleIsASourceToo(String example) throws IOException {
    String content = ConfigFactory.parseFile(Path.of("conf", example + ".conf").toFile())
        .resolve()
        .getConfig("sluice")
        .root()
        .render(ConfigRenderOptions.concise());
    ConfigErrors errors = new ConfigErrors();
    Settings alone = read("sluice = " + content, errors).shared();
    Settings within = Objects.requireNonNull(
        read("sluice.sources.x = " + content, errors).sources().get("x"));

    assertThat(errors.all()).isEmpty();
    assertThat(List.of(
            within.aws(),
            within.source(),
            within.events(),
            within.labels(),
            within.snapshot(),
            within.analytics(),
            within.experiments(),
            within.derived()))
        .isEqualTo(List.of(
            alone.aws(),
            alone.source(),
            alone.events(),
            alone.labels(),
            alone.snapshot(),
            alone.analytics(),
            alone.experiments(),
            alone.derived()));
    assertThat(within.training()).isEqualTo(alone.training());
  }

  private JobSettings read(String content, ConfigErrors errors) throws IOException {
    Path file = Files.writeString(folder.resolve("c.conf"), content);
    return JobSettingsReader.read(file.toString(), List.of(), SECRETS, Verb.RUN.needs(), errors);
  }
}
