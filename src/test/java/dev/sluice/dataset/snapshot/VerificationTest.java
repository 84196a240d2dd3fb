package dev.sluice.dataset.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.dataset.SampleExport;
import dev.sluice.dataset.Snapshots;
import dev.sluice.testing.TestSpark;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A snapshot to which something was done afterwards, a test per kind of difference. */
final class VerificationTest {
  private static final String TABLE = "mlops-experiments";

  @TempDir
  Path folder;

  private Path snapshot = Path.of("");
  private Path file = Path.of("");
  private String name = "";

  @BeforeEach
  void export() throws IOException {
    SampleExport.export(root(), "run", SampleExport.EXPERIMENTS);
    snapshot = folder.resolve("snapshots/run");
    try (Stream<Path> files = Files.walk(snapshot.resolve("tables"))) {
      file = files
          .filter(f -> f.toString().endsWith(".parquet"))
          .sorted()
          .findFirst()
          .orElseThrow();
    }
    name = snapshot.relativize(file).toString();
  }

  @Test
  void aSoundOne() {
    assertThat(differences()).isEmpty();
  }

  @Test
  void aMissingFile() throws IOException {
    Files.delete(file);
    assertThat(differences()).containsExactly("missing: " + name);
  }

  @Test
  void aMissingSchema() throws IOException {
    Files.delete(snapshot.resolve("schema.json"));
    assertThat(differences())
        .containsExactly("missing: schema.json", "schema: " + TABLE + " is not in schema.json");
  }

  @Test
  void extraFilesHiddenOrNot() throws IOException {
    Files.copy(file, file.resolveSibling("part-new.parquet"));
    Files.writeString(file.resolveSibling("." + file.getFileName() + ".crc"), "crc");
    Files.createDirectories(snapshot.resolve("training/train"));
    Files.createFile(snapshot.resolve("training/train/_SUCCESS"));
    assertThat(differences())
        .containsExactly(
            "extra: tables/" + TABLE + "/." + file.getFileName() + ".crc",
            "extra: tables/" + TABLE + "/part-new.parquet",
            "extra: training/train/_SUCCESS");
  }

  @Test
  void aTruncatedFile() throws IOException {
    byte[] content = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(content, content.length - 1));
    assertThat(differences())
        .containsExactly(
            "truncated: %s has %d bytes, not %d"
                .formatted(name, content.length - 1, content.length),
            "unreadable: " + name + " is not a complete Parquet file");
  }

  @Test
  void anEmptiedFile() throws IOException {
    Files.write(file, new byte[0]);
    assertThat(differences())
        .hasSize(2)
        .anyMatch(d -> d.startsWith("truncated: " + name))
        .anyMatch(d -> d.startsWith("unreadable: " + name));
  }

  @Test
  void aChangedByte() throws IOException {
    byte[] content = Files.readAllBytes(file);
    content[content.length / 3] ^= 1;
    Files.write(file, content);
    assertThat(differences())
        .containsExactly("changed: " + name + " has the same size but other content");
  }

  @Test
  void aFileWithMoreBehindIt() throws IOException {
    Files.write(file, concat(Files.readAllBytes(file), new byte[7]));
    assertThat(differences())
        .hasSize(2)
        .anyMatch(d -> d.startsWith("changed: " + name))
        .anyMatch(d -> d.startsWith("unreadable: " + name));
  }

  @Test
  void aFileWrittenAgainWithAnotherCodec() throws IOException {
    rewrite(rows());
    assertThat(differences())
        .singleElement()
        .asString()
        .startsWith("re-encoded: " + name)
        .endsWith("and is a complete Parquet file");
  }

  @Test
  void aRowLess() throws IOException {
    long rows = rows().count();
    rewrite(rows().limit((int) rows - 1));
    assertThat(differences())
        .hasSize(2)
        .anyMatch(d -> d.startsWith("re-encoded: " + name))
        .contains("rows: %s has %d rows, not %d".formatted(name, rows - 1, rows));
  }

  @Test
  void aColumnLess() throws IOException {
    rewrite(rows().drop("status"));
    assertThat(differences())
        .hasSize(2)
        .anyMatch(d -> d.startsWith("re-encoded: " + name))
        .anyMatch(d -> d.startsWith("schema: " + name + " has not the columns of schema.json"));
  }

  @Test
  void aColumnOfAnotherType() throws IOException {
    rewrite(rows().withColumn("status", org.apache.spark.sql.functions.lit(1)));
    assertThat(differences())
        .anyMatch(d -> d.startsWith("schema: " + name) && d.contains("status:int"));
  }

  @Test
  void countsThatDoNotAddUp() throws IOException {
    edit("manifest.json", "\"scanned\" : 160", "\"scanned\" : 161");
    assertThat(differences())
        .singleElement()
        .asString()
        .startsWith("counts: " + TABLE + " does not add up");
  }

  @Test
  void countsThatAreNotTheFiles() throws IOException {
    edit("manifest.json", "\"scanned\" : 160", "\"scanned\" : 161");
    edit("manifest.json", "\"written\" : 160", "\"written\" : 161");
    assertThat(differences())
        .containsExactly("counts: " + TABLE + " lists 160 rows in files, 161 written");
  }

  @Test
  void aManifestOfOtherColumns() throws IOException {
    edit("manifest.json", "\"status\"", "\"state\"");
    assertThat(differences())
        .singleElement()
        .asString()
        .startsWith("schema: " + TABLE + " has the columns");
  }

  @Test
  void aChangedSchema() throws IOException {
    edit("schema.json", "\"status\"", "\"state\"");
    assertThat(differences())
        .anyMatch(d -> d.startsWith("truncated: schema.json"))
        .anyMatch(d -> d.startsWith("schema: " + TABLE + " has the columns"))
        .anyMatch(d -> d.startsWith("schema: " + name));
  }

  @Test
  void aSchemaThatIsNone() throws IOException {
    Files.writeString(snapshot.resolve("schema.json"), "{");
    assertThat(differences())
        .contains("unreadable: schema.json is not a schema")
        .anyMatch(d -> d.startsWith("truncated: schema.json"));
  }

  private Dataset<Row> rows() {
    return TestSpark.session().read().parquet(file.toString());
  }

  private void rewrite(Dataset<Row> rows) throws IOException {
    Path other = folder.resolve("rewritten");
    rows.coalesce(1).write().option("compression", "gzip").parquet(other.toString());
    try (Stream<Path> parts = Files.list(other)) {
      Path part =
          parts.filter(p -> p.toString().endsWith(".parquet")).findFirst().orElseThrow();
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private void edit(String document, String what, String by) throws IOException {
    Path path = snapshot.resolve(document);
    String text = Files.readString(path);
    assertThat(text).contains(what);
    Files.writeString(path, text.replace(what, by));
  }

  private static byte[] concat(byte[] one, byte[] other) {
    byte[] both = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }

  private List<String> differences() {
    Snapshots snapshots = SampleExport.at(root());
    return snapshots.verify(snapshots.find("run").orElseThrow());
  }

  private URI root() {
    return folder.toUri();
  }
}
