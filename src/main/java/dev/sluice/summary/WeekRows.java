package dev.sluice.summary;

import dev.sluice.analytics.LatencyFigures;
import dev.sluice.analytics.Window;
import dev.sluice.analytics.Window.Grain;
import dev.sluice.failure.ResourceUnavailableException;
import dev.sluice.summary.PublishResult.Outcome;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/**
 * The rows of weeks of which a day's row stays because it rests on more items than the publication has found: they are
 * merged from the rows of their days as these stand in the table. Otherwise a week would rest on fewer items than its days
 * together: after 10 items were deleted at the source and 5 came late, both the week found and the stored one would lack
 * some of its days' items.
 */
final class WeekRows {
  private static final Logger LOG = LoggerFactory.getLogger(WeekRows.class);

  private final DynamoDbClient client;
  private final String table;
  private final Keys keys;
  private final RowFactory rowFactory;
  /** By the keys of their days. */
  private final Map<RowKey, Week> weeks = new HashMap<>();

  private record Week(LatencyFigures figures, LocalDate monday, RowKey key) {}

  /** @param latency the figures of the publication */
  WeekRows(
      DynamoDbClient client,
      String table,
      Keys keys,
      RowFactory rowFactory,
      List<LatencyFigures> latency) {
    this.client = client;
    this.table = table;
    this.keys = keys;
    this.rowFactory = rowFactory;
    Map<RowKey, LatencyFigures> all = new HashMap<>();
    latency.stream()
        .filter(row -> row.window().grain() == Grain.WEEK)
        .forEach(row -> all.put(keys.latency(row.model(), row.window(), row.version()), row));
    latency.stream().filter(row -> row.window().grain() == Grain.DAY).forEach(row -> add(row, all));
  }

  private void add(LatencyFigures day, Map<RowKey, LatencyFigures> all) {
    LocalDate date = LocalDate.parse(day.window().label());
    // keys have the label of a window, which is the same in all zones
    RowKey key = keys.latency(day.model(), Window.week(date, ZoneOffset.UTC), day.version());
    LatencyFigures week = all.get(key);
    if (week != null) {
      weeks.put(
          keys.latency(day.model(), day.window(), day.version()),
          new Week(week, Window.monday(date), key));
    }
  }

  /**
   * Returns the rows to write after those of the days are settled.
   *
   * @param outcomes of all rows so far
   */
  List<Row> after(Collection<Outcome> outcomes) {
    Set<Week> eroded = new HashSet<>();
    Set<Week> asked = new HashSet<>();
    for (Outcome outcome : outcomes) {
      Week week = weeks.get(outcome.key());
      if (week != null) {
        if (outcome.eroded() != null) {
          eroded.add(week);
        }
        if (!outcome.isSkipped()) {
          asked.add(week);
        }
      }
    }
    eroded.retainAll(asked);
    List<Row> rows = new ArrayList<>();
    eroded.forEach(week -> merged(week).ifPresent(rows::add));
    return rows;
  }

  /** Returns the row; empty if a day has no sketch, or the days rest on no more than was found. */
  private Optional<Row> merged(Week week) {
    try {
      return LatencySpan.figures(days(week), week.figures())
          .filter(days -> days.requests() > week.figures().requests())
          .map(days -> LatencyRow.of(days, keys, rowFactory));
    } catch (ResourceUnavailableException e) {
      LOG.warn("Week {} is not merged from its days: {}", week.key(), e.inOneLine());
      return Optional.empty();
    }
  }

  private List<SummaryRow> days(Week week) {
    String version = week.figures().version();
    LocalDate next = week.monday().plusWeeks(1);
    QueryRequest request = QueryRequest.builder()
        .tableName(table)
        .consistentRead(true)
        .keyConditionExpression("pk = :pk AND sk BETWEEN :from AND :after")
        .expressionAttributeValues(Map.of(
            ":pk", AttributeValue.fromS(keys.latencyPartition(week.figures().model())),
            ":from",
                AttributeValue.fromS(Keys.sortPrefix(Grain.DAY, week.monday().toString())),
            ":after", AttributeValue.fromS(Keys.sortPrefix(Grain.DAY, next.toString()))))
        .build();
    return client.queryPaginator(request).items().stream()
        .map(SummaryRow::of)
        .filter(row -> row.text("version").filter(version::equals).isPresent())
        .toList();
  }
}
