package dev.sluice.bench.nights;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.bench.nights.NightExports.Written;
import dev.sluice.bench.nights.SummaryCalls.Counts;
import dev.sluice.failure.ResourceUnavailableException;
import dev.sluice.job.Cli;
import dev.sluice.summary.SummaryTable;
import dev.sluice.table.AwsSettings;
import dev.sluice.table.Clients;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** Writes the exports of one log and measures the runs that read them. */
final class MeasuredNights {
  private static final String REGION = "us-east-1";
  private static final String KEY = "requestId";

  private final NightsTask task;
  private final String name;

  /** @param name of its table of items and of summary rows */
  MeasuredNights(NightsTask task, String name) {
    this.task = task;
    this.name = name;
  }

  /** @param start CPU seconds that the process had taken before its first run */
  NightsMeasured run(double start) throws IOException {
    NightExports exports = new NightExports(task, createTables());
    System.err.printf("bench: %s: %,d items are written%n", name, task.items());
    Written full = exports.full();
    Written night = exports.night();
    Written idle = exports.idle();
    LocalDate today = NightsTask.TODAY;
    return new NightsMeasured(
        task.items(),
        task.days(),
        task.changed(),
        task.models(),
        task.versions(),
        start,
        cost("full", full, today.minusDays(1)),
        cost("night", night, today),
        cost("idle", idle, today.plusDays(1)));
  }

  /** Creates the tables of items, which stays empty, and of summary rows. Returns the ARN of the first. */
  private String createTables() {
    AwsSettings settings = new AwsSettings(REGION, URI.create(task.dynamoDb()), null, null);
    try (DynamoDbClient client = Clients.dynamoDb(settings)) {
      new SummaryTable(client, summary()).createIfMissing();
      return client
          .createTable(r -> r.tableName(name)
              .billingMode(BillingMode.PAY_PER_REQUEST)
              .attributeDefinitions(AttributeDefinition.builder()
                  .attributeName(KEY)
                  .attributeType(ScalarAttributeType.S)
                  .build())
              .keySchema(KeySchemaElement.builder()
                  .attributeName(KEY)
                  .keyType(KeyType.HASH)
                  .build()))
          .tableDescription()
          .tableArn();
    }
  }

  private String summary() {
    return name + "-summary";
  }

  private RunCost cost(String runId, Written export, LocalDate date) throws IOException {
    System.err.printf("bench: %s: %s%n", name, runId);
    Counts before = SummaryCalls.counts();
    double cpu = NightsMain.cpuSeconds();
    long begun = System.nanoTime();
    JsonNode result = result(runId, export, date);
    long ended = System.nanoTime();
    Counts written = SummaryCalls.counts().since(before);
    return new RunCost(
        result.path("consumedReadUnits").asDouble(),
        export.bytes(),
        NightsMain.cpuSeconds() - cpu,
        (ended - begun) / 1e9,
        result.path("summaryRows").asLong(),
        written.writes(),
        written.requests(),
        written.others(),
        written.units());
  }

  private JsonNode result(String runId, Written export, LocalDate date) throws IOException {
    List<String> arguments =
        new ArrayList<>(List.of("run", "--json", "--run-id", runId, "--date", date.toString()));
    List.of(
            "aws.region=" + REGION,
            "aws.dynamodb-endpoint=" + task.dynamoDb(),
            "source.table=" + name,
            "source.kind=export",
            "source.export-path=" + export.folder(),
            "dataset.format=iceberg",
            "dataset.root=" + Path.of(task.folder()).resolve("root").toUri(),
            "analytics.look-back=" + task.days() + " days",
            "summary.ttl=4000 days",
            "summary.table=" + summary())
        .forEach(set -> arguments.addAll(List.of("--set", set)));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int exitCode = new Cli(
            new PrintStream(out, true, StandardCharsets.UTF_8), System.err, InstantSource.system())
        .run(arguments.toArray(String[]::new));
    if (exitCode != 0) {
      throw new ResourceUnavailableException(
          "the run " + runId + " of " + name + " ended with exit code " + exitCode,
          "See what it says above.");
    }
    return new JsonMapper().readTree(out.toByteArray());
  }
}
