package dev.sluice.dataset.lake;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The rows of a summary table that runs of one namespace have left, without what says when and by whom. */
final class SummaryContent {
  /** What the page on the summary table does not count as content; the hash is of the rest, which is compared. */
  private static final Set<String> BOOKKEEPING = Set.of(
      "asOf",
      "runId",
      "runStartedAt",
      "runNumber",
      "source",
      "sourceConfig",
      "expiresAt",
      "contentHash",
      "restatedBy",
      "erodedBy",
      "publications");

  private SummaryContent() {}

  /** Returns the rows by their keys, those of runs left out. */
  static Map<String, Map<String, AttributeValue>> of(
      DynamoDbClient dynamoDb, String table, String namespace) {
    String prefix = namespace + "#";
    Map<String, Map<String, AttributeValue>> rows = new TreeMap<>();
    for (Map<String, AttributeValue> item :
        dynamoDb.scanPaginator(s -> s.tableName(table)).items()) {
      String pk = item.get("pk").s();
      if (pk.startsWith(prefix) && !pk.equals(prefix + "RUN")) {
        Map<String, AttributeValue> row = new TreeMap<>(item);
        row.keySet().removeAll(BOOKKEEPING);
        row.replaceAll((name, value) -> value.s() != null && value.s().startsWith(prefix)
            ? AttributeValue.fromS(value.s().substring(prefix.length()))
            : value);
        rows.put(pk.substring(prefix.length()) + " / " + item.get("sk").s(), row);
      }
    }
    return rows;
  }
}
