package dev.sluice.job;

import dev.sluice.demo.EmbeddedServers;
import dev.sluice.demo.SampleTables;
import dev.sluice.job.args.Invocation;
import dev.sluice.job.args.Invocation.Demo;
import dev.sluice.job.args.Verb;
import dev.sluice.job.settings.Settings;
import dev.sluice.summary.SummaryTable;
import dev.sluice.table.Clients;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * {@code demo}: the whole job on an embedded DynamoDB and S3. S3's objects and the report are in the folder {@code
 * sluice-demo} of the working directory; DynamoDB is in memory and ends with the servers.
 */
final class DemoCommand {
  private final Console console;
  private final Invocation invocation;
  private final Path folder;

  DemoCommand(Console console, Invocation invocation) {
    this(console, invocation, Path.of("sluice-demo").toAbsolutePath());
  }

  /** @param folder receives S3's objects and the report */
  DemoCommand(Console console, Invocation invocation, Path folder) {
    this.console = console;
    this.invocation = invocation;
    this.folder = folder;
  }

  Result run(Outcome outcome) {
    anyCredentials();
    console.note("Starting an embedded DynamoDB and S3 …");
    // Spark takes as long to start as the servers and the tables do
    try (StartingSession spark = StartingSession.unless(invocation.demo().empty())) {
      return run(spark, outcome);
    }
  }

  private Result run(StartingSession spark, Outcome outcome) {
    EmbeddedServers servers = EmbeddedServers.start(folder.resolve("s3"));
    boolean serving = false;
    try {
      Result result = run(spark, servers, outcome);
      serving = invocation.demo().serve();
      return serving ? result.then(() -> serve(servers)) : result;
    } finally {
      if (!serving) {
        servers.close();
      }
    }
  }

  private Result run(StartingSession spark, EmbeddedServers servers, Outcome outcome) {
    endpoints(servers, outcome);
    try (S3Client s3 = Clients.s3(servers.settings())) {
      SampleTables.createBucket(s3, DemoSettings.BUCKET);
    }
    if (invocation.demo().empty()) {
      return outcome.result();
    }
    DemoSettings demo = new DemoSettings(servers.settings(), invocation, folder);
    if (invocation.demo().nights() > 0) {
      return new NightsDemo(console, invocation, demo, 1).run(spark, servers.exports(), outcome);
    }
    Settings settings = demo.whole();
    load(servers, settings);
    return new Pipeline(console, job(), settings, spark::reaching).run(outcome);
  }

  private record Endpoints(String dynamodb, String s3) {}

  private void endpoints(EmbeddedServers servers, Outcome outcome) {
    outcome.field(
        "endpoints", new Endpoints(servers.dynamoDb().toString(), servers.s3().toString()));
    outcome.line("bucket", DemoSettings.BUCKET + " is in " + folder.resolve("s3"));
    if (invocation.demo().serve()) {
      outcome.line("dynamodb", servers.dynamoDb().toString());
      outcome.line("s3", servers.s3().toString());
    } else {
      outcome.line("tables", "end with their server; --serve keeps it running");
    }
  }

  private void load(EmbeddedServers servers, Settings settings) {
    ProgressMeter progress = console.progress();
    progress.begin("loading sample tables", "items", SampleTables.ITEMS);
    servers.loadSampleTables(items -> progress.advance(items, 0));
    progress.end(SampleTables.ITEMS, 0);
    try (DynamoDbClient client = Clients.dynamoDb(servers.settings())) {
      new SummaryTable(client, settings.summary().table()).createIfMissing();
    }
  }

  private Invocation job() {
    return new Invocation(
        Verb.RUN,
        invocation.config(),
        invocation.sets(),
        invocation.json(),
        invocation.runId(),
        DemoSettings.lastDay(invocation),
        null,
        invocation.restate(),
        invocation.query(),
        Demo.PLAIN);
  }

  private void serve(EmbeddedServers servers) {
    try (servers) {
      console.note("Both servers run until you press Ctrl-C; any credentials are accepted.");
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Sets credentials: the servers accept any, and a search for real ones would be slow if there are none. */
  private static void anyCredentials() {
    System.setProperty("aws.accessKeyId", "demo");
    System.setProperty("aws.secretAccessKey", "demo-secret");
    System.clearProperty("aws.sessionToken");
  }
}
