package dev.sluice.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.TestServers;
import dev.sluice.TestSpark;
import dev.sluice.dataset.run.RunPaths;
import dev.sluice.dataset.store.Root;
import dev.sluice.dataset.store.StoreAccess;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
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

  @TempDir
  static Path folder;

  private static String table = "";
  private static int roots;
  private static @Nullable Holder first;

  @BeforeAll
  static void load() throws Exception {
    table = TestServers.table("holders");
    TestServers.createTable(table);
    for (int i = 0; i < ITEMS; i++) {
      Map<String, AttributeValue> item = Map.of(
          "id", AttributeValue.fromS("id-" + i),
          "size", AttributeValue.fromN(Integer.toString(i)),
          "plan", AttributeValue.fromS(i % 3 == 0 ? "gold" : "basic"));
      TestServers.dynamoDb().putItem(p -> p.tableName(table).item(item));
    }
    first = Holder.start(TestServers.settings(), table);
  }

  @AfterAll
  static void end() {
    first.close();
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
    WatchedStore store = new WatchedStore(access(root), Integer.MAX_VALUE, false, () -> {});
    Holder.export(root, store.access(), TestServers.settings(), table, 24);
    check(root, "undisturbed");
    return store.requests();
  }

  private static void holders(int moment, boolean after, int segments) throws Exception {
    String seen = "suspended " + (after ? "after" : "before") + " request " + moment
        + ", the other with " + segments + " segments";
    URI root = root();
    first.suspendedAt(root, moment, after, 24);
    Manifest second = Holder.export(root, access(root), TestServers.settings(), table, segments);
    check(root, seen);
    String late = first.end();
    if (!late.matches("UNUSABLE: run run (was taken over|is being worked on) by .*")) {
      assertThat(late).as(seen).isEqualTo(Holder.digest(second));
    }
    check(root, seen + ", and woken");
  }

  private static void check(URI root, String seen) throws Exception {
    Snapshots snapshots = new Snapshots(
        TestSpark.session(), SampleExport.impatient(root), access(root), Clock.systemUTC());
    Snapshot snapshot = snapshots.find(Holder.RUN).orElseThrow();
    Path files = Path.of(root).resolve(RunPaths.snapshot(Holder.RUN));
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
    assertThat(snapshots.latest()).map(s -> s.manifest().runId()).as(seen).contains(Holder.RUN);
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
