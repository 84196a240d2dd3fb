package dev.sluice.job;

import com.fasterxml.jackson.databind.util.RawValue;
import dev.sluice.analytics.Window.Grain;
import dev.sluice.job.args.Invocation.Query;
import dev.sluice.job.console.SummaryPrinter;
import dev.sluice.job.settings.Settings;
import dev.sluice.summary.SummaryReader;
import dev.sluice.summary.SummaryRow;
import dev.sluice.table.Clients;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** {@code summary}: prints the board, or one model's rows, as a dashboard would read them. */
final class SummaryCommand {
  private static final LocalDate FIRST = LocalDate.of(1970, 1, 1);
  private static final LocalDate LAST = LocalDate.of(9999, 12, 30);

  private final Query query;
  private final Settings settings;

  SummaryCommand(Query query, Settings settings) {
    this.query = query;
    this.settings = settings;
  }

  Result run(Outcome outcome) {
    SummaryPreflight.of(settings).mustNotBeAnother();
    try (DynamoDbClient client = Clients.dynamoDb(settings.aws())) {
      SummaryReader reader = new SummaryReader(client, settings.summary());
      outcome.field("summaryTable", settings.summary().table());
      if (query.kind().isEmpty()) {
        say(outcome, reader.board(), SummaryPrinter::board);
      } else {
        String model = query.model().orElseThrow();
        switch (query.kind().get()) {
          case LATENCY -> latency(outcome, reader.latency(model, Grain.DAY, from(), to()));
          case ACCURACY ->
            say(outcome, reader.accuracy(model, from(), to()), SummaryPrinter::accuracy);
          case EXPERIMENT -> say(outcome, reader.experiment(model), SummaryPrinter::experiment);
        }
      }
      return outcome.result();
    }
  }

  private static void latency(Outcome outcome, List<SummaryRow> days) {
    SummaryReader.together(days)
        .ifPresent(row -> outcome.field("together", new RawValue(row.toJson())));
    say(outcome, days, SummaryPrinter::latency);
  }

  private static void say(
      Outcome outcome, List<SummaryRow> rows, Function<List<SummaryRow>, String> printer) {
    outcome.field("summaryRows", rows.size());
    outcome.field("rows", new RawValue(SummaryRow.toJson(rows)));
    outcome.block(
        rows.isEmpty() ? "There are no such rows." : printer.apply(rows).stripTrailing());
  }

  private LocalDate from() {
    return orElse(query.from(), FIRST);
  }

  private LocalDate to() {
    return orElse(query.to(), LAST);
  }

  private static LocalDate orElse(@Nullable LocalDate day, LocalDate other) {
    return day == null ? other : day;
  }
}
