package dev.sluice.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.dataset.export.TableRead;
import dev.sluice.dataset.run.Role;
import dev.sluice.dataset.run.RunState;
import dev.sluice.dataset.snapshot.CountedSnapshots;
import dev.sluice.dataset.snapshot.Snapshot;
import dev.sluice.dataset.store.Store;
import dev.sluice.dataset.store.TestStores;
import dev.sluice.failure.ResourceUnavailableException;
import dev.sluice.failure.SluiceException;
import dev.sluice.testing.TestServers;
import dev.sluice.testing.TestSpark;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Whatever has become of the documents under a root, they are read or refused by name, no file outside is read or touched, and
 * nothing good is removed for something bad.
 */
final class DamagedDocumentsTest {
  private static final String TABLE = TestServers.table("damaged");
  private static final TableRead READ = SampleExport.read(TABLE, Role.SOURCE);

  @TempDir
  static Path above;

  private static Path sound;
  private static List<String> documents;

  private final Path root = above.resolve("root");

  @BeforeAll
  static void start() throws IOException {
    TestServers.createTable(TABLE);
    TestServers.dynamoDb().putItem(p -> p.tableName(TABLE)
        .item(Map.of("id", AttributeValue.fromS("1"), "n", AttributeValue.fromN("7"))));
    sound = above.resolve("sound");
    for (String run : List.of("one", "two")) {
      SampleExport.export(SampleExport.at(sound.toUri()), run, "h", READ);
    }
    Files.createDirectories(sound.resolve("snapshots/notes"));
    Files.writeString(sound.resolve("snapshots/notes/readme.txt"), "theirs");
    Files.writeString(sound.resolve("snapshots/file"), "theirs");
    Files.createDirectories(above.resolve("outside"));
    Files.writeString(above.resolve("outside/secret.parquet"), "theirs");
    try (Stream<Path> files = Files.walk(sound)) {
      documents = files
          .map(file -> sound.relativize(file).toString())
          .filter(file -> file.endsWith(".json"))
          .sorted()
          .toList();
    }
    assertThat(documents)
        .contains(
            "latest.json", "snapshots/two/schema.json", "runs/two/plan.json", "runs/one/begun.json")
        .contains("snapshots/one/manifest.json", "runs/two/lease-1.json");
  }

  @Test
  void theyAreReadOrRefusedByName() throws IOException {
    damage(30, new Random(20261019));
  }

  @Test
  @Tag("long")
  void soAreManyMore() throws IOException {
    damage(600, new Random(15));
  }

  private void damage(int rounds, Random random) throws IOException {
    Map<String, Integer> refused = new TreeMap<>();
    for (int round = 0; round < rounds; round++) {
      fresh();
      String document = documents.get(random.nextInt(documents.size()));
      Path file = root.resolve(document);
      byte[] damaged = new DamagedDocument(random).of(Files.readAllBytes(file));
      Files.write(file, damaged);
      String as = document + " = " + abbreviated(damaged);
      Snapshots snapshots = snapshots();
      tried(refused, as, document, snapshots::latest);
      tried(refused, as, document, () -> snapshots.latest(List.of(READ)));
      for (String run : List.of("one", "two")) {
        tried(refused, as, document, () -> snapshots.manifest(run));
        tried(refused, as, document, () -> snapshots.find(run).ifPresent(s -> s.table(TABLE)
            .schema()));
        tried(refused, as, document, () -> snapshots.removedAt(run));
      }
      boolean reads = round % 20 == 0;
      tried(
          refused,
          as,
          document,
          () -> SampleExport.export(snapshots, reads ? "three" : "two", "h", READ));
      if (reads) {
        tried(refused, as, document, () -> snapshots.find("two").ifPresent(snapshots::verify));
      }
      nothingGoodIsGone(as);
    }
    assertThat(refused.keySet()).contains("latest.json", "snapshots/two/manifest.json");
    assertThat(above.resolve("outside")).isDirectoryContaining("glob:**/secret.parquet");
    try (Stream<Path> outside = Files.list(above.resolve("outside"))) {
      assertThat(outside).hasSize(1);
    }
    assertThat(above.resolve("outside/secret.parquet")).hasContent("theirs");
  }

  private static void tried(
      Map<String, Integer> refused, String as, String document, Runnable action) {
    try {
      action.run();
    } catch (SluiceException e) {
      refused.merge(document, 1, Integer::sum);
      assertThat(e.problem()).as(as).isNotBlank().hasSizeLessThan(1_000);
      assertThat(e.remedy()).as(as).isNotBlank();
    } catch (Exception | StackOverflowError e) {
      throw new AssertionError(as, e);
    }
  }

  private void nothingGoodIsGone(String as) throws IOException {
    assertThat(root.resolve("snapshots/notes/readme.txt")).as(as).hasContent("theirs");
    assertThat(root.resolve("snapshots/file")).as(as).hasContent("theirs");
    boolean one = parquet("one");
    boolean two = parquet("two");
    assertThat(one || two || parquet("three")).as(as).isTrue();
    // the newest goes only where a newer one has come
    assertThat(two || Files.exists(root.resolve("snapshots/three/manifest.json")))
        .as(as)
        .isTrue();
  }

  private boolean parquet(String run) throws IOException {
    Path folder = root.resolve("snapshots/" + run);
    if (!Files.exists(folder)) {
      return false;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files.anyMatch(file -> file.toString().endsWith(".parquet"));
    }
  }

  @Test
  void aDocumentOfTwoGigabytesIsNotRead() throws IOException {
    fresh();
    try (RandomAccessFile file =
        new RandomAccessFile(root.resolve("latest.json").toFile(), "rw")) {
      file.setLength(2L << 30);
    }
    assertThatThrownBy(() -> snapshots().latest())
        .isInstanceOf(ResourceUnavailableException.class)
        .hasMessageContaining("latest.json has 2147483648 bytes, more than the ");
  }

  @Test
  void pathsThatLeaveTheSnapshotAreRefused() throws IOException {
    for (String path :
        List.of("../../../outside/secret.parquet", "/etc/passwd", "s3://x/y", "a/./b")) {
      fresh();
      Path manifest = root.resolve("snapshots/two/manifest.json");
      String text = Files.readString(manifest);
      Files.writeString(
          manifest, text.replaceFirst("\"path\" : \"[^\"]*\"", "\"path\" : \"" + path + "\""));
      assertThatThrownBy(() -> snapshots().find("two"))
          .isInstanceOf(ResourceUnavailableException.class)
          .hasMessageContaining("snapshots/two/manifest.json is damaged")
          .hasMessageContaining(path);
    }
  }

  @Test
  void aFileWhereAFolderShouldBeAndTheReverseAreNamed() throws IOException {
    Map<String, Integer> refused = new TreeMap<>();
    for (String place : List.of(
        "latest.json",
        "snapshots",
        "snapshots/two",
        "snapshots/two/manifest.json",
        "snapshots/two/tables",
        "runs",
        "runs/two",
        "runs/two/plan.json")) {
      fresh();
      Path file = root.resolve(place);
      boolean folder = Files.isDirectory(file);
      FileUtils.forceDelete(file.toFile());
      if (folder) {
        Files.writeString(file, "theirs");
      } else {
        Files.createDirectories(file.resolve("theirs"));
      }
      tried(refused, place, place, () -> snapshots().latest());
      tried(refused, place, place, () -> snapshots().latest(List.of(READ)));
      tried(refused, place, place, () -> snapshots().find("two").ifPresent(s -> s.table(TABLE)));
      tried(refused, place, place, () -> SampleExport.export(snapshots(), "two", "h", READ));
      // within the folder of a snapshot what its manifest does not list is a lost attempt's, and
      // goes
      if (!place.equals("snapshots/two/tables")) {
        assertThat(folder ? file : file.resolve("theirs")).as(place).exists();
      }
    }
    assertThat(refused.keySet())
        .contains("latest.json", "snapshots", "snapshots/two", "snapshots/two/manifest.json");
  }

  @Test
  void aFileThatIsMissingIsToldByItsSnapshot() throws IOException {
    fresh();
    Path manifest = root.resolve("snapshots/two/manifest.json");
    Files.writeString(manifest, Files.readString(manifest).replaceFirst("part-", "port-"));
    Snapshot two = snapshots().find("two").orElseThrow();
    assertThatThrownBy(() -> two.table(TABLE))
        .isInstanceOf(ResourceUnavailableException.class)
        .hasMessageContaining("files of snapshot two are missing: ")
        .hasMessageContaining("port-");
  }

  /** As a person makes one to have the data on another disk; retention must not follow it. */
  @Test
  void aLinkOutOfTheRootIsNotFollowedToRemoveWhatItLeadsTo() throws IOException {
    fresh();
    Path moved = Files.move(root.resolve("snapshots/one"), above.resolve("moved"));
    Files.createSymbolicLink(root.resolve("snapshots/one"), moved);
    SampleExport.export(snapshots(), "two", "h", READ);
    assertThat(moved.resolve("schema.json")).exists();
    assertThat(Files.readString(moved.resolve("manifest.json"))).contains("published");
  }

  /** Dated between the real ones and the run that removes, or after it; the last has files and a plan, but not its rows. */
  @Test
  void nothingIsRemovedForSnapshotsThatNoRunHasMade() throws IOException {
    fresh();
    int day = 1;
    for (String run : List.of("g1", "g2", "g3", "g4", "g5")) {
      Instant began = Instant.now().plus(run.equals("g5") ? 5 : 0, ChronoUnit.DAYS);
      invent(run, began.truncatedTo(ChronoUnit.SECONDS).plusMillis(day++), !run.equals("g1"));
    }
    Snapshots keepsTwo = snapshots(2, false);
    SampleExport.export(keepsTwo, "two", "h", READ);
    assertThat(parquet("one")).isTrue();
    assertThat(parquet("two")).isTrue();
    SampleExport.export(keepsTwo, "three", "h", READ);
    assertThat(parquet("one")).isFalse();
    assertThat(parquet("two")).isTrue();
    assertThat(parquet("three")).isTrue();
  }

  /** The first as somebody makes one who knows the form; the others with ever more that a run leaves. */
  private void invent(String run, Instant began, boolean planned) throws IOException {
    Path folder = Files.createDirectories(root.resolve("snapshots/" + run));
    Path schema =
        Files.copy(root.resolve("snapshots/two/schema.json"), folder.resolve("schema.json"));
    ObjectMapper json = new ObjectMapper();
    ObjectNode manifest =
        (ObjectNode) json.readTree(root.resolve("snapshots/two/manifest.json").toFile());
    manifest.put("runId", run).put("scanStartedAt", began.toString());
    manifest.put("firstStarted", began.toString());
    ((ObjectNode) manifest.path("tables").path(TABLE)).put("written", 40);
    manifest
        .putArray("files")
        .addObject()
        .put("path", "schema.json")
        .put("rows", 0)
        .put("bytes", Files.size(schema))
        .put("sha256", "0".repeat(64));
    json.writeValue(folder.resolve("manifest.json").toFile(), manifest);
    if (planned) {
      ObjectNode plan =
          (ObjectNode) json.readTree(root.resolve("runs/two/plan.json").toFile());
      plan.put("runId", run).put("scanStartedAt", began.toString());
      plan.put("firstStarted", began.toString());
      Files.createDirectories(root.resolve("runs/" + run));
      json.writeValue(root.resolve("runs/" + run + "/plan.json").toFile(), plan);
    }
  }

  /** Each alone: whole and of rows that agree, but of no plan, or of a later day; planned, but without its rows. */
  @Test
  void aSnapshotCountsThatItsRunHasPlannedAndWrittenBefore() throws IOException {
    fresh();
    Store store = TestStores.at(URI.create(root.toUri().toString()));
    RunState two = RunState.read(store, "two").orElseThrow();
    RunState one = RunState.read(store, "one").orElseThrow();
    assertThat(new CountedSnapshots(store, two).counts("one")).isTrue();
    assertThat(new CountedSnapshots(store, two).counts("two")).isTrue();
    assertThat(new CountedSnapshots(store, one).counts("two")).as("later").isFalse();
    Path plan = root.resolve("runs/one/plan.json");
    Files.copy(root.resolve("runs/two/plan.json"), plan, StandardCopyOption.REPLACE_EXISTING);
    assertThat(new CountedSnapshots(store, two).counts("one"))
        .as("another's plan")
        .isFalse();
    Files.delete(plan);
    assertThat(new CountedSnapshots(store, two).counts("one")).as("no plan").isFalse();
    Path manifest = root.resolve("snapshots/two/manifest.json");
    Files.writeString(
        manifest, Files.readString(manifest).replaceAll("\"written\" : 1", "\"written\" : 40"));
    assertThat(new CountedSnapshots(store, two).counts("two")).as("other rows").isFalse();
  }

  @Test
  void aDamagedSchemaOfTheSnapshotBeforeIsPassedOverAfresh() throws IOException {
    for (String damaged : List.of("{}", "[]", "{\"tables\":null}", "{\"tables\":{\"x\":1}}", "")) {
      fresh();
      Files.writeString(root.resolve("snapshots/two/schema.json"), damaged);
      assertThatThrownBy(() -> SampleExport.export(snapshots(), "three", "h", READ))
          .as(damaged)
          .isInstanceOf(ResourceUnavailableException.class)
          .hasMessageContaining("snapshots/two/schema.json is damaged")
          .satisfies(e -> assertThat(((ResourceUnavailableException) e).remedy())
              .contains("Restore it", "sluice.dataset.afresh = true")
              .doesNotContain("--run-id"));
    }
    Snapshot three = SampleExport.export(snapshots(1, true), "three", "h", READ);
    assertThat(three.table(TABLE).count()).isEqualTo(1);
    assertThat(SampleExport.export(snapshots(), "four", "h", READ).table(TABLE).count())
        .isEqualTo(1);
  }

  private void fresh() throws IOException {
    FileUtils.deleteDirectory(root.toFile());
    FileUtils.copyDirectory(sound.toFile(), root.toFile());
  }

  private Snapshots snapshots() {
    return snapshots(1, false);
  }

  private Snapshots snapshots(int keep, boolean afresh) {
    DatasetSettings settings =
        SampleExport.impatient(URI.create(root.toUri().toString()), keep, Duration.ofHours(-1));
    return new Snapshots(
        TestSpark.withS3(), TestServers.settings(), afresh ? settings.startingAfresh() : settings);
  }

  private static String abbreviated(byte[] document) {
    String text = new String(document, StandardCharsets.UTF_8).replaceAll("\\s+", " ");
    return text.length() > 3_000 ? text.substring(0, 3_000) + "…" : text;
  }
}
