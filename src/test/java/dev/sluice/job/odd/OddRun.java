package dev.sluice.job.odd;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.job.Cli;
import dev.sluice.testing.TestServers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
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
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exitCode = new Cli(stream(out), stream(err), InstantSource.system())
        .run(arguments(tables, root, id, settings).toArray(String[]::new));
    String said = out.toString(StandardCharsets.UTF_8);
    return new OddRun(
        exitCode,
        err.toString(StandardCharsets.UTF_8) + said,
        json(said.lines().reduce((first, second) -> second).orElse("")),
        tables.rows(id),
        manifest(root.resolve("snapshots").resolve(id).resolve("manifest.json")));
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private static List<String> arguments(
      OddTables tables, Path root, String id, List<String> settings) {
    List<String> arguments =
        new ArrayList<>(List.of("run", "--json", "--run-id", id, "--date", OddTables.ODD_DAY));
    List<String> all = new ArrayList<>(List.of(
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
        "summary.table=" + tables.summary));
    all.addAll(settings);
    all.forEach(each -> arguments.addAll(List.of("--set", each)));
    return arguments;
  }

  private static JsonNode json(String line) {
    try {
      return MAPPER.readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException("the last line is no JSON: " + line, e);
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
