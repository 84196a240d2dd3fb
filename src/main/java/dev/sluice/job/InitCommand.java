package dev.sluice.job;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.job.settings.JobSettings;
import dev.sluice.job.settings.Settings;
import dev.sluice.summary.SummaryTable;
import dev.sluice.table.AwsSettings;
import dev.sluice.table.Clients;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** {@code init}: creates the summary tables and prints the permissions that a role needs. */
final class InitCommand {
  private final JobSettings settings;

  InitCommand(JobSettings settings) {
    this.settings = settings;
  }

  Result run(Outcome outcome) {
    List<Created> tables = tables().stream().map(InitCommand::created).toList();
    // that outside of sources is the first
    outcome.field("summaryTable", tables.get(0).summaryTable());
    outcome.field("created", tables.get(0).created());
    if (tables.size() > 1) {
      outcome.field("summaryTables", tables);
    }
    ObjectNode policy = IamPolicy.of(settings);
    outcome.field("policy", policy);
    tables.forEach(table -> outcome.line("Summary table " + table.summaryTable()
        + (table.created() ? " is created." : " is there already.")));
    outcome.line("The smallest IAM policy for the job's role:");
    outcome.block(policy.toPrettyString());
    return outcome.result();
  }

  private record Created(String summaryTable, boolean created) {}

  private record Target(AwsSettings aws, String table) {
    static Target of(Settings settings) {
      AwsSettings aws = settings.aws();
      return new Target(
          new AwsSettings(aws.region(), aws.dynamoDbEndpoint(), null, aws.roleArn()),
          settings.summary().table());
    }
  }

  /** Returns each summary table once, in the order of the sources after the shared one. */
  private Collection<Target> tables() {
    return Stream.concat(Stream.of(settings.shared()), settings.sources().values().stream())
        .map(Target::of)
        .distinct()
        .toList();
  }

  private static Created created(Target target) {
    try (DynamoDbClient client = Clients.dynamoDb(target.aws())) {
      return new Created(
          target.table(), new SummaryTable(client, target.table()).createIfMissing());
    }
  }
}
