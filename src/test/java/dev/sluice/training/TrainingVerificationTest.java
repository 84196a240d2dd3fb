package dev.sluice.training;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.dataset.SampleExport;
import dev.sluice.dataset.Snapshots;
import dev.sluice.dataset.run.Role;
import dev.sluice.testing.TestServers;
import dev.sluice.training.SplitSettings.By;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A snapshot's training view to which something was done afterwards, a test per kind of difference: 60 items, of which 50
 * have labels; ten of these have two, and five labels are of no item.
 */
final class TrainingVerificationTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir
  static Path folder;

  private static Path whole = Path.of("");
  private final Path snapshot = folder.resolve("snapshots/run");

  @BeforeAll
  static void export() throws IOException {
    String items = TestServers.table("trusted-items");
    String labels = TestServers.table("trusted-labels");
    TestServers.createTable(items);
    TestServers.createTable(labels);
    for (int i = 0; i < 60; i++) {
      put(items, "i" + i, Map.of("size", AttributeValue.fromN("" + i)));
    }
    for (int i = 0; i < 65; i++) {
      String of = "i" + (i < 50 ? i : i < 60 ? i - 50 : i + 100);
      put(
          labels,
          "l" + i,
          Map.of(
              "requestId", AttributeValue.fromS(of),
              "label", AttributeValue.fromN("" + i % 3),
              "labeledAt", AttributeValue.fromN("" + (1_790_000_000 + i))));
    }
    SampleTraining.export(
        root(),
        "run",
        SampleTraining.numeric(null, SampleTraining.split(By.ID, null), 2, "size"),
        "id",
        null,
        SampleExport.read(items, Role.SOURCE),
        SampleExport.read(labels, Role.LABELS));
    whole = folder.resolve("whole");
    FileUtils.copyDirectory(folder.resolve("snapshots/run").toFile(), whole.toFile());
  }

  @BeforeEach
  void restore() throws IOException {
    FileUtils.deleteDirectory(snapshot.toFile());
    FileUtils.copyDirectory(whole.toFile(), snapshot.toFile());
  }

  @Test
  void aSoundOne() throws IOException {
    assertThat(differences()).isEmpty();
    assertThat(manifest().path("training").path("leftOut").path("unlabelled").asInt())
        .isEqualTo(10);
  }

  @Test
  void otherCountsOfAChannel() throws IOException {
    long rows = manifest().path("training").path("train").path("rows").asLong();
    long bytes = manifest().path("training").path("train").path("bytes").asLong();
    edit(m -> training(m, "train").put("rows", rows + 1).put("bytes", bytes - 1));
    assertThat(differences())
        .containsExactly(
            "counts: training/train lists %d rows in files, %d in all".formatted(rows, rows + 1),
            "counts: training/train lists %d bytes in files, %d in all".formatted(bytes, bytes - 1),
            "counts: training does not add up: 60 items, 51 rows and 10 left out");
  }

  @Test
  void otherCountsOfLabels() throws IOException {
    long rows = manifest().path("training").path("train").path("rows").asLong();
    edit(m -> ((ObjectNode) training(m, "train").get("labels"))
        .set("classes", JSON.createObjectNode().put("1", rows).put("0", 1)));
    assertThat(differences())
        .containsExactly("counts: training/train lists %d rows in files, %d with labels"
            .formatted(rows, rows + 1));
  }

  @Test
  void aChannelThatIsNotCounted() throws IOException {
    long rows = manifest().path("training").path("test").path("rows").asLong();
    edit(m -> ((ObjectNode) m.get("training")).remove("test"));
    assertThat(differences())
        .contains("counts: training/test has files, but no counts in the manifest")
        .anyMatch(d -> rows == 0 || d.contains("60 items, " + (50 - rows) + " rows"));
  }

  @Test
  void aSectionThatIsGone() throws IOException {
    edit(m -> m.set("training", JSON.createObjectNode()));
    assertThat(differences())
        .containsExactly(
            "counts: training/train has files, but no counts in the manifest",
            "counts: training/validation has files, but no counts in the manifest",
            "counts: training/test has files, but no counts in the manifest");
  }

  @Test
  void itemsThatAreLeftOutUncounted() throws IOException {
    edit(m -> training(m, "leftOut").put("unlabelled", 9));
    assertThat(differences())
        .containsExactly("counts: training does not add up: 60 items, 50 rows and 9 left out");
  }

  @Test
  void labelsThatAreLeftOutUncounted() throws IOException {
    edit(m -> training(m, "leftOut").put("orphanLabels", 4));
    assertThat(differences())
        .containsExactly(
            "counts: training's labels do not add up: 65 in the table, 65 read, 50 used and 14 left out");
  }

  @Test
  void aFileOfAChannelThatIsMissing() throws IOException {
    String file = firstFile();
    Files.delete(snapshot.resolve("training/train").resolve(file));
    assertThat(differences()).containsExactly("missing: training/train/" + file);
  }

  @Test
  void aSageMakerManifestOfOtherFiles() throws IOException {
    ArrayNode entries =
        (ArrayNode) JSON.readTree(snapshot.resolve("train.manifest").toFile());
    String first = firstFile();
    entries.remove(1);
    entries.add("part-00007-00000000.parquet");
    write(entries);
    assertThat(differences())
        .hasSize(3)
        .contains(
            "missing: train.manifest does not name " + first,
            "extra: train.manifest names part-00007-00000000.parquet")
        .anyMatch(d -> d.startsWith("changed: train.manifest"));
  }

  private String firstFile() throws IOException {
    return JSON.readTree(snapshot.resolve("train.manifest").toFile()).get(1).textValue();
  }

  @Test
  void aSageMakerManifestThatLeadsElsewhere() throws IOException {
    ArrayNode entries =
        (ArrayNode) JSON.readTree(snapshot.resolve("train.manifest").toFile());
    ((ObjectNode) entries.get(0)).put("prefix", "s3://elsewhere/train/");
    write(entries);
    assertThat(differences())
        .anyMatch(d -> d.startsWith("changed: train.manifest leads to s3://elsewhere/train/, not"));
  }

  @Test
  void aSageMakerManifestThatIsNoneOrGone() throws IOException {
    Files.writeString(snapshot.resolve("train.manifest"), "[");
    Files.delete(snapshot.resolve("test.manifest"));
    assertThat(differences())
        .contains("unreadable: train.manifest is no JSON", "missing: test.manifest")
        .anyMatch(d -> d.startsWith("truncated: train.manifest"))
        .hasSize(3);
  }

  @Test
  void aSageMakerManifestThatNobodyLists() throws IOException {
    Files.delete(snapshot.resolve("train.manifest"));
    edit(m -> {
      ArrayNode files = (ArrayNode) m.get("files");
      for (int i = files.size() - 1; i >= 0; i--) {
        if (files.get(i).path("path").asText().equals("train.manifest")) {
          files.remove(i);
        }
      }
    });
    assertThat(differences()).containsExactly("missing: train.manifest is not in the manifest");
  }

  private void write(JsonNode entries) throws IOException {
    Files.write(snapshot.resolve("train.manifest"), JSON.writeValueAsBytes(entries));
  }

  private static ObjectNode training(JsonNode manifest, String part) {
    return (ObjectNode) manifest.get("training").get(part);
  }

  private JsonNode manifest() throws IOException {
    return JSON.readTree(snapshot.resolve("manifest.json").toFile());
  }

  private void edit(Consumer<ObjectNode> how) throws IOException {
    ObjectNode manifest = (ObjectNode) manifest();
    how.accept(manifest);
    Files.write(snapshot.resolve("manifest.json"), JSON.writeValueAsBytes(manifest));
  }

  private static List<String> differences() {
    Snapshots snapshots = SampleExport.at(root());
    return snapshots.verify(snapshots.find("run").orElseThrow());
  }

  private static URI root() {
    return folder.toUri();
  }

  private static void put(String table, String id, Map<String, AttributeValue> attributes) {
    Map<String, AttributeValue> item = new HashMap<>(attributes);
    item.put("id", AttributeValue.fromS(id));
    TestServers.dynamoDb().putItem(p -> p.tableName(table).item(item));
  }
}
