package dev.sluice.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.dataset.Moment.How;
import dev.sluice.dataset.run.FileEntry;
import dev.sluice.dataset.run.Latest;
import dev.sluice.dataset.run.Manifest;
import dev.sluice.dataset.run.RunPaths;
import dev.sluice.dataset.run.RunState;
import dev.sluice.dataset.run.RunStatus;
import dev.sluice.dataset.store.Store;
import dev.sluice.item.Sha256;
import dev.sluice.testing.TestServers;
import dev.sluice.testing.TestSpark;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * One run id, several processes: the first is suspended at a request to its store, others with other numbers of segments
 * take over, and the first is woken. The oracle is the table's keys and the rows of the files that the manifest lists, as
 * DuckDB reads them.
 */
final class TwoHolders implements AutoCloseable {
  private static final int ITEMS = 240;
  private static final int SEGMENTS = 24;

  /** How somebody who has not made the snapshot is told so. */
  private static final String REFUSED =
      "UNUSABLE: run run (was taken over|is being worked on) by .*";

  private final Ground ground;
  private final String table = TestServers.table("holders");
  private final HeldHolder first;
  private @Nullable HeldHolder second;

  /** Who comes after the first is suspended. */
  enum Order {
    /** The second ends, the first is woken. */
    SECOND_ENDS,
    /** The second is suspended too, and a third ends; the first is woken, then the second. */
    THIRD_ENDS,
    /** The same, but the second is woken before the first. */
    THIRD_ENDS_SECOND_FIRST,
    /** The first is woken while the second, which lives, waits for an answer. */
    WOKEN_MEANWHILE;

    static Order any(Random random) {
      return List.of(values()).get(random.nextInt(values().length));
    }
  }

  /**
   * What happens.
   *
   * @param at where the first is suspended
   * @param then where the second is held, if the order asks for it
   * @param segments of the others
   */
  record Case(Moment at, Order order, Moment then, int segments) {
    /** The simplest one. */
    static Case of(Moment at, int segments) {
      return new Case(at, Order.SECOND_ENDS, Moment.NEVER, segments);
    }

    /** The first at this request, the rest by chance. */
    static Case random(int number, int requests, Random random) {
      Moment at = new Moment(number, How.any(random), "");
      Moment then = new Moment(1 + random.nextInt(requests), How.any(random), "");
      return new Case(at, Order.any(random), then, 4 * (1 + random.nextInt(10)));
    }
  }

  TwoHolders(Ground ground) throws IOException {
    this.ground = ground;
    TestServers.createTable(table);
    for (int i = 0; i < ITEMS; i++) {
      Map<String, AttributeValue> item = Map.of(
          "id", AttributeValue.fromS("id-" + i),
          "size", AttributeValue.fromN(Integer.toString(i)),
          "plan", AttributeValue.fromS(i % 3 == 0 ? "gold" : "basic"));
      TestServers.dynamoDb().putItem(p -> p.tableName(table).item(item));
    }
    this.first = ground.start(table);
  }

  Ground ground() {
    return ground;
  }

  /** How many requests an export makes that nothing disturbs, about. */
  int requests(URI root) throws Exception {
    Moment never = new Moment(Integer.MAX_VALUE, How.BEFORE, "");
    assertThat(first.begin(Holder.Task.of(root, never, SEGMENTS))).isFalse();
    check(root, first.end(), "undisturbed");
    return first.seen();
  }

  /** In an empty root. */
  void meet(Case what, URI root) throws Exception {
    boolean unusedHeld = first.suspend(Holder.Task.of(root, what.at(), SEGMENTS));
    List<String> told =
        switch (what.order()) {
          case SECOND_ENDS -> List.of(here(root, what), first.end());
          case THIRD_ENDS -> third(root, what, first, second());
          case THIRD_ENDS_SECOND_FIRST -> third(root, what, second(), first);
          case WOKEN_MEANWHILE -> meanwhile(root, what);
        };
    String stored = Holder.digest(snapshots(root).find(Holder.RUN).orElseThrow().manifest());
    check(root, stored, what.toString());
    first.deliver();
    if (second != null) {
      second.deliver();
    }
    check(root, stored, what + ", and late requests have arrived");
    for (String each : told) {
      if (!each.matches(REFUSED)) {
        assertThat(each).as(what.toString()).isEqualTo(stored);
      }
    }
    assertThat(told).as(what.toString()).contains(stored);
  }

  private List<String> third(URI root, Case what, HeldHolder one, HeldHolder other)
      throws Exception {
    boolean unusedHeld = second().suspend(Holder.Task.of(root, what.then(), what.segments()));
    return List.of(here(root, what), one.end(), other.end());
  }

  private List<String> meanwhile(URI root, Case what) throws Exception {
    boolean unusedHeld = second().begin(Holder.Task.of(root, what.then(), what.segments()));
    return List.of(first.end(), second().end());
  }

  private String here(URI root, Case what) throws Exception {
    Holder.Task task = Holder.Task.of(root, Moment.NEVER, 2 + what.segments());
    Manifest manifest = Holder.export(task, ground.access(root), TestServers.settings(), table);
    String digest = Holder.digest(manifest);
    check(root, digest, what + ", before others are woken");
    return digest;
  }

  private HeldHolder second() throws IOException {
    if (second == null) {
      second = ground.start(table);
    }
    return second;
  }

  private Snapshots snapshots(URI root) {
    return new Snapshots(
        TestSpark.session(),
        SampleExport.impatient(root),
        ground.access(root),
        java.time.Clock.systemUTC());
  }

  private void check(URI root, String digest, String seen) throws Exception {
    Store store = ground.access(root).open();
    assertThat(Latest.read(store)).as(seen).map(Latest::runId).contains(Holder.RUN);
    assertThat(RunState.read(store, Holder.RUN))
        .as(seen)
        .map(RunState::state)
        .contains(RunStatus.PUBLISHED);
    Manifest manifest = snapshots(root).find(Holder.RUN).orElseThrow().manifest();
    assertThat(Holder.digest(manifest)).as(seen).isEqualTo(digest);
    for (FileEntry file : manifest.files()) {
      byte[] bytes = Files.readAllBytes(ground.fetched(root, path(file)));
      assertThat(bytes.length).as("%s: %s", seen, file.path()).isEqualTo((int) file.bytes());
      assertThat(Sha256.of(bytes)).as("%s: %s", seen, file.path()).isEqualTo(file.sha256());
    }
    assertThat(ground.deleted(root))
        .as(seen)
        .doesNotContainAnyElementsOf(
            manifest.files().stream().map(TwoHolders::path).toList());
    assertThat(rows(root, manifest, "tables/" + table, "id"))
        .as(seen)
        .isEqualTo(IntStream.range(0, ITEMS).mapToObj(i -> "id-" + i).sorted().toList());
    assertThat(rows(root, manifest, "training", "label")).as(seen).hasSize(ITEMS);
  }

  private static String path(FileEntry file) {
    return RunPaths.snapshot(Holder.RUN) + "/" + file.path();
  }

  /** In order; of what the manifest lists, and nothing else. */
  private List<String> rows(URI root, Manifest manifest, String within, String column)
      throws SQLException, IOException {
    List<Path> files = new ArrayList<>();
    for (FileEntry file : manifest.files()) {
      if (file.isIn(within) && file.parquet()) {
        files.add(ground.fetched(root, path(file)));
      }
    }
    String listed = files.stream().map(file -> "'" + file + "'").collect(Collectors.joining(", "));
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement();
        ResultSet rows =
            statement.executeQuery("select " + column + " from read_parquet([" + listed + "])")) {
      List<String> keys = new ArrayList<>();
      while (rows.next()) {
        keys.add(rows.getString(1));
      }
      Collections.sort(keys);
      return keys;
    }
  }

  @Override
  public void close() {
    first.close();
    if (second != null) {
      second.close();
    }
    ground.close();
  }
}
