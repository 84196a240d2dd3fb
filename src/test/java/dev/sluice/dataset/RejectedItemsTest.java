package dev.sluice.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.dataset.export.TableRead;
import dev.sluice.dataset.run.Manifest;
import dev.sluice.dataset.run.Role;
import dev.sluice.dataset.snapshot.Snapshot;
import dev.sluice.failure.DataGateException;
import dev.sluice.testing.DynamoDbReply;
import dev.sluice.testing.DynamoDbRequest;
import dev.sluice.testing.FaultyDynamoDb;
import dev.sluice.testing.SampleReads;
import dev.sluice.testing.TestServers;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Items of a type that nobody knows, as a later DynamoDB may send them. */
final class RejectedItemsTest {
  @TempDir
  Path folder;

  @BeforeAll
  static void load() {
    TestServers.sampleTables();
  }

  @Test
  void unreadableItemsAreKeptAsTheyCame() throws IOException {
    try (FaultyDynamoDb front =
        FaultyDynamoDb.start().otherwise(r -> RejectedItemsTest::ofTheFuture)) {
      Snapshot snapshot = export(front, "allowed", 7);

      Manifest.TableEntry entry = snapshot.manifest().tables().get("mlops-experiments");
      assertThat(entry.scanned()).isEqualTo(160);
      assertThat(entry.rejected()).isEqualTo(7);
      assertThat(entry.written()).isEqualTo(153);
      List<JsonNode> rejected = rejected("allowed");
      assertThat(rejected).hasSize(7);
      assertThat(rejected).allSatisfy(line -> {
        assertThat(line.get("reason").textValue()).contains("unknown type tag Q");
        assertThat(line.get("item").get("status"))
            .isEqualTo(new ObjectMapper().readTree("{\"Q\":\"running\"}"));
      });
      assertThat(SampleExport.at(root()).verify(snapshot)).isEmpty();
    }
  }

  @Test
  void aLineMoreOrLessIsFound() throws IOException {
    try (FaultyDynamoDb front =
        FaultyDynamoDb.start().otherwise(r -> RejectedItemsTest::ofTheFuture)) {
      Snapshot snapshot = export(front, "lines", 7);
      Path file = parts("lines").get(0);
      List<String> lines = Files.readAllLines(file);
      Files.write(file, lines.subList(1, lines.size()));
      String name = folder.resolve("snapshots/lines").relativize(file).toString();
      assertThat(SampleExport.at(root()).verify(snapshot))
          .hasSize(2)
          .anyMatch(d -> d.startsWith("truncated: " + name))
          .contains(
              "rows: %s has %d lines, not %d".formatted(name, lines.size() - 1, lines.size()));

      Path manifest = folder.resolve("snapshots/lines/manifest.json");
      Files.writeString(
          manifest,
          Files.readString(manifest)
              .replace("\"rejected\" : 7", "\"rejected\" : 6")
              .replace("\"scanned\" : 160", "\"scanned\" : 159"));
      Snapshots snapshots = SampleExport.at(root());
      assertThat(snapshots.verify(snapshots.find("lines").orElseThrow()))
          .contains("counts: rejected/mlops-experiments lists 7 lines in files, 6 rejected");
    }
  }

  @Test
  void moreThanAllowedPublishNothing() throws IOException {
    try (FaultyDynamoDb front =
        FaultyDynamoDb.start().otherwise(r -> RejectedItemsTest::ofTheFuture)) {
      assertThatThrownBy(() -> export(front, "refused", 6))
          .isInstanceOf(DataGateException.class)
          .hasMessageContaining("7 items could not be read, 6 are allowed");
      assertThat(Files.readString(folder.resolve("snapshots/refused/manifest.json")))
          .contains("\"state\" : \"failed\"", "\"files\" : [ ]");
      assertThat(folder.resolve("latest.json")).doesNotExist();
      assertThat(rejected("refused")).hasSize(7);
      assertThatThrownBy(() -> SampleExport.at(root()).find("refused"))
          .isInstanceOf(DataGateException.class)
          .hasMessageContaining("7 items could not be read, 6 are allowed");
    }
  }

  /** The seven experiments that are running have their status in a type of the future. */
  private static DynamoDbReply ofTheFuture(
      DynamoDbRequest request, Function<DynamoDbRequest, DynamoDbReply> dynamoDb) {
    DynamoDbReply reply = dynamoDb.apply(request);
    if (!request.operation().equals("Scan")) {
      return reply;
    }
    JsonNode body = reply.body();
    for (JsonNode item : body.get("Items")) {
      ObjectNode status = (ObjectNode) item.get("status");
      if (status.get("S").textValue().equals("running")) {
        status.set("Q", status.remove("S"));
      }
    }
    return DynamoDbReply.of(reply.status(), body);
  }

  private Snapshot export(FaultyDynamoDb front, String runId, long maxRejects) {
    TableRead read = new TableRead(
        SampleReads.settings(
            "mlops-experiments",
            Map.of("endpoint", front.endpoint().toString(), "region", "us-east-1")),
        Role.EXPERIMENTS,
        List.of(),
        null,
        true,
        maxRejects,
        List.of());
    return SampleExport.export(root(), runId, read);
  }

  private List<JsonNode> rejected(String runId) throws IOException {
    ObjectMapper json = new ObjectMapper();
    List<Path> parts = parts(runId);
    assertThat(parts).allMatch(p -> p.toString().endsWith(".jsonl"));
    List<JsonNode> lines = new ArrayList<>();
    for (Path part : parts) {
      for (String line : Files.readAllLines(part)) {
        lines.add(json.readTree(line));
      }
    }
    return lines;
  }

  private List<Path> parts(String runId) throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("snapshots/" + runId + "/rejected"))) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  private URI root() {
    return URI.create("file://" + folder);
  }
}
