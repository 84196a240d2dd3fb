package dev.sluice.table;

import dev.sluice.failure.ResourceUnavailableException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputDescription;

/** The tables of an account and region. Reads no items. */
public record AccountTables(AwsSettings settings) {
  /**
   * Returns the names of all tables. One call per 100 tables. Describes none of them.
   *
   * @throws ResourceUnavailableException if the list is denied, or DynamoDB is unreachable
   */
  public List<String> names() {
    return AwsFailures.translated("the list of tables", () -> asked(AccountTables::listed));
  }

  /**
   * Returns whether a table exists. One call.
   *
   * @param table name or ARN
   * @throws ResourceUnavailableException if the table is denied, or DynamoDB is unreachable
   */
  public boolean has(String table) {
    try {
      return !asked(client -> new Tables(client).incarnation(table)).isEmpty();
    } catch (ResourceUnavailableException e) {
      if (AwsFailures.isMissing(e)) {
        return false;
      }
      throw e;
    }
  }

  /** Returns whether a table can be restored to a point in time. One call. */
  public Recovery recovery(String table) {
    return AwsFailures.translated(
        "table " + table, () -> asked(client -> new Tables(client).recovery(table)));
  }

  /**
   * Returns the provisioned write units a second, of the table under an empty name, and of its global indexes. Those that
   * are on demand are left out. One call.
   */
  public Map<String, Long> writeCapacities(String table) {
    return AwsFailures.translated(
        "table " + table,
        () -> asked(client -> {
          var found = client.describeTable(t -> t.tableName(table)).table();
          Map<String, Long> units = new TreeMap<>();
          put(units, "", found.provisionedThroughput());
          found
              .globalSecondaryIndexes()
              .forEach(index -> put(units, index.indexName(), index.provisionedThroughput()));
          return units;
        }));
  }

  private static void put(
      Map<String, Long> units, String name, @Nullable ProvisionedThroughputDescription found) {
    if (found != null && found.writeCapacityUnits() != null && found.writeCapacityUnits() > 0) {
      units.put(name, found.writeCapacityUnits());
    }
  }

  private <T> T asked(Function<DynamoDbClient, T> question) {
    try (DynamoDbClient client = Clients.dynamoDb(settings)) {
      return question.apply(client);
    }
  }

  private static List<String> listed(DynamoDbClient client) {
    try {
      return client.listTablesPaginator().tableNames().stream().toList();
    } catch (DynamoDbException e) {
      if (AwsFailures.isDenied(e)) {
        throw new ResourceUnavailableException(
            "the list of tables: access denied: " + AwsFailures.said(e),
            "Grant dynamodb:ListTables on *, or name the table: a table is read without a list.",
            e);
      }
      throw e;
    }
  }
}
