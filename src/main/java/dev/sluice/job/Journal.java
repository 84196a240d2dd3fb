package dev.sluice.job;

import dev.sluice.dataset.run.Begun;
import dev.sluice.dataset.run.Results;
import dev.sluice.dataset.store.Documents;
import dev.sluice.failure.ConfigError;
import dev.sluice.failure.InvalidConfigurationException;
import dev.sluice.failure.ResourceUnavailableException;
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
 * The state of a run: its days, its first start, and the results of its finished commands. A stored result is
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
  private final FigureDays days;

  /**
   * @param usual logical day of a run without {@code --date}
   * @throws InvalidConfigurationException if a span of days goes on after it
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
    FigureDays given = FigureDays.of(invocation, usual);
    this.begun = begun(now, given);
    this.days = days(given);
    this.fingerprint = Fingerprint.of(invocation.verb(), settings, days.date(), days.from());
  }

  /**
   * One command of one run.
   *
   * @param configHash hash of the settings that decide the result
   * @param days the days of the figures
   * @param startedAt when the run was first started
   * @param number number of the result among those of the run, from 1
   * @param figures number of the figures that are computed or published
   */
  record Entry(
      String runId,
      String command,
      String configHash,
      FigureDays days,
      Instant startedAt,
      int number,
      int figures) {
    /** Returns the logical day, the last one. */
    LocalDate date() {
      return days.date();
    }
  }

  /** Begins the run if the command reads tables; other commands continue a run, or at least its snapshot. */
  private Begun begun(Instant now, FigureDays given) {
    return exports()
        ? Begun.of(documents, runId, given.date(), given.from(), now)
        : Begun.find(documents, runId).orElseGet(() -> Begun.unrecorded(given.date(), now));
  }

  private boolean exports() {
    return invocation.verb() == Verb.EXPORT || invocation.verb() == Verb.RUN;
  }

  private FigureDays days(FigureDays given) {
    FigureDays before = FigureDays.of(begun);
    if (invocation.date() == null) {
      // without a run id the latest snapshot, of whatever day, is analysed for the usual day
      return exports() || invocation.runId() != null ? before : given;
    }
    if (exports() && !given.equals(before)) {
      throw new InvalidConfigurationException(List.of(new ConfigError(
          given.isSpan() ? "--from, --to" : "--date",
          given.toString(),
          "is not that of run " + runId + ", which is " + before,
          "Give another --run-id, or what this one began with.")));
    }
    return given;
  }

  Begun begun() {
    return begun;
  }

  /** Returns the command with the number of its result. */
  Entry entry() {
    Fingerprint own = Fingerprint.ofFigures(settings, days.date(), days.from());
    int figures = invocation.verb() == Verb.PUBLISH ? published(own) : 0;
    int number = number(own, figures);
    return new Entry(
        runId,
        invocation.verb().word(),
        fingerprint.text(),
        days,
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

  /**
   * Returns the number of the figures with these settings, or else of the newest figures.
   *
   * @throws ResourceUnavailableException if there are none of the span that is to be published
   */
  private int published(Fingerprint own) {
    FigureFiles figures = new FigureFiles(documents);
    Optional<Integer> computed = results
        .known(own.text())
        .or(() -> results.known(own.earlier()))
        .filter(number -> figures.has(runId, number));
    if (days.isSpan() && computed.isEmpty()) {
      throw new ResourceUnavailableException(
          "run " + runId + " has no figures of " + days + " with these settings",
          "Run analyze with the same --from and --to first.");
    }
    return computed.or(() -> figures.newest(runId)).orElse(1);
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
