package dev.sluice.source;

import dev.sluice.failure.ConfigError;
import dev.sluice.failure.InvalidConfigurationException;
import java.util.List;

/** Refuses statements that would create, change or drop a table of DynamoDB. */
final class RefusedDefinitions {
  private RefusedDefinitions() {}

  static InvalidConfigurationException create(String table) {
    return refused(
        "CREATE TABLE",
        table,
        "Sluice creates no tables in DynamoDB",
        "Create it with its keys and capacity (aws dynamodb create-table), then INSERT INTO it or use"
            + " df.writeTo(…).append(). CREATE TABLE … USING sluice OPTIONS (table '…') in Spark's own catalog names"
            + " a table that exists.");
  }

  static InvalidConfigurationException alter(String table) {
    return refused(
        "ALTER TABLE",
        table,
        "Sluice changes no tables in DynamoDB, and columns are those of the items",
        "Options of a read are given to the statement, the catalog or the session; a new attribute is written with the"
            + " rows that have it.");
  }

  static InvalidConfigurationException drop(String table) {
    return refused(
        "DROP TABLE",
        table,
        "Sluice drops no tables in DynamoDB, and replaces none",
        "Delete it with its owner's tools (aws dynamodb delete-table) if that is meant.");
  }

  static InvalidConfigurationException truncate(String table) {
    return refused(
        "TRUNCATE TABLE",
        table,
        "Sluice does not empty tables",
        "Delete the table and create it again with its owner's tools if that is meant.");
  }

  static InvalidConfigurationException rename(String table) {
    return refused(
        "ALTER TABLE … RENAME",
        table,
        "DynamoDB renames no tables",
        "CREATE VIEW other AS SELECT * FROM it gives it another name in Spark.");
  }

  static InvalidConfigurationException namespace(String[] name) {
    return refused(
        "NAMESPACE",
        String.join(".", name),
        "DynamoDB has no namespaces: all tables lie in the catalog itself, which Spark may also call default",
        "A catalog for each region, account or role keeps them apart.");
  }

  private static InvalidConfigurationException refused(
      String statement, String of, String problem, String remedy) {
    return new InvalidConfigurationException(
        List.of(new ConfigError(statement, of, problem, remedy)));
  }
}
