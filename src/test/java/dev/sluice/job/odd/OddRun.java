package dev.sluice.job.odd;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.testing.CommandLine;
import dev.sluice.testing.TestServers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What became of a run.
 *
 * @param told all that it said
 * @param json its one JSON object
 * @param rows those that it wrote, by key
 * @param manifest of its snapshot
 */
record OddRun(
    int exitCode,
    String told,
    JsonNode json,
    Map<String, Map<String, AttributeValue>> rows,
    JsonNode manifest) {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** Runs the job over these tables, with every reject allowed and no training view. */
  static OddRun of(OddTables tables, Path root, String id, List<String> settings) {
    CommandLine cli = new CommandLine();
    int exitCode = cli.run(
        List.of("run", "--json", "--run-id", id, "--date", OddTables.ODD_DAY),
        settings(tables, root, id),
        settings.toArray(String[]::new));
    return new OddRun(
        exitCode,
        cli.toString(),
        json(cli),
        tables.rows(id),
        manifest(root.resolve("snapshots").resolve(id).resolve("manifest.json")));
  }

  private static List<String> settings(OddTables tables, Path root, String id) {
    return List.of(
        "aws.region=us-east-1",
        "aws.dynamodb-endpoint=" + TestServers.dynamoDbEndpoint(),
        "source.table=" + tables.events,
        "source.max-rejects=1000000",
        "source.ttl-attribute=expires",
        "labels.table=" + tables.labels,
        "labels.id=requestId",
        "dataset.root=" + root.toUri(),
        "analytics.look-back=10 days",
        "summary.namespace=" + id,
        "summary.table=" + tables.summary);
  }

  private static JsonNode json(CommandLine cli) {
    try {
      return cli.json();
    } catch (IOException e) {
      throw new UncheckedIOException("the last line is no JSON: " + cli.out(), e);
    }
  }

  private static JsonNode manifest(Path file) {
    try {
      return Files.exists(file) ? MAPPER.readTree(file.toFile()) : MAPPER.missingNode();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
