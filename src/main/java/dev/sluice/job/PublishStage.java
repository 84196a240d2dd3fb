package dev.sluice.job;

import dev.sluice.analytics.Figures;
import dev.sluice.dataset.run.Manifest;
import dev.sluice.dataset.store.Documents;
import dev.sluice.failure.Printable;
import dev.sluice.job.console.SummaryPrinter;
import dev.sluice.job.settings.BoardSettings;
import dev.sluice.job.settings.Settings;
import dev.sluice.summary.PublishResult;
import dev.sluice.summary.Publisher;
import dev.sluice.summary.RunRecord;
import dev.sluice.summary.SummaryReader;
import dev.sluice.table.Clients;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Publishes figures to the summary table. */
final class PublishStage {
  private static final Logger LOG = LoggerFactory.getLogger(PublishStage.class);

  private final Console console;
  private final Settings settings;
  private final Documents documents;
  private final boolean restate;

  PublishStage(Console console, Settings settings, Documents documents, boolean restate) {
    this.console = console;
    this.settings = settings;
    this.documents = documents;
    this.restate = restate;
  }

  void run(Figures figures, Manifest manifest, Journal.Entry entry, Outcome outcome) {
    String table = settings.summary().table();
    try (DynamoDbClient client = Clients.dynamoDb(settings.aws())) {
      ProgressMeter progress = console.progress();
      progress.begin(table, "rows", 0);
      RunRecord run = new RunRecords(settings, entry).published(manifest, figures);
      PublishResult result = new Publisher(
              client, settings.summary(), new PublicationFiles(documents, entry.days()))
          .publish(figures, run, restate, (rows, of) -> progress.advance(rows, 0));
      progress.end(result.rows(), 0);
      LOG.info(
          "Run {}: {} rows published to summary table {}: {} new or changed, {} the same, {} not asked for, {} left to newer runs",
          entry.runId(),
          result.rows(),
          table,
          result.written(),
          result.advanced(),
          result.skipped(),
          result.fenced());
      new PublishedRows(table, run.origin(), result).tell(outcome);
      if (settings.board() == null) {
        outcome.line("");
        SummaryReader reader = new SummaryReader(client, settings.summary());
        outcome.block(SummaryPrinter.board(reader.board()).stripTrailing());
      } else {
        publishBoard(settings.board(), figures, run, outcome);
      }
    }
  }

  /** Writes to the board of all sources, which is printed once they all have their turn behind them. */
  private static void publishBoard(
      BoardSettings board, Figures figures, RunRecord run, Outcome outcome) {
    try (DynamoDbClient client = Clients.dynamoDb(board.aws())) {
      PublishResult result =
          new Publisher(client, board.summary()).publishBoardOf(board.source(), figures, run);
      outcome.field(
          "boardOfAll",
          new BoardRows(
              board.summary().table(),
              result.rows(),
              result.written(),
              result.advanced(),
              result.fenced(),
              result.refused().size()));
      outcome.line(
          "board",
          String.format(
              "%s: %d models on the board of all sources, of them %d new or changed",
              board.summary().table(), result.rows(), result.written()));
      result
          .refused()
          .forEach(row -> LOG.warn(
              "Board of all sources: row {} could not be written: {}",
              Printable.message(row.key().toString()),
              Printable.message(row.reason())));
    }
  }

  /** The field {@code boardOfAll}. */
  private record BoardRows(
      String summaryTable, int rows, int written, int unchanged, int left, int refused) {}
}
