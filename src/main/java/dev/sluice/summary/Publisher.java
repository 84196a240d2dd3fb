package dev.sluice.summary;

import dev.sluice.analytics.Figures;
import dev.sluice.failure.ResourceUnavailableException;
import dev.sluice.summary.PublishResult.Outcome;
import dev.sluice.summary.PublishResult.RefusedRow;
import dev.sluice.table.ParallelRunner;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Writes a run's rows into the summary table: the RUN row as {@code publishing}, then latency, accuracy and
 * experiments as {@link RowPublication} does, then the board, then the RUN row as {@code done}. An interrupted
 * publication leaves every row entirely old or entirely new, and the board behind; repeating it completes it.
 *
 * <p>Whatever publications run concurrently or late, the table ends as {@link Precedence} specifies.
 */
public final class Publisher {
  private static final int IN_FLIGHT = 16;

  private final DynamoDbClient client;
  private final SummarySettings settings;
  private final Keys keys;
  private final SummaryFailures failures;
  private final LastPublication last;
  private final RunRows runs;
  private final int inFlight;
  private final Clock clock;

  /**
   * Creates a publisher that asks for all rows.
   *
   * @param client a client with room for 16 concurrent requests and a retry policy for throttled writes; the caller
   *     closes it
   */
  public Publisher(DynamoDbClient client, SummarySettings settings) {
    this(client, settings, PublicationStore.NONE);
  }

  /**
   * Creates a publisher that skips rows that are as last published.
   *
   * @param client likewise
   * @param store where publications remember their rows
   */
  public Publisher(DynamoDbClient client, SummarySettings settings, PublicationStore store) {
    this(client, settings, store, Clock.systemUTC(), IN_FLIGHT);
  }

  Publisher(
      DynamoDbClient client,
      SummarySettings settings,
      PublicationStore store,
      Clock clock,
      int inFlight) {
    this.client = client;
    this.settings = settings;
    this.keys = new Keys(settings.namespace());
    this.failures = new SummaryFailures(client, settings.table());
    this.last = new LastPublication(store, settings.ttl());
    this.runs = new RunRows(client, settings.table(), keys, clock);
    this.inFlight = inFlight;
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
   * @param restate whether all rows are asked for, and replaced even if this run found fewer items
   * @throws ResourceUnavailableException if the table is missing, accepts none of the rows, or refuses writes for
   *     minutes
   */
  public PublishResult publish(Figures figures, RunRecord run, boolean restate, Progress progress) {
    RowFactory rowFactory = rowFactory(figures.asOf(), run);
    PublicationRows rows = PublicationRows.of(figures, keys, rowFactory);
    WeekRows weeks = new WeekRows(client, settings.table(), keys, rowFactory, figures.latency());
    return failures.translated(() -> publish(rows, weeks, run, rowFactory, restate, progress));
  }

  private PublishResult publish(
      PublicationRows rows,
      WeekRows weeks,
      RunRecord run,
      RowFactory rowFactory,
      boolean restate,
      Progress progress) {
    Announcement begun = Announcement.of(rowFactory.position(), restate, RowScope.of(rows.keys()));
    try (ParallelRunner runner = new ParallelRunner(inFlight)) {
      RowRequests requests = new RowRequests(runner, restate, rows.size(), progress);
      RowPublication.Ended ended = new RowPublication(
              begun,
              rows.figures(),
              runs,
              last,
              one -> runs.write(run.in(RunRecord.State.PUBLISHING), rowFactory, List.of(one)),
              requests,
              weeks)
          .settle();
      List<Outcome> outcomes = new ArrayList<>(ended.outcomes());
      requests.ask(rows.board(), ClaimedRows.NONE, outcomes::add);
      PublishResult result = PublishResult.of(outcomes, rows.twice());
      mustHaveAny(result);
      runs.write(ended(run, result), rowFactory, List.of(ended.announcement()));
      return result;
    }
  }

  private void mustHaveAny(PublishResult result) {
    if (!result.refused().isEmpty() && result.refused().size() == result.rows()) {
      RefusedRow first = result.refused().get(0);
      throw new ResourceUnavailableException(
          "summary table " + settings.table() + " takes no row: " + first.key() + ": "
              + first.reason(),
          "Name another table in sluice.summary.table; `jobs/sluice init` creates it.");
    }
  }

  /** Requests for rows, several at a time. */
  private final class RowRequests implements RowPublication.Asking {
    private final ParallelRunner runner;
    private final boolean restate;
    private final int of;
    private final Progress progress;
    private int settled;

    RowRequests(ParallelRunner runner, boolean restate, int of, Progress progress) {
      this.runner = runner;
      this.restate = restate;
      this.of = of;
      this.progress = progress;
    }

    @Override
    public void ask(List<PlannedRow> rows, ClaimedRows claims, Consumer<Outcome> done) {
      RowWriter writer = new RowWriter(client, settings.table(), restate, claims, clock);
      runner.each(rows, row -> writer.tried(row.row()), outcome -> {
        done.accept(outcome);
        // weeks that are merged from their days are settled twice
        settled = Math.min(settled + 1, of);
        progress.settled(settled, of);
      });
    }
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
    return failures.translated(() -> publishBoard(rows));
  }

  private PublishResult publishBoard(PublicationRows rows) {
    List<Outcome> outcomes = new ArrayList<>();
    try (ParallelRunner runner = new ParallelRunner(inFlight)) {
      new RowRequests(runner, false, rows.size(), (settled, of) -> {})
          .ask(rows.board(), ClaimedRows.NONE, outcomes::add);
    }
    PublishResult result = PublishResult.of(outcomes, rows.twice());
    mustHaveAny(result);
    return result;
  }

  /**
   * Writes the run's row alone, unless the stored one is closer to its end.
   *
   * @param asOf null if the run has no snapshot: such a row comes before all others of the run
   */
  public void record(RunRecord run, @Nullable Instant asOf) {
    failures.translated(() -> {
      runs.write(run, rowFactory(asOf, run), List.of());
      return run;
    });
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
