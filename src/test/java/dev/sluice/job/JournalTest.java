package dev.sluice.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.dataset.store.Documents;
import dev.sluice.failure.InvalidConfigurationException;
import dev.sluice.failure.ResourceUnavailableException;
import dev.sluice.job.args.Invocation;
import dev.sluice.job.args.RunId;
import dev.sluice.job.args.Verb;
import dev.sluice.job.settings.ConfigErrors;
import dev.sluice.job.settings.Settings;
import dev.sluice.job.settings.SettingsReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class JournalTest {
  private static final LocalDate DAY = LocalDate.of(2026, 10, 28);
  private static final Instant NOW = Instant.parse("2026-10-29T03:00:00Z");

  private final InMemory documents = new InMemory();

  @Test
  void aFinishedOneGivesItsResultAgain() {
    Journal journal = journal(Verb.RUN, null, false, DAY);
    assertThat(journal.result()).isEmpty();
    Result stored = journal.store(result(12), journal.entry());

    Result again = journal(Verb.RUN, null, false, DAY.plusDays(3)).result().orElseThrow();
    assertThat(again.json()).isEqualTo(stored.json());
    assertThat(again.text()).isEqualTo("12 rows");
    assertThat(again.exitCode()).isZero();
  }

  /** Two holders, of which one comes late: both are told the same. */
  @Test
  void theFirstResultCounts() {
    Journal journal = journal(Verb.RUN, null, false, DAY);
    journal.store(result(12), journal.entry());
    assertThat(journal.store(result(13), journal.entry()).text()).isEqualTo("12 rows");
  }

  @Test
  void aRunKeepsItsDayAndItsStartInAllCommands() {
    Journal.Entry first = journal(Verb.EXPORT, null, false, DAY).entry();
    Journal.Entry later = journal(Verb.ANALYZE, null, false, DAY.plusDays(5)).entry();

    assertThat(later.date()).isEqualTo(DAY);
    assertThat(later.startedAt()).isEqualTo(first.startedAt()).isEqualTo(NOW);
  }

  @Test
  void anotherDayIsRefusedOfWhatReadsAndIsAnotherResultOfFigures() {
    journal(Verb.RUN, DAY, false, DAY);
    assertThatThrownBy(() -> journal(Verb.RUN, DAY.plusDays(1), false, DAY))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining("--date = 2026-10-29");
    assertThat(journal(Verb.ANALYZE, null, false, DAY).entry().number()).isEqualTo(1);
    assertThat(journal(Verb.ANALYZE, DAY.plusDays(1), false, DAY).entry().number())
        .isEqualTo(2);
    assertThat(journal(Verb.ANALYZE, null, false, DAY).entry().number()).isEqualTo(1);
  }

  @Test
  void aRunKeepsItsSpanInAllCommands() {
    LocalDate to = DAY.minusDays(3);
    LocalDate from = DAY.minusDays(9);
    journal(Verb.RUN, to, from, false, DAY);

    // resumed days later, without its options
    FigureDays span = new FigureDays(to, from);
    assertThat(journal(Verb.RUN, null, false, DAY.plusDays(2)).entry().days()).isEqualTo(span);
    assertThat(journal(Verb.ANALYZE, null, false, DAY.plusDays(2)).entry().days())
        .isEqualTo(span);
    assertThatThrownBy(() -> journal(Verb.RUN, to, from.minusDays(1), false, DAY))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining("2026-10-18 to 2026-10-25")
        .hasMessageContaining("which is 2026-10-19 to 2026-10-25");
    assertThatThrownBy(() -> journal(Verb.RUN, to, false, DAY))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining("--date = 2026-10-25");
  }

  @Test
  void aSpanIsAnotherResultThanTheLookBackUpToItsLastDay() {
    journal(Verb.EXPORT, null, false, DAY);
    figures(journal(Verb.ANALYZE, DAY, false, DAY).entry());
    Journal.Entry span =
        journal(Verb.ANALYZE, DAY, DAY.minusDays(1), false, DAY).entry();
    assertThat(span.number()).isEqualTo(2);
    figures(span);

    assertThat(journal(Verb.PUBLISH, DAY, DAY.minusDays(1), false, DAY).entry().figures())
        .isEqualTo(2);
    assertThat(journal(Verb.PUBLISH, DAY, false, DAY).entry().figures()).isEqualTo(1);
    // never those of other days in their place
    assertThatThrownBy(
            () -> journal(Verb.PUBLISH, DAY, DAY.minusDays(2), false, DAY).entry())
        .isInstanceOf(ResourceUnavailableException.class)
        .hasMessageContaining("no figures of 2026-10-26 to 2026-10-28");
  }

  @Test
  void aSpanThatGoesOnAfterTheDataIsRefusedBeforeTheRunBegins() {
    assertThatThrownBy(() -> journal(Verb.RUN, DAY.plusDays(1), DAY, false, DAY))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining("--to = 2026-10-29: is after 2026-10-28");
    assertThat(documents.files).isEmpty();
  }

  @Test
  void otherSettingsOfFiguresAreAnotherResult() {
    journal(Verb.EXPORT, null, false, DAY);
    Journal one = journal(Verb.ANALYZE, null, false, DAY);
    one.store(result(1), one.entry());
    Journal other = journal(Verb.ANALYZE, null, false, DAY, "analytics.maturity=1 day");

    assertThat(other.result()).isEmpty();
    assertThat(other.entry().figures()).isEqualTo(2);
  }

  @Test
  void aRestatementIsMadeAnewAndDrawsANumber() {
    Journal first = journal(Verb.RUN, null, false, DAY);
    first.store(result(1), first.entry());
    Journal again = journal(Verb.RUN, null, true, DAY);

    assertThat(again.result()).isEmpty();
    Journal.Entry entry = again.entry();
    assertThat(entry.number()).isEqualTo(2);
    assertThat(again.store(result(2), entry).text()).isEqualTo("2 rows");
    assertThat(journal(Verb.RUN, null, false, DAY).result().orElseThrow().text())
        .isEqualTo("1 rows");
  }

  @Test
  void whatIsPublishedAreTheFiguresOfTheseSettingsOrTheNewest() {
    journal(Verb.EXPORT, null, false, DAY);
    figures(journal(Verb.ANALYZE, null, false, DAY).entry());
    figures(journal(Verb.ANALYZE, null, false, DAY, "analytics.maturity=1 day").entry());

    assertThat(journal(Verb.PUBLISH, null, false, DAY).entry().figures()).isEqualTo(1);
    assertThat(journal(Verb.PUBLISH, null, false, DAY, "analytics.maturity=2 days")
            .entry()
            .figures())
        .isEqualTo(2);
    Journal.Entry restated = journal(Verb.PUBLISH, null, true, DAY).entry();
    assertThat(restated.figures()).isEqualTo(1);
    assertThat(restated.number()).isEqualTo(3);
  }

  /** The hashes are those of the release that hashed the texts of records. */
  @Test
  void whatAnEarlierReleaseStoredIsFound() {
    journal(Verb.EXPORT, null, false, DAY);
    stored("numbers/000001.json", "{\"of\":\"something else\"}");
    stored("numbers/000002.json", "{\"of\":\"c332ecc3c5f5b3034b89096ac39b400b\"}");
    assertThat(journal(Verb.RUN, null, false, DAY).entry().number()).isEqualTo(2);
    assertThat(journal(Verb.ANALYZE, null, false, DAY).result()).isEmpty();

    stored(
        "analyze-c332ecc3c5f5b3034b89096ac39b400b.json",
        "{\"format\":1,\"json\":{\"exitCode\":0},\"text\":\"7 rows\"}");
    assertThat(journal(Verb.ANALYZE, null, false, DAY).result().orElseThrow().text())
        .isEqualTo("7 rows");
  }

  private void stored(String name, String json) {
    documents.create("runs/r1/" + name, json.getBytes(StandardCharsets.UTF_8), "application/json");
  }

  private void figures(Journal.Entry entry) {
    String name = entry.figures() == 1 ? "r1" : "r1-" + entry.figures();
    documents.create(
        "figures/" + name + ".json", "{}".getBytes(StandardCharsets.UTF_8), "application/json");
  }

  private static Result result(int rows) {
    Outcome outcome = new Outcome("run", () -> NOW);
    outcome.runId("r1");
    outcome.field("summaryRows", rows);
    outcome.line(rows + " rows");
    return outcome.result();
  }

  private Journal journal(
      Verb verb, @Nullable LocalDate date, boolean restate, LocalDate usual, String... sets) {
    return journal(verb, date, null, restate, usual, sets);
  }

  private Journal journal(
      Verb verb,
      @Nullable LocalDate date,
      @Nullable LocalDate from,
      boolean restate,
      LocalDate usual,
      String... sets) {
    Invocation asked = new Invocation(
        verb,
        null,
        List.of(),
        false,
        new RunId("r1"),
        date,
        from,
        restate,
        new Invocation.Query(Optional.empty(), Optional.empty(), null, null),
        Invocation.Demo.PLAIN);
    return new Journal(asked, settings(sets), documents, "r1", NOW, usual);
  }

  private static Settings settings(String... sets) {
    ConfigErrors faults = new ConfigErrors();
    String[] all = Arrays.copyOf(sets, sets.length + 1);
    all[sets.length] = "source.table=Log";
    Settings settings = SettingsReader.read(null, List.of(all), Set.of(), faults);
    assertThat(faults.all()).isEmpty();
    return settings;
  }

  private static final class InMemory implements Documents {
    private final Map<String, byte[]> files = new HashMap<>();

    @Override
    public Optional<byte[]> read(String path) {
      return Optional.ofNullable(files.get(path));
    }

    @Override
    public void write(String path, byte[] content, String contentType) {
      files.put(path, content);
    }

    @Override
    public boolean create(String path, byte[] content, String contentType) {
      return files.putIfAbsent(path, content) == null;
    }

    @Override
    public String location(String path) {
      return path;
    }
  }
}
