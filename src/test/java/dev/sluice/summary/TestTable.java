package dev.sluice.summary;

import dev.sluice.analytics.Figures;
import dev.sluice.testing.TestServers;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A summary table in DynamoDB Local, and publications into it. */
final class TestTable {
  private static final Clock CLOCK = Clock.fixed(Samples.AS_OF.plusSeconds(60), ZoneOffset.UTC);

  final String name = TestServers.table("summary");
  final SummarySettings settings = new SummarySettings(name, null, Samples.TTL);
  private final DynamoDbClient client = TestServers.dynamoDb();

  TestTable() {
    new SummaryTable(client, name).createIfMissing();
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
    return new Publisher(through, settings, CLOCK);
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
