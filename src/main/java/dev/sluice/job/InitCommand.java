package dev.sluice.job;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.job.settings.Settings;
import dev.sluice.summary.SummaryTable;
import dev.sluice.table.Clients;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** {@code init}: creates the summary table and prints the permissions that a role needs. */
final class InitCommand {
  private final Settings settings;

  InitCommand(Settings settings) {
    this.settings = settings;
  }

  Result run(Outcome outcome) {
    String table = settings.summary().table();
    boolean created = created(table);
    ObjectNode policy = new IamPolicy(settings).json();
    outcome.field("summaryTable", table);
    outcome.field("created", created);
    outcome.field("policy", policy);
    outcome.line("Summary table " + table + (created ? " is created." : " is there already."));
    outcome.line("The smallest IAM policy for the job's role:");
    outcome.block(policy.toPrettyString());
    return outcome.result();
  }

  private boolean created(String table) {
    try (DynamoDbClient client = Clients.dynamoDb(settings.aws())) {
      return new SummaryTable(client, table).createIfMissing();
    }
  }
}
