package dev.sluice.training;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.analytics.Oracle;
import dev.sluice.dataset.SampleExport;
import dev.sluice.dataset.run.FileEntry;
import dev.sluice.dataset.snapshot.Snapshot;
import dev.sluice.testing.SampleReads;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Array;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sample's digits as a training set, against DuckDB's reading of the sample's own lines. */
final class DigitsTest {
  private static final int MIN_FILES = 3;

  /** Of each digit's image with a label: its subject, and the label and pixels as one list of doubles. */
  private static final String EXPECTED = """
      create table expected as
      with newest as (
        select item->>'requestId' id, max(struct_pack(t := item->>'labeledAt', l := item->>'label')) m
        from feedback group by 1)
      select item->>'requestId' id, item->>'subjectId' subject,
        list_concat([m.l::double], from_json(json_extract((item->>'inputData')::json, '$.features'), '["double"]')) v
      from inference join newest on id = (item->>'requestId')
      where (item->>'modelName') = 'digits-classifier'""";

  private static final String COLUMNS = IntStream.range(0, 64)
      .mapToObj(i -> "f" + i)
      .collect(Collectors.joining(", ", "[label, ", "]"));

  @TempDir
  static Path folder;

  private static Snapshot snapshot;

  @BeforeAll
  static void export() {
    snapshot = SampleTraining.export(
        URI.create("file://" + folder), "digits", SampleTraining.digits(MIN_FILES), null);
  }

  @Test
  void everyNumberIsTheSamples() throws Exception {
    try (Oracle oracle = new Oracle()) {
      oracle.run(EXPECTED);
      oracle.run("create table written as select " + COLUMNS + " v from read_parquet('" + training()
          + "/*/*.parquet')");

      assertThat(oracle.rows("select count(*) from written").get(0).get(0)).isEqualTo(5_182L);
      assertThat(oracle.rows("select v from expected except all select v from written"))
          .isEmpty();
      assertThat(oracle.rows("select v from written except all select v from expected"))
          .isEmpty();
    }
  }

  @Test
  void sageMakersXgboostReadsTheSameNumbers() throws Exception {
    List<String> read = new ArrayList<>();
    for (Channel channel : Channel.values()) {
      SageMakerReader.rows(training().resolve(channel.word()))
          .forEach(row -> read.add(Arrays.toString(row)));
    }
    List<String> expected = new ArrayList<>();
    try (Oracle oracle = new Oracle()) {
      oracle.run(EXPECTED);
      for (List<Object> row : oracle.rows("select v from expected")) {
        Object[] values = (Object[]) ((Array) row.get(0)).getArray();
        // -0.0 and 0.0 are one number
        expected.add(Arrays.toString(
            Arrays.stream(values).mapToDouble(value -> (Double) value + 0.0).toArray()));
      }
    }
    Collections.sort(read);
    Collections.sort(expected);
    assertThat(read).hasSize(5_182);
    // lists of that size are not worth showing
    assertThat(read.equals(expected)).isTrue();
  }

  /** The counts are those of a script in another language over the same lines. */
  @Test
  void subjectsStayTogether() throws Exception {
    assertThat(rows("train")).isEqualTo(4_043);
    assertThat(rows("validation")).isEqualTo(627);
    assertThat(rows("test")).isEqualTo(512);
    try (Oracle oracle = new Oracle()) {
      oracle.run(EXPECTED);
      oracle.run("create table written as select " + COLUMNS
          + " v, split_part(filename, '/', -2) channel from read_parquet('" + training()
          + "/*/*.parquet', filename = true)");
      List<List<Object>> torn = oracle.rows("""
          with unique_images as (select v, min(subject) subject from expected group by v having count(distinct subject) = 1)
          select subject from unique_images join written using (v) group by 1 having count(distinct channel) > 1""");
      assertThat(torn).isEmpty();
    }
  }

  @Test
  void filesAreEvenAndNothingElseLiesAmongThem() throws IOException {
    for (Channel channel : Channel.values()) {
      List<Path> files = SageMakerReader.files(training().resolve(channel.word()));
      assertThat(files).hasSize(MIN_FILES);
      assertThat(files)
          .allMatch(f -> f.getFileName().toString().matches("part-\\d{5}-[0-9a-f]{8}\\.parquet"));
      long[] sizes = files.stream().mapToLong(f -> f.toFile().length()).sorted().toArray();
      assertThat(sizes[MIN_FILES - 1]).isLessThan(sizes[0] * 5 / 4);
    }
    try (Stream<Path> all = Files.walk(training())) {
      assertThat(all.filter(Files::isRegularFile)).hasSize(3 * MIN_FILES);
    }
  }

  @Test
  void theManifestSaysWhatThereIs() throws IOException {
    JsonNode training = new ObjectMapper()
        .readTree(Files.readAllBytes(folder.resolve("snapshots/digits/manifest.json")))
        .get("training");

    assertThat(training.at("/train/rows").longValue()).isEqualTo(4_043);
    assertThat(training.at("/train/files").intValue()).isEqualTo(MIN_FILES);
    assertThat(training.at("/train/bytes").longValue()).isEqualTo(bytes("train"));
    assertThat(training.at("/leftOut/filtered").longValue()).isEqualTo(20_000 - 7_467);
    assertThat(training.at("/leftOut/unlabelled").longValue()).isEqualTo(7_467 - 5_182);
    assertThat(training.at("/columns")).hasSize(65);
    assertThat(training.at("/columns/0").textValue()).isEqualTo("label");
    assertThat(training.at("/split/withoutGroup").longValue()).isZero();
    assertThat(SampleExport.at(URI.create("file://" + folder)).verify(snapshot)).isEmpty();
    assertThat(snapshot.manifest().files().stream().map(FileEntry::path))
        .contains("train.manifest", "validation.manifest", "test.manifest")
        .doesNotContain("training-mapping.json");
  }

  @Test
  void sageMakersManifestNamesTheFiles() throws IOException {
    JsonNode manifest = new ObjectMapper()
        .readTree(Files.readAllBytes(folder.resolve("snapshots/digits/test.manifest")));

    assertThat(manifest.get(0).get("prefix").textValue())
        .isEqualTo(snapshot.location() + "/training/test/");
    assertThat(manifest).hasSize(1 + MIN_FILES);
    assertThat(manifest.get(1).textValue()).startsWith("part-00000-");
    assertThat(training().resolve("test").resolve(manifest.get(1).textValue())).exists();
  }

  /** Read in other pieces, so that the table's rows lie in other files and in another order. */
  @Tag("thorough")
  @Test
  void madeAgainItIsTheSame() {
    Snapshot again = SampleTraining.export(
        URI.create("file://" + folder),
        "again",
        SampleTraining.digits(MIN_FILES),
        "requestId",
        null,
        SampleExport.EVENTS.with(
            SampleReads.settings(SampleExport.EVENTS.table(), "segments", "5")),
        SampleExport.LABELS.with(
            SampleReads.settings(SampleExport.LABELS.table(), "segments", "3")));

    assertThat(again.manifest().training()).isEqualTo(snapshot.manifest().training());
    assertThat(sums(again)).isEqualTo(sums(snapshot)).hasSize(3 * MIN_FILES);
  }

  private static Map<String, String> sums(Snapshot of) {
    return of.manifest().files().stream()
        .filter(file -> file.path().startsWith("training/"))
        .map(SampleExport::unattempted)
        .collect(Collectors.toMap(FileEntry::path, FileEntry::sha256));
  }

  private static long rows(String channel) throws SQLException, IOException {
    return SageMakerReader.rows(training().resolve(channel)).size();
  }

  private static long bytes(String channel) throws IOException {
    return SageMakerReader.files(training().resolve(channel)).stream()
        .mapToLong(file -> file.toFile().length())
        .sum();
  }

  private static Path training() {
    return folder.resolve("snapshots/digits/training");
  }
}
