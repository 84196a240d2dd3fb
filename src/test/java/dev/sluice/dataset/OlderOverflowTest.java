package dev.sluice.dataset;

import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.dataset.run.Role;
import dev.sluice.dataset.snapshot.Snapshot;
import dev.sluice.item.Sha256;
import dev.sluice.source.Reassembled;
import dev.sluice.source.TargetTables;
import dev.sluice.testing.TestSpark;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Snapshots whose {@code _overflow} is a map, JSON Pointer → DynamoDB JSON, as earlier releases wrote them. */
final class OlderOverflowTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir
  private Path folder;

  @Tag("thorough")
  @Test
  void anEarlierReleasesSnapshotIsReadAndVerified() throws IOException {
    String table = TargetTables.random(11, 300);
    Snapshots snapshots = SampleExport.at(folder.toUri());
    Snapshot now = SampleExport.export(
        snapshots, "run", SampleExport.HASH, SampleExport.read(table, Role.SOURCE));
    Set<Object> items = items(now.table(table));

    age(folder.resolve("snapshots/run"), table);

    Snapshot then = snapshots.find("run").orElseThrow();
    assertThat(then.schemas().get(table).struct().apply("_overflow").dataType().catalogString())
        .isEqualTo("map<string,string>");
    assertThat(snapshots.verify(then)).isEmpty();
    assertThat(then.table(table).schema()).isEqualTo(now.table(table).schema());
    assertThat(items(then.table(table))).isEqualTo(items).hasSize(300);

    Snapshot next = SampleExport.export(
        snapshots, "next", SampleExport.HASH, SampleExport.read(table, Role.SOURCE));
    assertThat(next.schemas().get(table).drift().none()).isTrue();
  }

  private static Set<Object> items(Dataset<Row> rows) {
    return new HashSet<>(rows.collectAsList().stream().map(Reassembled::of).toList());
  }

  /** Puts the map in place of the text, in the files and in what is said of them. */
  private static void age(Path run, String table) throws IOException {
    Path document = run.resolve("schema.json");
    ObjectNode schemas = (ObjectNode) JSON.readTree(document.toFile());
    ObjectNode schema = (ObjectNode) schemas.at("/tables/" + table);
    StructType columns = (StructType) DataType.fromJson(schema.get("schema").toString());
    try (var files = Files.list(run.resolve("tables/" + table))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".parquet")).toList()) {
        schema.set("schema", JSON.readTree(rewrite(file, columns).json()));
      }
    }
    JSON.writeValue(document.toFile(), schemas);
    list(run);
  }

  private static void list(Path run) throws IOException {
    Path document = run.resolve("manifest.json");
    ObjectNode manifest = (ObjectNode) JSON.readTree(document.toFile());
    for (JsonNode file : manifest.get("files")) {
      byte[] bytes = Files.readAllBytes(run.resolve(file.get("path").asText()));
      ((ObjectNode) file).put("bytes", bytes.length).put("sha256", Sha256.of(bytes));
    }
    JSON.writeValue(document.toFile(), manifest);
  }

  private static StructType rewrite(Path path, StructType columns) throws IOException {
    Path made = path.resolveSibling("made");
    Dataset<Row> rows = TestSpark.session()
        .read()
        .schema(columns)
        .parquet(path.toString())
        .withColumn("_overflow", expr("from_json(_overflow, 'map<string,string>')"));
    rows.coalesce(1).write().parquet(made.toString());
    List<File> parts = List.of(made.toFile().listFiles((dir, name) -> name.endsWith(".parquet")));
    assertThat(parts).hasSize(1);
    Files.move(parts.get(0).toPath(), path, StandardCopyOption.REPLACE_EXISTING);
    try (var rest = Files.list(made)) {
      for (Path file : rest.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(made);
    Files.deleteIfExists(path.resolveSibling("." + path.getFileName() + ".crc"));
    return rows.schema();
  }
}
