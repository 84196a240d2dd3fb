package dev.sluice.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.TestServers;
import dev.sluice.TestSpark;
import dev.sluice.dataset.run.RunPaths;
import dev.sluice.dataset.store.Root;
import dev.sluice.dataset.store.StoreAccess;
import dev.sluice.failure.Unusable;
import dev.sluice.training.SampleTraining;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * One run id, two processes: the first is suspended at a request to its store, the second, which has other cores, takes over
 * and ends, the first is woken. The oracle is the table's keys and the rows of the files that the manifest lists.
 */
final class TwoHoldersTest {
  private static final int ITEMS = 240;
  private static final String RUN = "run";

  @TempDir
  static Path folder;

  private static String table = "";
  private static int roots;

  @BeforeAll
  static void load() {
    table = TestServers.table("holders");
    TestServers.createTable(table);
    for (int i = 0; i < ITEMS; i++) {
      Map<String, AttributeValue> item = Map.of(
          "id", AttributeValue.fromS("id-" + i),
          "size", AttributeValue.fromN(Integer.toString(i)),
          "plan", AttributeValue.fromS(i % 3 == 0 ? "gold" : "basic"));
      TestServers.dynamoDb().putItem(p -> p.tableName(table).item(item));
    }
  }

  /** At a chunk, at the view's record, at the manifest, and where chance has it. */
  @Test
  void whatIsPublishedIsTheTable() throws Exception {
    List<String> requests = undisturbed();
    Random random = new Random(14);
    holders(at(requests, "create runs/run/plan.json"), false, 12);
    holders(at(requests, "create runs/run/scan/"), true, 32);
    holders(at(requests, "create snapshots/run/training-mapping.json"), false, 32);
    holders(at(requests, "create snapshots/run/manifest.json"), false, 12);
    holders(1 + random.nextInt(requests.size()), random.nextBoolean(), 12);
  }

  @Test
  @Tag("long")
  @Timeout(value = 3, unit = TimeUnit.HOURS)
  void whereverTheFirstIsSuspended() throws Exception {
    long seed = Long.getLong("sluice.long.seed", 14);
    int count = Integer.getInteger("sluice.long.count", Integer.MAX_VALUE);
    int last = undisturbed().size() + 4;
    Random random = new Random(seed);
    List<Integer> moments = IntStream.rangeClosed(1, last).boxed().collect(Collectors.toList());
    java.util.Collections.shuffle(moments, random);
    for (int moment : moments.subList(0, Math.min(count, moments.size()))) {
      holders(moment, random.nextBoolean(), 4 * (1 + random.nextInt(10)));
    }
  }

  private static int at(List<String> requests, String begin) {
    return 1
        + IntStream.range(0, requests.size())
            .filter(i -> requests.get(i).startsWith(begin))
            .findFirst()
            .orElseThrow(() -> new AssertionError("no " + begin + " in " + requests));
  }

  private static List<String> undisturbed() throws Exception {
    URI root = root();
    HeldStore store = new HeldStore(access(root), Integer.MAX_VALUE, false);
    export(root, store.access(), 24);
    check(root, "undisturbed");
    return store.requests();
  }

  private static void holders(int moment, boolean after, int segments) throws Exception {
    String seen = "suspended " + (after ? "after" : "before") + " request " + moment
        + ", the other with " + segments + " segments";
    URI root = root();
    HeldStore store = new HeldStore(access(root), moment, after);
    CompletableFuture<Manifest> first =
        CompletableFuture.supplyAsync(() -> export(root, store.access(), 24));
    while (!store.isSuspended(20) && !first.isDone()) {
      // it may end before
    }
    Manifest second;
    try {
      second = export(root, access(root), segments);
      check(root, seen);
    } finally {
      store.wake();
    }
    @Nullable Manifest late = ended(first, seen);
    if (late != null) {
      assertThat(late).as(seen).isEqualTo(second);
    }
    check(root, seen + ", and woken");
  }

  /** Null where it has been told that another has taken over. */
  private static @Nullable Manifest ended(CompletableFuture<Manifest> holder, String seen)
      throws Exception {
    try {
      return holder.get(2, TimeUnit.MINUTES);
    } catch (java.util.concurrent.ExecutionException e) {
      assertThat(e.getCause())
          .as(seen)
          .isInstanceOf(Unusable.class)
          .hasMessageContaining("taken over");
      return null;
    } catch (CompletionException e) {
      throw new AssertionError(seen, e);
    }
  }

  private static Manifest export(URI root, StoreAccess access, int segments) {
    Map<String, String> options = new HashMap<>(SampleExport.EVENTS.options());
    options.put("segments", Integer.toString(segments));
    TableRead read = new TableRead(table, Role.SOURCE, options, List.of(), null, true, 0);
    Snapshots snapshots =
        new Snapshots(TestSpark.session(), SampleExport.impatient(root), access, Clock.systemUTC());
    return SampleExport.export(
            snapshots, RUN, "settings", SampleTraining.codes("id", "size", "plan"), read)
        .manifest();
  }

  private static void check(URI root, String seen) throws Exception {
    Snapshots snapshots = new Snapshots(
        TestSpark.session(), SampleExport.impatient(root), access(root), Clock.systemUTC());
    Snapshot snapshot = snapshots.find(RUN).orElseThrow();
    Path files = Path.of(root).resolve(RunPaths.snapshot(RUN));
    for (Manifest.FileEntry file : snapshot.manifest().files()) {
      assertThat(Files.size(files.resolve(file.path()))).as(seen).isEqualTo(file.bytes());
    }
    assertThat(keys(files, snapshot.manifest(), "tables/" + table, "id"))
        .as(seen)
        .isEqualTo(IntStream.range(0, ITEMS)
            .mapToObj(i -> "id-" + i)
            .collect(Collectors.toCollection(TreeSet::new))
            .toString());
    assertThat(keys(files, snapshot.manifest(), "training", "label"))
        .as(seen)
        .hasSizeGreaterThan(2);
    assertThat(snapshots.verify(snapshot)).as(seen).isEmpty();
    assertThat(snapshots.latest()).map(s -> s.manifest().runId()).as(seen).contains(RUN);
  }

  /** In order; DuckDB reads what the manifest lists, and nothing else. */
  private static String keys(Path files, Manifest manifest, String within, String column)
      throws SQLException {
    String listed = manifest.files().stream()
        .filter(file -> file.isIn(within) && file.parquet())
        .map(file -> "'" + files.resolve(file.path()) + "'")
        .collect(Collectors.joining(", "));
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement();
        ResultSet rows =
            statement.executeQuery("select " + column + " from read_parquet([" + listed + "])")) {
      List<String> keys = new java.util.ArrayList<>();
      while (rows.next()) {
        keys.add(rows.getString(1));
      }
      java.util.Collections.sort(keys);
      return keys.toString();
    }
  }

  private static StoreAccess access(URI root) {
    return StoreAccess.to(new Root(root), TestServers.settings());
  }

  private static URI root() {
    roots++;
    return folder.resolve("root-" + roots).toUri();
  }
}
