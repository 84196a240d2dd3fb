package dev.sluice.summary;

import dev.sluice.analytics.Figures;
import dev.sluice.failure.Printable;
import dev.sluice.failure.ResourceUnavailableException;
import dev.sluice.summary.PublishResult.ForeignRow;
import dev.sluice.summary.PublishResult.Outcome;
import dev.sluice.summary.PublishResult.RefusedRow;
import dev.sluice.table.ParallelRunner;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Writes a run's rows into the summary table: the RUN row as {@code publishing}, then latency, accuracy and
 * experiments, then the board, then the RUN row as {@code done}. An interrupted publication leaves every row entirely
 * old or entirely new, and the board behind; repeating it completes it.
 *
 * <p>Whatever publications run concurrently or late, the table ends as {@link Precedence} specifies.
 */
public final class Publisher {
  private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);
  private static final int IN_FLIGHT = 16;

  private final DynamoDbClient client;
  private final SummarySettings settings;
  private final Keys keys;
  private final SummaryFailures failures;
  private final Clock clock;

  /**
   * Creates a publisher.
   *
   * @param client a client with room for 16 concurrent requests and a retry policy for throttled writes; the caller
   *     closes it
   */
  public Publisher(DynamoDbClient client, SummarySettings settings) {
    this(client, settings, Clock.systemUTC());
  }

  Publisher(DynamoDbClient client, SummarySettings settings, Clock clock) {
    this.client = client;
    this.settings = settings;
    this.keys = new Keys(settings.namespace());
    this.failures = new SummaryFailures(client, settings.table());
    this.clock = clock;
  }

  /** Reports after each row how many of how many rows are done. Called from one thread at a time. */
  @FunctionalInterface
  public interface Progress {
    void settled(int rows, int of);
  }

  /**
   * Publishes all rows.
   *
   * @param run the record of the run; its state and end are set here
   * @param restate whether rows are replaced even if this run found fewer items
   * @throws ResourceUnavailableException if the table is missing, accepts none of the rows, or refuses writes for
   *     minutes
   */
  public PublishResult publish(Figures figures, RunRecord run, boolean restate, Progress progress) {
    PublicationRows rows = PublicationRows.of(figures, keys, rowFactory(figures.asOf(), run));
    return failures.translated(() -> {
      record(run.in(RunRecord.State.PUBLISHING), figures.asOf());
      PublishResult result = publish(rows, restate, progress);
      record(ended(run, result), figures.asOf());
      return result;
    });
  }

  /**
   * Writes one source's rows into the board of all sources, {@code BOARD} / {@code <source>#<model>}. They are ordered as
   * the rows of any board; rows of other sources, and of this one's other models, stay.
   *
   * @param source a name without {@code #}
   * @throws ResourceUnavailableException as {@link #publish}
   */
  public PublishResult publishBoardOf(String source, Figures figures, RunRecord run) {
    PublicationRows rows =
        PublicationRows.boardOf(source, figures, keys, rowFactory(figures.asOf(), run));
    return failures.translated(() -> publish(rows, false, (settled, of) -> {}));
  }

  /**
   * Writes the run's row alone, unless the stored one is closer to its end.
   *
   * @param asOf null if the run has no snapshot: such a row comes before all others of the run
   */
  public void record(RunRecord run, @Nullable Instant asOf) {
    Row row = RunRow.of(run, keys, rowFactory(asOf, run));
    Outcome outcome = failures.translated(() -> writer(false).write(row));
    ForeignRow foreign = outcome.foreign();
    if (foreign != null) {
      LOG.warn(
          "Summary table: row {} {}: {}",
          Printable.message(foreign.key().toString()),
          foreign.replaced()
              ? "was not written by Sluice and is replaced"
              : "stays, though others have changed it",
          Printable.message(foreign.reason()));
    }
  }

  private RowWriter writer(boolean restate) {
    return new RowWriter(client, settings.table(), restate, clock);
  }

  private PublishResult publish(PublicationRows rows, boolean restate, Progress progress) {
    RowWriter writer = writer(restate);
    List<Outcome> outcomes = new ArrayList<>();
    try (ParallelRunner runner = new ParallelRunner(IN_FLIGHT)) {
      for (List<Row> stage : List.of(rows.figures(), rows.board())) {
        runner.each(stage, writer::tried, outcome -> {
          outcomes.add(outcome);
          progress.settled(outcomes.size(), rows.size());
        });
      }
    }
    PublishResult result = PublishResult.of(outcomes, rows.twice());
    if (!outcomes.isEmpty() && result.refused().size() == result.rows()) {
      RefusedRow first = result.refused().get(0);
      throw new ResourceUnavailableException(
          "summary table " + settings.table() + " takes no row: " + first.key() + ": "
              + first.reason(),
          "Name another table in sluice.summary.table; `jobs/sluice init` creates it.");
    }
    return result;
  }

  /** Names the rows that are missing. */
  private RunRecord ended(RunRecord run, PublishResult result) {
    RunRecord ended = run.ended(RunRecord.State.DONE, clock.instant(), 0, result.eroded());
    if (result.refused().isEmpty()) {
      return ended;
    }
    RefusedRow first = result.refused().get(0);
    return ended.saying(result.refused().size() + " rows could not be written, the first: "
        + first.key() + ": " + first.reason());
  }

  private RowFactory rowFactory(@Nullable Instant asOf, RunRecord run) {
    return new RowFactory(
        asOf, run.startedAt(), run.runId(), run.number(), run.origin(), settings.ttl());
  }
}
