package dev.sluice.job;

import dev.sluice.dataset.run.Begun;
import dev.sluice.dataset.run.Results;
import dev.sluice.dataset.store.Documents;
import dev.sluice.failure.ConfigError;
import dev.sluice.failure.InvalidConfigurationException;
import dev.sluice.job.args.Invocation;
import dev.sluice.job.args.Verb;
import dev.sluice.job.settings.Fingerprint;
import dev.sluice.job.settings.Settings;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The state of a run: its logical day, its first start, and the results of its finished commands. A stored result is
 * found by the settings that produced it.
 */
final class Journal {
  private final Invocation invocation;
  private final Settings settings;
  private final Results results;
  private final Documents documents;
  private final String runId;
  private final Fingerprint fingerprint;
  private final Begun begun;
  private final LocalDate date;

  /**
   * @param usual logical day of a run without {@code --date}
   */
  Journal(
      Invocation invocation,
      Settings settings,
      Documents documents,
      String runId,
      Instant now,
      LocalDate usual) {
    this.invocation = invocation;
    this.settings = settings;
    this.documents = documents;
    this.runId = runId;
    this.results = new Results(documents, runId);
    this.begun = begun(now, invocation.date() == null ? usual : invocation.date());
    this.date = date(usual);
    this.fingerprint = Fingerprint.of(invocation.verb(), settings, date);
  }

  /**
   * One command of one run.
   *
   * @param configHash hash of the settings that decide the result
   * @param date the logical day
   * @param startedAt when the run was first started
   * @param number number of the result among those of the run, from 1
   * @param figures number of the figures that are computed or published
   */
  record Entry(
      String runId,
      String command,
      String configHash,
      LocalDate date,
      Instant startedAt,
      int number,
      int figures) {}

  /** Begins the run if the command reads tables; other commands continue a run, or at least its snapshot. */
  private Begun begun(Instant now, LocalDate day) {
    return exports()
        ? Begun.of(documents, runId, day, now)
        : Begun.find(documents, runId).orElseGet(() -> Begun.unrecorded(day, now));
  }

  private boolean exports() {
    return invocation.verb() == Verb.EXPORT || invocation.verb() == Verb.RUN;
  }

  private LocalDate date(LocalDate usual) {
    LocalDate given = invocation.date();
    if (exports() && given != null && !given.equals(begun.date())) {
      throw new InvalidConfigurationException(List.of(new ConfigError(
          "--date",
          given.toString(),
          "is not that of run " + runId + ", which is " + begun.date(),
          "Give another --run-id, or what this one began with.")));
    }
    if (given != null) {
      return given;
    }
    // without a run id the latest snapshot, of whatever day, is analysed for the usual day
    return exports() || invocation.runId() != null ? begun.date() : usual;
  }

  Begun begun() {
    return begun;
  }

  /** Returns the command with the number of its result. */
  Entry entry() {
    Fingerprint own = Fingerprint.ofFigures(settings, date);
    int figures = invocation.verb() == Verb.PUBLISH ? published(own) : 0;
    int number = number(own, figures);
    return new Entry(
        runId,
        invocation.verb().word(),
        fingerprint.text(),
        date,
        begun.firstStarted(),
        number,
        figures == 0 ? number : figures);
  }

  private int number(Fingerprint own, int figures) {
    if (invocation.restate()) {
      return results.number("restatement " + UUID.randomUUID());
    }
    return invocation.verb() == Verb.EXPORT
        ? 1
        : figures > 0
            ? figures
            : results.known(own.earlier()).orElseGet(() -> results.number(own.text()));
  }

  /** Returns the number of the figures with these settings, or else of the newest figures. */
  private int published(Fingerprint own) {
    FigureFiles figures = new FigureFiles(documents);
    return results
        .known(own.text())
        .or(() -> results.known(own.earlier()))
        .filter(number -> figures.has(runId, number))
        .or(() -> figures.newest(runId))
        .orElse(1);
  }

  /** Returns the result of a finished command; empty for a restatement, which is always recomputed. */
  Optional<Result> result() {
    return invocation.runId() == null || invocation.restate()
        ? Optional.empty()
        : found(fingerprint.text()).or(() -> found(fingerprint.earlier())).map(Journal::result);
  }

  private Optional<Results.Stored> found(String hash) {
    return results.find(invocation.verb().word(), hash);
  }

  /** Stores the result unless another process has done so; returns the stored one. */
  Result store(Result result, Entry entry) {
    if (invocation.runId() == null && !exports()) {
      return result;
    }
    String key =
        invocation.restate() ? fingerprint.text() + "-" + entry.number() : fingerprint.text();
    return result(results.store(invocation.verb().word(), key, result.json(), result.text()));
  }

  private static Result result(Results.Stored stored) {
    return new Result(stored.json(), stored.text());
  }
}
