package dev.sluice.table;

import dev.sluice.failure.ResourceUnavailableException;
import java.util.List;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

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
