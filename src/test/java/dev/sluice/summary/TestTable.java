package dev.sluice.summary;

import dev.sluice.analytics.Figures;
import dev.sluice.testing.TestServers;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A summary table in DynamoDB Local, and publications into it. */
final class TestTable {
  private static final Clock CLOCK = Clock.fixed(Samples.AS_OF.plusSeconds(60), ZoneOffset.UTC);

  final String name;
  private final PublicationStore store;
  final SummarySettings settings;
  private final DynamoDbClient client = TestServers.dynamoDb();

  /** A table to which every publication asks for all its rows. */
  TestTable() {
    this(PublicationStore.NONE);
  }

  TestTable(PublicationStore store) {
    this(TestServers.table("summary"), store);
    new SummaryTable(client, name).createIfMissing();
  }

  private TestTable(String name, PublicationStore store) {
    this.name = name;
    this.store = store;
    settings = new SummarySettings(name, null, Samples.TTL);
  }

  /** The same table for publications that remember elsewhere. */
  TestTable with(PublicationStore other) {
    return new TestTable(name, other);
  }

  /** Writes the rows as an earlier release does, and the run's row without anything that this release adds. */
  void unaware(Figures figures) {
    RunRecord run = Samples.run(figures.runId());
    RowFactory rowFactory = new RowFactory(
        figures.asOf(), run.startedAt(), run.runId(), run.number(), run.origin(), Samples.TTL);
    RowWriter writer = new RowWriter(client, name, false, ClaimedRows.NONE, CLOCK);
    PublicationRows rows = PublicationRows.of(figures, new Keys(null), rowFactory);
    rows.figures().forEach(row -> writer.write(row.row()));
    RunRecord ended = run.ended(RunRecord.State.DONE, CLOCK.instant(), 0, List.of());
    Row row = RunRow.of(ended, new Keys(null), rowFactory, List.of());
    Map<String, AttributeValue> item = new TreeMap<>(row.item());
    item.remove(RowNames.PUBLICATIONS);
    client.putItem(r -> r.tableName(name).item(item));
  }

  /** Changes a row as others might. */
  void change(String key, Consumer<Map<String, AttributeValue>> change) {
    Map<String, AttributeValue> item = new TreeMap<>(row(key).item());
    change.accept(item);
    client.putItem(r -> r.tableName(name).item(item));
  }

  PublishResult publish(Figures figures) {
    return publish(client, figures, false);
  }

  PublishResult restate(Figures figures) {
    return publish(client, figures, true);
  }

  PublishResult publish(DynamoDbClient through, Figures figures, boolean restate) {
    return publisher(through)
        .publish(figures, Samples.run(figures.runId()), restate, (rows, of) -> {});
  }

  PublishResult publish(Figures figures, RunRecord run, boolean restate) {
    return publisher(client).publish(figures, run, restate, (rows, of) -> {});
  }

  Publisher publisher(DynamoDbClient through) {
    return new Publisher(through, settings, store, CLOCK, 16);
  }

  /** Takes from a row what earlier releases did not store. */
  void earlierRelease(RowKey key) {
    client.updateItem(r -> r.tableName(name)
        .key(Map.of("pk", AttributeValue.fromS(key.pk()), "sk", AttributeValue.fromS(key.sk())))
        .updateExpression("REMOVE runStartedAt, runNumber"));
  }

  SummaryReader reader() {
    return new SummaryReader(client, settings);
  }

  /** The row of this key. */
  Row row(String key) {
    return Objects.requireNonNull(rows().get(key), key);
  }

  /** All rows but those of runs, by their keys. */
  SortedMap<String, Row> figures() {
    SortedMap<String, Row> figures = rows();
    figures.keySet().removeIf(key -> key.startsWith("RUN /"));
    return figures;
  }

  SortedMap<String, Row> rows() {
    SortedMap<String, Row> rows = new TreeMap<>();
    client.scanPaginator(r -> r.tableName(name).consistentRead(true)).items().forEach(item -> {
      Row row = new Row(item, RowOrder.BY_POSITION);
      rows.put(row.key().toString(), row);
    });
    return rows;
  }
}
