package dev.sluice.dataset.lake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.demo.EmbeddedServers;
import dev.sluice.job.Cli;
import dev.sluice.table.Clients;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Commands over one table, to one root and one namespace of a summary table.
 *
 * @param sets {@code --set} arguments of all commands
 */
record NightRuns(
    EmbeddedServers servers, Path root, String summary, String namespace, List<String> sets) {
  /** Model by model, because what a run finds stands for later ones, which other roots do not know. */
  private static final List<String> EVENTS = List.of(
      "events.id=id",
      "events.time=at",
      "events.model=model",
      "events.version=version",
      "analytics.targets.digits=class",
      "analytics.targets.price=numeric",
      "analytics.maturity=2 days",
      "analytics.slo.latency-ms=250",
      "source.ttl-attribute=expires");

  /** The end of a command. */
  record Ended(int exitCode, String out, String err) {
    JsonNode json(String told) {
      assertThat(exitCode).as(told + "; " + err).isZero();
      try {
        return new ObjectMapper().readTree(out);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /**
   * Runs a command to its end.
   *
   * @param reads the settings of what it reads
   * @param date the logical day
   */
  Ended run(String command, String runId, String table, List<String> reads, String date) {
    List<String> arguments =
        new ArrayList<>(List.of(command, "--json", "--run-id", runId, "--date", date));
    List<String> all = new ArrayList<>(EVENTS);
    all.addAll(List.of(
        "aws.region=us-east-1",
        "aws.dynamodb-endpoint=" + servers.dynamoDb(),
        "aws.s3-endpoint=" + servers.s3(),
        "source.table=" + table,
        "dataset.root=" + root.toUri(),
        "summary.table=" + summary,
        "summary.namespace=" + namespace));
    all.addAll(sets);
    all.addAll(reads);
    all.forEach(set -> arguments.addAll(List.of("--set", set)));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exitCode = new Cli(stream(out), stream(err), InstantSource.system())
        .run(arguments.toArray(String[]::new));
    return new Ended(
        exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  /** Returns a run's stored figures. */
  JsonNode figures(String runId) {
    return document("figures/" + runId + ".json");
  }

  JsonNode manifest(String runId) {
    return document("snapshots/" + runId + "/manifest.json");
  }

  /** Returns the rows of the summary table. */
  Map<String, Map<String, AttributeValue>> rows() {
    try (DynamoDbClient dynamoDb = Clients.dynamoDb(servers.settings())) {
      return SummaryContent.of(dynamoDb, summary, namespace);
    }
  }

  private JsonNode document(String path) {
    try {
      return new ObjectMapper().readTree(root.resolve(path).toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
