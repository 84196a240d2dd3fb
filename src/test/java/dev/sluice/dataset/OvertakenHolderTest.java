package dev.sluice.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.dataset.export.Progress;
import dev.sluice.dataset.export.TableRead;
import dev.sluice.dataset.run.Begun;
import dev.sluice.dataset.run.FileEntry;
import dev.sluice.dataset.run.KeptSettings;
import dev.sluice.dataset.run.Lease;
import dev.sluice.dataset.run.Manifest;
import dev.sluice.dataset.run.Retention;
import dev.sluice.dataset.run.Role;
import dev.sluice.dataset.run.RunPaths;
import dev.sluice.dataset.run.RunPlan;
import dev.sluice.dataset.run.RunSettings;
import dev.sluice.dataset.snapshot.Snapshot;
import dev.sluice.dataset.store.Json;
import dev.sluice.dataset.store.Root;
import dev.sluice.dataset.store.Store;
import dev.sluice.dataset.store.StoreAccess;
import dev.sluice.dataset.view.KnownTable;
import dev.sluice.dataset.view.View;
import dev.sluice.dataset.view.ViewFolder;
import dev.sluice.failure.ResourceUnavailableException;
import dev.sluice.testing.SampleReads;
import dev.sluice.testing.TestServers;
import dev.sluice.testing.TestSpark;
import dev.sluice.training.SampleTraining;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A holder that another overtakes at one of its requests, and that goes on without knowing. */
final class OvertakenHolderTest {
  private static final int ITEMS = 40;
  private static final Duration LONG_AGO = Duration.ofHours(-1);
  private static final AtomicInteger ROOTS = new AtomicInteger();

  @TempDir
  static Path folder;

  private static String table = "";

  @BeforeAll
  static void load() {
    table = created();
    TestSpark.withS3();
  }

  static List<URI> roots() {
    return List.of(local(), URI.create("s3a://" + TestServers.bucket() + "/root"));
  }

  /** Its own is dropped, whoever's segments those are. */
  @Test
  void thePlanThatIsThereCounts() {
    URI root = local();
    AtomicReference<RunPlan> first = new AtomicReference<>();
    OvertakenStore late = OvertakenStore.before(store(root), "create runs/run/plan.json", () -> {
      assertThatThrownBy(() -> export(root, stopping(root, "create snapshots/run/schema"), 32))
          .hasMessage("stopped");
      first.set(RunPlan.find(store(root).open(), "run").orElseThrow());
    });
    Snapshot snapshot = export(root, late.access(), 8);

    assertThat(late.come()).isTrue();
    assertThat(RunPlan.find(store(root).open(), "run")).contains(first.get());
    assertThat(snapshot.manifest().tables().get(table).coverage().segments()).isEqualTo(32);
    assertThat(late.requests()).noneMatch(request -> request.startsWith("create runs/run/scan/"));
    check(root, snapshot);
  }

  @Tag("thorough")
  @ParameterizedTest
  @MethodSource("roots")
  void theManifestThatIsThereCounts(URI root) {
    AtomicReference<Manifest> first = new AtomicReference<>();
    OvertakenStore late = OvertakenStore.before(
        store(root),
        "create snapshots/run/manifest.json",
        () -> first.set(export(root, store(root), 8).manifest()));
    Snapshot snapshot = export(root, late.access(), 24);

    assertThat(late.come()).isTrue();
    assertThat(snapshot.manifest()).isEqualTo(first.get());
    assertThat(snapshots(root, store(root)).find("run").orElseThrow().manifest())
        .isEqualTo(first.get());
    check(root, snapshot);
  }

  /** What it has written goes with what others left; that it finds it missing is no failure of a run that is finished. */
  @Tag("thorough")
  @Test
  void whoFindsTheRunFinishedReturnsItsSnapshot() {
    URI root = local();
    AtomicReference<Manifest> first = new AtomicReference<>();
    OvertakenStore late = OvertakenStore.before(
        store(root),
        "create runs/run/scan/",
        () -> first.set(exportToTrain(root, store(root)).manifest()));
    Snapshot snapshot = exportToTrain(root, late.access());

    assertThat(late.come()).isTrue();
    assertThat(snapshot.manifest()).isEqualTo(first.get());
    assertThat(store(root).open().list("runs/run/scan")).isEmpty();
    check(root, snapshot);
  }

  /** A view's record and small files, even if another release has written these with other bytes. */
  @Tag("thorough")
  @Test
  void whatAnotherMadeOfTheTablesCounts() {
    URI root = local();
    AtomicReference<SortedSet<String>> made = new AtomicReference<>();
    OvertakenStore late = OvertakenStore.before(store(root), "create runs/run/views/", () -> {
      assertThatThrownBy(() -> exportToTrain(root, stopping(root, "create snapshots/run/manifest")))
          .hasMessage("stopped");
      append(root, "training-mapping.json");
      append(root, "schema.json");
      made.set(recorded(root));
    });
    Snapshot snapshot = exportToTrain(root, late.access());

    assertThat(late.come()).isTrue();
    assertThat(made.get()).isNotEmpty();
    assertThat(listed(snapshot, "training")).isEqualTo(made.get());
    for (String name : List.of("training-mapping.json", "schema.json")) {
      assertThat(text(root, name)).endsWith("}\n");
    }
    check(root, snapshot);
  }

  /** Finished and removed while it looked at the tables: its plan is of nothing. */
  @Tag("thorough")
  @ParameterizedTest
  @MethodSource("roots")
  void aRunThatWasRemovedMeanwhileIsNotReadAgain(URI root) {
    OvertakenStore late = OvertakenStore.before(store(root), "create runs/run/plan.json", () -> {
      export(root, store(root), 8);
      export(root, store(root), "newer", 8);
      Store opened = store(root).open();
      RunPlan plan = RunPlan.find(opened, "run").orElseThrow();
      new Retention(opened, LONG_AGO, run -> true)
          .keep(1, plan.arns(), new KeptSettings(opened, RunSettings.of(plan.settings())));
    });
    assertThatThrownBy(() -> export(root, late.access(), 8))
        .isInstanceOf(ResourceUnavailableException.class)
        .hasMessageContaining("removed by retention");

    assertThat(late.come()).isTrue();
    assertThat(late.requests())
        .noneMatch(request -> request.startsWith("create runs/run/scan/"))
        .noneMatch(request -> request.startsWith("sync "));
    assertThat(store(root).open().list("snapshots/run"))
        .containsExactly("snapshots/run/manifest.json");
    assertThat(snapshots(root, store(root)).latest().orElseThrow().manifest().runId())
        .isEqualTo("newer");
  }

  /** A record whose answer gets lost may be one all the same: its files stay. */
  @ParameterizedTest
  @MethodSource("roots")
  void aRecordIsOneThoughItsAnswerGotLost(URI root) {
    OvertakenStore unlucky =
        OvertakenStore.after(store(root), "create runs/run/scan/", OvertakenHolderTest::stop);
    assertThatThrownBy(() -> export(root, unlucky.access(), 1)).hasMessageContaining("stopped");

    OvertakenStore again = OvertakenStore.before(store(root), "never", () -> {});
    Snapshot snapshot = export(root, again.access(), 1);
    assertThat(again.requests()).noneMatch(request -> request.startsWith("create runs/run/scan/"));
    check(root, snapshot);
  }

  @Tag("thorough")
  @Test
  void filesAreSyncedBeforeTheRecordThatNamesThem() {
    URI root = local();
    OvertakenStore watched = OvertakenStore.before(store(root), "never", () -> {});
    check(root, exportToTrain(root, watched.access()));

    List<String> requests = watched.requests();
    int record = first(requests, "create runs/run/scan/");
    int view = first(requests, "create runs/run/views/");
    int manifest = first(requests, "create snapshots/run/manifest.json");
    assertThat(first(requests, "sync snapshots/run/tables/")).isLessThan(record);
    assertThat(first(requests, "sync snapshots/run/training/")).isBetween(record, view);
    assertThat(first(requests, "list snapshots/run")).isBetween(view, manifest);
    assertThat(requests.subList(0, manifest))
        .noneMatch(r -> r.startsWith("delete") && !r.contains(".probe/"));
  }

  /** And not what becomes of the jobs that are cancelled for it: Spark throws what it does not declare. */
  @Test
  void whoLosesTheLeaseInAViewIsToldSo() {
    URI root = local();
    Snapshots snapshots = snapshots(root, store(root));
    try (Lease lease = snapshots.hold("run")) {
      Begun begun = Begun.of(snapshots.documents(), "run", LocalDate.EPOCH, Instant.now());
      View view = new Interrupted(() -> {
        byte[] other = Json.write(Map.of("format", 1, "holder", "other"));
        assertThat(store(root).open().create("runs/run/lease-2.json", other, "text/plain"))
            .isTrue();
        while (!lease.isLost()) {
          Thread.onSpinWait();
        }
        TestSpark.session().table("missing").show();
      });
      assertThatThrownBy(() -> snapshots.export(
              lease,
              begun,
              SampleExport.keys("settings"),
              List.of(read(table, 1)),
              view,
              Progress.NONE))
          .isInstanceOf(ResourceUnavailableException.class)
          .hasMessageContaining("run run was taken over by another process");
    }
    assertThat(store(root).open().list("snapshots/run"))
        .doesNotContain("snapshots/run/manifest.json");
  }

  private record Interrupted(Runnable work) implements View {
    @Override
    public void check(Map<Role, KnownTable> tables) {}

    @Override
    public Added add(ViewFolder folder) {
      work.run();
      return Added.NOTHING;
    }
  }

  @Test
  void aTableThatIsCreatedAnewWhileItIsReadIsToldByItsId() {
    URI root = local();
    String changing = created();
    OvertakenStore late = OvertakenStore.after(store(root), "create runs/run/scan/", () -> {
      TestServers.dynamoDb().deleteTable(t -> t.tableName(changing));
      TestServers.createTable(changing);
    });
    assertThatThrownBy(() -> SampleExport.export(
            snapshots(root, late.access()), "run", "settings", View.NONE, read(changing, 1)))
        .isInstanceOf(ResourceUnavailableException.class)
        .hasMessageContaining("table " + changing + " was deleted and created anew");
    assertThat(store(root).open().list("snapshots/run"))
        .doesNotContain("snapshots/run/manifest.json");
  }

  private static int first(List<String> requests, String begin) {
    return IntStream.range(0, requests.size())
        .filter(i -> requests.get(i).startsWith(begin))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + begin + " in " + requests));
  }

  /** A holder that ends before that request. */
  private static StoreAccess stopping(URI root, String moment) {
    return OvertakenStore.before(store(root), moment, OvertakenHolderTest::stop).access();
  }

  private static void stop() {
    throw new IllegalStateException("stopped");
  }

  /** A line's end more: the same to whoever reads it. */
  private static void append(URI root, String name) {
    byte[] longer = (text(root, name) + "\n").getBytes(StandardCharsets.UTF_8);
    store(root).open().write(RunPaths.snapshot("run") + "/" + name, longer, "application/json");
  }

  private static String text(URI root, String name) {
    byte[] document =
        store(root).open().read(RunPaths.snapshot("run") + "/" + name).orElseThrow();
    return new String(document, StandardCharsets.UTF_8);
  }

  /** The files that the view's record names. */
  private static SortedSet<String> recorded(URI root) {
    Store store = store(root).open();
    SortedSet<String> files = new TreeSet<>();
    for (String path : store.list("runs/run/views")) {
      JsonNode record = Json.read(store.read(path).orElseThrow(), JsonNode.class, path);
      record.path("files").forEach(file -> files.add(file.path("path").asText()));
    }
    return files;
  }

  private static SortedSet<String> listed(Snapshot snapshot, String within) {
    return snapshot.manifest().files().stream()
        .filter(file -> file.isIn(within) && file.parquet())
        .map(FileEntry::path)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The table's keys, each once, in files that are there, and nothing else. */
  private static void check(URI root, Snapshot snapshot) {
    assertThat(snapshot.table(table).select("id").collectAsList())
        .extracting(row -> row.getString(0))
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, ITEMS).mapToObj(i -> "id-" + i).toList());
    Snapshots snapshots = snapshots(root, store(root));
    assertThat(snapshots.verify(snapshots.find("run").orElseThrow())).isEmpty();
    assertThat(snapshots.latest()).map(latest -> latest.manifest().runId()).contains("run");
  }

  private static Snapshot export(URI root, StoreAccess access, int segments) {
    return export(root, access, "run", segments);
  }

  private static Snapshot export(URI root, StoreAccess access, String run, int segments) {
    return SampleExport.export(
        snapshots(root, access), run, "settings", View.NONE, read(table, segments));
  }

  private static Snapshot exportToTrain(URI root, StoreAccess access) {
    View view = SampleTraining.codes("id", "size", "plan");
    return SampleExport.export(snapshots(root, access), "run", "settings", view, read(table, 8));
  }

  private static Snapshots snapshots(URI root, StoreAccess access) {
    return new Snapshots(
        TestSpark.withS3(), SampleExport.impatient(root), access, Clock.systemUTC());
  }

  private static TableRead read(String table, int segments) {
    Map<String, String> options = new HashMap<>(SampleReads.options());
    options.put("segments", Integer.toString(segments));
    return new TableRead(
        SampleReads.settings(table, options), Role.SOURCE, List.of(), null, true, 0, List.of());
  }

  private static StoreAccess store(URI root) {
    return StoreAccess.to(new Root(root), TestServers.settings());
  }

  private static URI local() {
    return folder.resolve("root-" + ROOTS.incrementAndGet()).toUri();
  }

  private static String created() {
    String name = TestServers.table("overtaken");
    TestServers.createTable(name);
    for (int i = 0; i < ITEMS; i++) {
      Map<String, AttributeValue> item = Map.of(
          "id", AttributeValue.fromS("id-" + i),
          "size", AttributeValue.fromN(Integer.toString(i)),
          "plan", AttributeValue.fromS(i % 3 == 0 ? "gold" : "basic"));
      TestServers.dynamoDb().putItem(p -> p.tableName(name).item(item));
    }
    return name;
  }
}
