package dev.sluice.job;

import dev.sluice.failure.ConfigError;
import dev.sluice.failure.InvalidConfigurationException;
import dev.sluice.failure.SluiceException;
import dev.sluice.job.args.Invocation;
import dev.sluice.job.args.RunId;
import dev.sluice.job.args.Verb;
import dev.sluice.job.console.SummaryPrinter;
import dev.sluice.job.settings.JobSettings;
import dev.sluice.job.settings.Settings;
import dev.sluice.summary.SummaryReader;
import dev.sluice.table.Clients;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * A command on several sources, begun in the order of their names and {@value SourceTurns#AT_ONCE} at a time, in one Spark
 * session. Each is a run of its own, {@code <run-id>-<name>}, with its own result and its own way to resume, so this
 * command stores nothing: with the same run id it takes the stored results of the sources that are finished and goes on
 * with the others. A source that fails stops no other.
 */
final class SourcesCommand {
  private static final Logger LOG = LoggerFactory.getLogger(SourcesCommand.class);

  private final Console console;
  private final Invocation invocation;
  private final JobSettings settings;

  SourcesCommand(Console console, Invocation invocation, JobSettings settings) {
    this.console = console;
    this.invocation = invocation;
    this.settings = settings;
  }

  Result run(Outcome outcome) {
    if (invocation.verb() == Verb.SUMMARY) {
      return summary(outcome);
    }
    RunId runId = runId();
    if (runId != null) {
      outcome.runId(runId.text());
    }
    try (SharedSession session = SharedSession.open()) {
      if (runId != null && exports()) {
        begin(session.spark(), runId);
      }
      SourcesResult all = new SourcesResult(
          new SourceTurns(console, session, settings.sources()).each((said, name, source) -> {
            Invocation own = invocation.of(runId == null ? null : runId.within(name));
            return result(said, own, source);
          }));
      all.tell(outcome);
      board(all, outcome);
      return all.of(outcome);
    }
  }

  /** Prints the board of all, or the rows of a model: that of one source if the name says so, {@code orders#wine}. */
  private Result summary(Outcome outcome) {
    Optional<String> model = invocation.query().model();
    if (model.isEmpty()) {
      return new SummaryCommand(invocation.query(), settings.shared()).run(outcome);
    }
    Map<String, Result> results = new LinkedHashMap<>();
    String source = model.get().split("#", 2)[0];
    @Nullable Settings named = settings.sources().get(source);
    if (named != null && model.get().length() > source.length()) {
      String itsModel = model.get().substring(source.length() + 1);
      Invocation own = invocation.about(invocation.query().of(itsModel));
      results.put(source, result(console, own, named));
    } else {
      settings
          .sources()
          .forEach((name, one) -> results.put(name, result(console, invocation, one)));
    }
    SourcesResult all = new SourcesResult(results);
    all.tell(outcome);
    return all.of(outcome);
  }

  /** Returns the result of one source, which is said to its console. */
  private Result result(Console said, Invocation own, Settings source) {
    Outcome outcome = new Outcome(invocation.verb().word(), said.clock());
    return new CommandAttempt(said)
        .of(outcome, () -> new TablesCommand(said, own).run(source, outcome));
  }

  private boolean exports() {
    return invocation.verb() == Verb.EXPORT || invocation.verb() == Verb.RUN;
  }

  /**
   * Returns the run id of all; null: each source continues with its latest snapshot.
   *
   * @throws InvalidConfigurationException if it is too long for the name of a source
   */
  private @Nullable RunId runId() {
    RunId given = invocation.runId();
    if (given == null) {
      return exports() ? RunId.at(console.clock().instant(), new SplittableRandom()) : null;
    }
    List<ConfigError> errors = settings.sources().keySet().stream()
        .map(name -> given.text() + "-" + name)
        .filter(text -> text.length() > RunId.MAX_LENGTH)
        .map(text -> new ConfigError(
            "--run-id",
            given.text(),
            "makes the run id of a source, " + text + ", longer than " + RunId.MAX_LENGTH
                + " characters",
            "Give a shorter one."))
        .toList();
    if (!errors.isEmpty()) {
      throw new InvalidConfigurationException(errors);
    }
    return given;
  }

  /**
   * Begins all sources before the first is read: a run that is resumed on another day, or lasts past midnight, has one
   * logical day.
   */
  private void begin(SparkSession spark, RunId runId) {
    Instant now = settings.sources().values().stream()
        .map(source -> new RunClock(source, console.clock()).ofService())
        .flatMap(Optional::stream)
        .findFirst()
        .orElseGet(console.clock()::instant);
    settings.sources().forEach((name, source) -> {
      try {
        new Pipeline(console, invocation, source).begin(spark, runId.within(name), now);
      } catch (RuntimeException e) {
        LOG.debug("Source {} cannot begin; its turn will say why", name, e);
      }
    });
  }

  /** Adds the board of all sources, if one has been published. */
  private void board(SourcesResult all, Outcome outcome) {
    if (!all.isPublished()) {
      return;
    }
    outcome.field("summaryTable", settings.shared().summary().table());
    try (DynamoDbClient client = Clients.dynamoDb(settings.shared().aws())) {
      SummaryReader reader = new SummaryReader(client, settings.shared().summary());
      outcome.line("");
      outcome.block(SummaryPrinter.board(reader.board()).stripTrailing());
    } catch (SluiceException e) {
      console.note("The board of all sources could not be read: " + e.inOneLine() + ".");
    }
  }
}
