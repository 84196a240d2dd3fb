package dev.sluice.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.testing.TestServers;
import dev.sluice.testing.TestSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What a run has left, dead or alive, in a folder and in the summary table: without what says only when it was and which
 * run, so that two runs over the same items are the same.
 *
 * @param root of the dataset
 * @param runId also the namespace of its summary rows
 */
record RunTraces(Path root, String runId) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Attributes of summary rows; who is killed reads some segments twice. */
  private static final Set<String> OF_THE_RUN = Set.of(
      "asOf",
      "runStartedAt",
      "expiresAt",
      "contentHash",
      "configHash",
      "startedAt",
      "finishedAt",
      "consumedReadUnits",
      "requests");

  /** The step that it has come to. */
  String stage() throws IOException {
    Path snapshot = root.resolve("snapshots").resolve(runId);
    if (hasResult()) {
      return "ended";
    } else if (Files.exists(figuresFile())) {
      return "publishing";
    } else if (Files.exists(snapshot.resolve("manifest.json"))) {
      return latest().equals(runId) ? "figures" : "before latest.json";
    } else if (Files.exists(snapshot.resolve("train.manifest"))) {
      return "before manifest.json";
    } else if (Files.exists(snapshot.resolve("training"))) {
      return "training files";
    } else if (Files.exists(snapshot.resolve("schema.json"))) {
      return "training view";
    }
    return pieces() > 0 ? "scan, " + pieces() + " pieces finished" : "before the first piece";
  }

  private boolean hasResult() throws IOException {
    Path run = root.resolve("runs").resolve(runId);
    if (!Files.exists(run)) {
      return false;
    }
    try (Stream<Path> files = Files.list(run)) {
      return files.anyMatch(file -> file.getFileName().toString().matches("run-.*\\.json"));
    }
  }

  private long pieces() throws IOException {
    Path pieces = root.resolve("runs").resolve(runId).resolve("scan");
    if (!Files.exists(pieces)) {
      return 0;
    }
    try (Stream<Path> files = Files.walk(pieces)) {
      return files.filter(Files::isRegularFile).count();
    }
  }

  /** Whether {@code latest.json} names a snapshot that has its manifest. */
  boolean latestIsFinished() throws IOException {
    return Files.exists(root.resolve("snapshots").resolve(latest()).resolve("manifest.json"));
  }

  private String latest() throws IOException {
    return json("latest.json").path("runId").asText();
  }

  JsonNode figures() throws IOException {
    return ((ObjectNode) JSON.readTree(figuresFile().toFile())).without(List.of("runId", "asOf"));
  }

  private Path figuresFile() {
    return root.resolve("figures/" + runId + ".json");
  }

  /**
   * The manifest's section, and every file of the view with its size and its rows in their order, without what tells
   * attempts apart. Not its digest: in which
   * order Parquet's footer names a column's encodings is the virtual machine's choice.
   */
  List<String> training() throws IOException {
    JsonNode manifest = json("snapshots/" + runId + "/manifest.json");
    List<String> training = new ArrayList<>(List.of(manifest.path("training").toString()));
    for (JsonNode file : manifest.path("files")) {
      String path = file.path("path").asText();
      // SageMaker's manifests name the run's own folder
      if (path.startsWith("training")) {
        String unattempted = path.replaceFirst("-[0-9a-f]{8}\\.parquet$", ".parquet");
        training.add(unattempted + ", " + file.path("bytes"));
        training.addAll(rows(root.resolve("snapshots").resolve(runId).resolve(path)));
      }
    }
    return training;
  }

  private static List<String> rows(Path file) throws IOException {
    return file.toString().endsWith(".parquet")
        ? TestSpark.session().read().parquet(file.toString()).toJSON().collectAsList()
        : Files.readAllLines(file);
  }

  /** The rows by their keys. */
  Map<String, Map<String, AttributeValue>> summaryRows(String table) {
    Map<String, Map<String, AttributeValue>> rows = new TreeMap<>();
    TestServers.dynamoDb()
        .scanPaginator(s -> s.tableName(table)
            .filterExpression("begins_with(pk, :namespace)")
            .expressionAttributeValues(Map.of(":namespace", AttributeValue.fromS(runId + "#"))))
        .items()
        .forEach(item -> {
          Map<String, AttributeValue> row = new TreeMap<>(item);
          row.keySet().removeAll(OF_THE_RUN);
          row.replaceAll((name, value) ->
              value.s() == null ? value : AttributeValue.fromS(value.s().replace(runId, "RUN")));
          rows.put(row.remove("pk").s() + " / " + row.remove("sk").s(), row);
        });
    return rows;
  }

  private JsonNode json(String path) throws IOException {
    Path file = root.resolve(path);
    return Files.exists(file) ? JSON.readTree(file.toFile()) : JSON.missingNode();
  }
}
