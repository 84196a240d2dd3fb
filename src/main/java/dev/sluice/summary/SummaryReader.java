package dev.sluice.summary;

import dev.sluice.analytics.LatencyFigures;
import dev.sluice.analytics.Window.Grain;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.IsoFields;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/**
 * Reads the summary table as a dashboard does: each method is one Query (all its pages) or one GetItem, eventually
 * consistent. Rows are in the order of their sort keys.
 *
 * <p>All methods throw {@link dev.sluice.failure.ResourceUnavailableException} if the table is missing or unreachable.
 */
public final class SummaryReader {
  private final DynamoDbClient client;
  private final String table;
  private final Keys keys;
  private final SummaryFailures failures;

  /**
   * Creates a reader of one table and namespace.
   *
   * @param client the caller closes it
   */
  public SummaryReader(DynamoDbClient client, SummarySettings settings) {
    this.client = client;
    this.table = settings.table();
    this.keys = new Keys(settings.namespace());
    this.failures = new SummaryFailures(client, table);
  }

  /** The kinds of row in the index. */
  public enum Kind {
    LATENCY,
    ACCURACY
  }

  /**
   * Returns the latency of one model, all versions.
   *
   * @param from the first day; for weeks, a day of the first week
   * @param to the last day, inclusive; for weeks, a day of the last week
   */
  public List<SummaryRow> latency(String model, Grain grain, LocalDate from, LocalDate to) {
    return between(keys.latencyPartition(model), grain, from, to);
  }

  /**
   * Returns the latency of one model and version over any days together, a month or a quarter: one Query, then merged
   * from the sketches of the days, in milliseconds. The figures are the same, byte for byte, as those computed from the
   * days' items.
   *
   * @param version {@code *} for all versions
   * @param from the first day
   * @param to the last day, inclusive
   * @return a window of {@link Grain#SPAN}, from the first of these days with requests to the last; empty if none has
   *     requests
   * @throws dev.sluice.failure.ResourceUnavailableException also if the row of one of the days has no sketch
   */
  public Optional<LatencyFigures> latencyOver(
      String model, String version, LocalDate from, LocalDate to) {
    return LatencySpan.figures(latency(model, Grain.DAY, from, to).stream()
        .filter(row -> row.text("version").orElse("").equals(version))
        .toList());
  }

  /**
   * Returns one model's days over all its versions together, merged from their sketches, as a row of {@link Grain#SPAN}
   * that is not stored in the table.
   *
   * @param days by time
   * @return empty if there are fewer than two days, or if one has no sketch
   */
  public static Optional<SummaryRow> together(List<SummaryRow> days) {
    return LatencySpan.row(days);
  }

  /** Returns the daily accuracy of one model, all versions, both days inclusive. */
  public List<SummaryRow> accuracy(String model, LocalDate from, LocalDate to) {
    return between(keys.accuracyPartition(model), Grain.DAY, from, to);
  }

  /** Returns all rows of an experiment's name: the best first, then each run by its time. */
  public List<SummaryRow> experiment(String name) {
    return partition(keys.experimentPartition(name));
  }

  /** Returns the headline figures of all models. */
  public List<SummaryRow> board() {
    return partition(keys.boardPartition());
  }

  /** Returns the record of a run; empty if there is none with this id. */
  public Optional<SummaryRow> run(String runId) {
    RowKey key = keys.run(runId);
    Map<String, AttributeValue> item = failures.translated(() -> client
        .getItem(r -> r.tableName(table)
            .key(Map.of(RowNames.PK, text(key.pk()), RowNames.SK, text(key.sk()))))
        .item());
    return item.isEmpty() ? Optional.empty() : Optional.of(SummaryRow.of(item));
  }

  /**
   * Returns all models and versions in one window, from the index.
   *
   * @param label {@code 2026-10-19}, {@code 2026-10-19T13} or {@code 2026-W43}, by the grain
   */
  public List<SummaryRow> window(Kind kind, Grain grain, String label) {
    return query(QueryRequest.builder()
        .indexName(TableShape.BY_WINDOW)
        .keyConditionExpression("windowKey = :window")
        .expressionAttributeValues(
            Map.of(":window", text(keys.windowKey(kind.name(), grain, label)))));
  }

  private List<SummaryRow> partition(String pk) {
    return query(QueryRequest.builder()
        .keyConditionExpression("pk = :pk")
        .expressionAttributeValues(Map.of(":pk", text(pk))));
  }

  /**
   * Returns the rows of these days. A sort key continues after its window's label, so the label after the last one ends
   * the range.
   */
  private List<SummaryRow> between(String pk, Grain grain, LocalDate from, LocalDate to) {
    LocalDate after = grain == Grain.WEEK ? to.plusWeeks(1) : to.plusDays(1);
    return query(QueryRequest.builder()
        .keyConditionExpression("pk = :pk AND sk BETWEEN :from AND :after")
        .expressionAttributeValues(Map.of(
            ":pk", text(pk),
            ":from", text(Keys.sortPrefix(grain, label(grain, from))),
            ":after", text(Keys.sortPrefix(grain, label(grain, after))))));
  }

  private List<SummaryRow> query(QueryRequest.Builder request) {
    return failures.translated(
        () -> client.queryPaginator(request.tableName(table).build()).items().stream()
            .map(SummaryRow::of)
            .toList());
  }

  /** Returns the label from which those of a day begin: {@code 2026-10-19} also begins {@code 2026-10-19T13}. */
  private static String label(Grain grain, LocalDate day) {
    return grain == Grain.WEEK
        ? String.format(
            Locale.ROOT,
            "%04d-W%02d",
            day.get(IsoFields.WEEK_BASED_YEAR),
            day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR))
        : DateTimeFormatter.ISO_LOCAL_DATE.format(day);
  }

  private static AttributeValue text(String text) {
    return AttributeValue.fromS(text);
  }
}
