package dev.sluice.job.args;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.failure.ConfigError;
import dev.sluice.job.args.Invocation.Kind;
import dev.sluice.job.settings.ConfigErrors;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentsTest {
  @Test
  void everyOptionIsRead() {
    Invocation run = sound(
        "run",
        "--config",
        "a.conf",
        "--set",
        "x=1",
        "--set",
        "y=@2",
        "--json",
        "--run-id",
        "r.1_A-",
        "--date",
        "2026-10-28",
        "--restate");

    assertThat(run.verb()).isEqualTo(Verb.RUN);
    assertThat(run.config()).isEqualTo("a.conf");
    assertThat(run.sets()).containsExactly("x=1", "y=@2");
    assertThat(run.json()).isTrue();
    assertThat(run.runId()).hasToString("r.1_A-");
    assertThat(run.date()).isEqualTo(LocalDate.of(2026, 10, 28));
    assertThat(run.restate()).isTrue();
  }

  @Test
  void summaryAndDemoHaveOptionsOfTheirOwn() {
    Invocation summary = sound(
        "summary",
        "--kind",
        "latency",
        "--model",
        "iris-species",
        "--from",
        "2026-10-01",
        "--to",
        "2026-10-02");
    Invocation demo = sound("demo", "--serve", "--empty");

    assertThat(summary.query())
        .isEqualTo(new Invocation.Query(
            Optional.of(Kind.LATENCY),
            Optional.of("iris-species"),
            LocalDate.of(2026, 10, 1),
            LocalDate.of(2026, 10, 2)));
    assertThat(summary.from()).isNull();
    assertThat(demo.demo()).isEqualTo(new Invocation.Demo(true, true, 0));
    assertThat(sound("demo", "--nights", "3").demo().nights()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "analyze", "publish"})
  void aSpanHasAFirstAndALastDay(String command) {
    Invocation span = sound(command, "--from", "2026-10-01", "--to", "2026-10-07");

    assertThat(span.from()).isEqualTo(LocalDate.of(2026, 10, 1));
    assertThat(span.date()).isEqualTo(LocalDate.of(2026, 10, 7));
    assertThat(sound(command, "--date", "2026-10-07").from()).isNull();
  }

  @Test
  void allContradictionsOfDaysAreTold() {
    assertThat(faults("run", "--from", "2026-10-08", "--to", "2026-10-07", "--date", "2026-10-09"))
        .extracting(ConfigError::key)
        .containsExactly("--from", "--date");
    assertThat(faults("analyze", "--from", "2026-10-08"))
        .extracting(ConfigError::key)
        .containsExactly("--to");
    assertThat(faults("publish", "--to", "2026-10-08"))
        .singleElement()
        .extracting(ConfigError::remedy)
        .asString()
        .contains("--date 2026-10-08");
    assertThat(faults("verify", "--from", "2026-10-08", "--to", "2026-10-09"))
        .extracting(ConfigError::problem)
        .containsExactly("has no effect on verify", "has no effect on verify");
    assertThat(faults("run", "--from", "8.10.2026", "--to", "2026-10-09"))
        .extracting(ConfigError::problem)
        .containsExactly("cannot be read");
    assertThat(faults("demo", "--nights", "0", "--empty"))
        .extracting(ConfigError::problem)
        .containsExactly("cannot be read", "contradicts --empty");
  }

  @Test
  void optionsMayStandBeforeTheCommand() {
    assertThat(sound("--json", "verify").json()).isTrue();
  }

  @Test
  void glueGivesNamesAndValuesAndItsOwnAreLeftOut() {
    Invocation run = sound(
        "--JOB_NAME",
        "nightly",
        "--job-bookmark-option",
        "job-bookmark-disable",
        "--TempDir",
        "s3://t/",
        "--enable-metrics",
        "--command",
        "run",
        "--config",
        "s3://b/c.conf",
        "--JOB_ID",
        "j_1",
        "--set",
        "source.segments=4; source.filter=a = 'b'",
        "--json",
        "true",
        "--restate",
        "false",
        "--conf",
        "spark.a=1 --conf spark.b=2",
        "--date=2026-10-28",
        "--JOB_RUN_ID",
        "jr_2");

    assertThat(run.verb()).isEqualTo(Verb.RUN);
    assertThat(run.config()).isEqualTo("s3://b/c.conf");
    assertThat(run.sets()).containsExactly("source.segments=4", "source.filter=a = 'b'");
    assertThat(run.json()).isTrue();
    assertThat(run.restate()).isFalse();
    assertThat(run.date()).isEqualTo(LocalDate.of(2026, 10, 28));
    assertThat(run.runId()).isNull();
  }

  @Test
  void allFaultsAreTold() {
    assertThat(faults("run", "--date", "28.10.2026", "--run-id", "a/b", "--sett", "x=1"))
        .extracting(ConfigError::key)
        .contains("--date", "--run-id", "--sett");
    assertThat(faults("run", "--sett"))
        .extracting(ConfigError::remedy)
        .containsExactly("Did you mean --set?");
    assertThat(faults("run", "--config")).hasSize(1);
    assertThat(faults("expotr"))
        .singleElement()
        .extracting(ConfigError::remedy)
        .isEqualTo("Did you mean export?");
    assertThat(faults()).extracting(ConfigError::problem).containsExactly("is missing");
    assertThat(faults("summary", "--kind", "speed", "--model", "m"))
        .extracting(ConfigError::key)
        .containsExactly("--kind");
    assertThat(faults("summary", "--model", "m"))
        .extracting(ConfigError::key)
        .containsExactly("--kind");
    assertThat(faults("summary", "--kind", "latency"))
        .extracting(ConfigError::key)
        .containsExactly("--kind");
    assertThat(faults("--command", "nothing", "--JOB_NAME", "x")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "a b", "a/b", "ä"})
  void aRunIdIsAFolderName(String text) {
    assertThat(faults("run", "--run-id", text))
        .extracting(ConfigError::key)
        .containsExactly("--run-id");
  }

  @Test
  void newRunIdsSortByTime() {
    SplittableRandom random = new SplittableRandom(1);
    String first = RunId.at(Instant.parse("2026-11-21T09:30:00Z"), random).text();
    String second = RunId.at(Instant.parse("2026-11-21T09:30:01Z"), random).text();

    assertThat(first).matches("20261121T093000Z-[0-9a-f]{4}").isLessThan(second);
  }

  @Test
  void helpListsTheCommands() {
    String help = Arguments.read(new ConfigErrors(), "--help").help("v").orElseThrow();

    assertThat(help).contains("plan ", "export", "analyze", "--run-id");
    assertThat(Arguments.read(new ConfigErrors(), "--version").help("sluice 1"))
        .contains("sluice 1");
    assertThat(Arguments.read(new ConfigErrors(), "run").help("v")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Verb.class)
  void everyCommandHasHelp(Verb verb) {
    assertThat(
            Arguments.read(new ConfigErrors(), verb.word(), "--help").help("v").orElseThrow())
        .contains(verb.description(), "--config", "--json");
  }

  private static Invocation sound(String... args) {
    ConfigErrors faults = new ConfigErrors();
    Invocation invocation = Arguments.read(faults, args).invocation().orElseThrow();
    assertThat(faults.all()).isEmpty();
    return invocation;
  }

  private static List<ConfigError> faults(String... args) {
    ConfigErrors faults = new ConfigErrors();
    Optional<Invocation> ignored = Arguments.read(faults, args).invocation();
    assertThat(ignored.isPresent() || !faults.none()).isTrue();
    return faults.all();
  }
}
