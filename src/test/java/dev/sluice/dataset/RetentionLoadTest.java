package dev.sluice.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.dataset.Moment.How;
import dev.sluice.dataset.run.Manifest;
import dev.sluice.dataset.run.RunPaths;
import dev.sluice.dataset.run.RunState;
import dev.sluice.dataset.run.RunStatus;
import dev.sluice.dataset.store.Store;
import dev.sluice.testing.LongTest;
import dev.sluice.testing.TestServers;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Snapshots one after the other, of which two stay and what is younger than some seconds, while one holder after the other is
 * suspended and woken some snapshots later.
 */
final class RetentionLoadTest {
  private static final int KEEP = 2;
  private static final int ITEMS = 40;
  private static final int SEGMENTS = 4;
  private static final Duration MIN_PAUSE = Duration.ofSeconds(1);

  /** Of a snapshot, or that there is none any more. */
  private static final String OUTCOME =
      "[0-9a-f]{64}|UNUSABLE: the snapshot of run \\S+ was removed by retention.*";

  @TempDir
  static Path folder;

  private static String table = "";

  @BeforeAll
  static void load() {
    table = TestServers.table("retention");
    TestServers.createTable(table);
    for (int i = 0; i < ITEMS; i++) {
      Map<String, AttributeValue> item = Map.of("id", AttributeValue.fromS("id-" + i));
      TestServers.dynamoDb().putItem(p -> p.tableName(table).item(item));
    }
  }

  @Test
  @Tag("long")
  @Timeout(value = 2, unit = TimeUnit.HOURS)
  void forMinutes() throws Exception {
    Duration half = Duration.ofSeconds(LongTest.size("seconds", 300, 60)).dividedBy(2);
    try (Ground ground = new Ground(folder)) {
      load(ground, ground.inFolder(), half);
      load(ground, ground.inBucket(), half);
    }
  }

  private static void load(Ground ground, URI root, Duration time) throws Exception {
    Random random = new Random(LongTest.seed(14));
    Store store = ground.access(root).open();
    long end = System.nanoTime() + time.toNanos();
    try (HeldHolder late = ground.start(table);
        PublishedWatch watch = PublishedWatch.of(store)) {
      Rounds rounds = new Rounds(ground, root, late, requests(late, root));
      do {
        rounds.next(random);
      } while (System.nanoTime() < end && !watch.isOver());
      atTheEnd(ground, root, store);
      assertThat(watch.end()).as("snapshots seen whole").isGreaterThan(rounds.snapshots);
    }
  }

  /** In each a holder is suspended for some seconds, in which snapshots are made. */
  private static final class Rounds {
    private final Ground ground;
    private final URI root;
    private final HeldHolder late;
    private final int requests;
    private int round;
    private int snapshots;

    Rounds(Ground ground, URI root, HeldHolder late, int requests) {
      this.ground = ground;
      this.root = root;
      this.late = late;
      this.requests = requests;
    }

    /** Retention makes requests too, the more the more there is to remove. */
    void next(Random random) {
      round++;
      Moment moment = new Moment(1 + random.nextInt(2 * requests), How.any(random), "");
      boolean held = late.suspend(task(root, "late-" + round, moment));
      long pause = MIN_PAUSE.plusMillis(random.nextInt(4_000)).toNanos();
      int before = snapshots;
      for (long begin = System.nanoTime(); System.nanoTime() - begin < pause; ) {
        snapshots++;
        export(ground, root, "run-" + snapshots);
      }
      String outcome = late.end();
      late.deliver();
      System.out.printf(
          "retention: %s, %s %s, %d snapshots later: %s%n",
          root.getScheme(),
          held ? "suspended at" : "ended before",
          moment,
          snapshots - before,
          outcome);
      assertThat(outcome).as("round %d, %s", round, moment).matches(OUTCOME);
    }
  }

  private static int requests(HeldHolder late, URI root) {
    Moment never = new Moment(Integer.MAX_VALUE, How.BEFORE, "");
    assertThat(late.begin(task(root, "first", never))).isFalse();
    assertThat(late.end()).matches("[0-9a-f]{64}");
    return late.seen();
  }

  private static Holder.Task task(URI root, String run, Moment moment) {
    return new Holder.Task(root, run, moment, SEGMENTS, KEEP);
  }

  private static void export(Ground ground, URI root, String run) {
    Holder.Task task = task(root, run, Moment.NEVER);
    Manifest manifest = Holder.export(task, ground.access(root), TestServers.settings(), table);
    assertThat(manifest.tables().get(table).written()).isEqualTo(ITEMS);
  }

  /** Once all is quiet, what should stay stays, and of the rest that it was removed. */
  private static void atTheEnd(Ground ground, URI root, Store store) {
    while (store.folders(RunPaths.SNAPSHOTS).stream().anyMatch(run -> isYoung(store, run))) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
    }
    export(ground, root, "last");
    List<String> runs = store.folders(RunPaths.SNAPSHOTS);
    List<String> published =
        runs.stream().filter(run -> state(store, run) == RunStatus.PUBLISHED).toList();
    assertThat(published).hasSize(KEEP).contains("last");
    assertThat(runs).filteredOn(run -> !published.contains(run)).allSatisfy(run -> {
      assertThat(state(store, run)).isEqualTo(RunStatus.REMOVED);
      assertThat(store.list(RunPaths.snapshot(run))).containsExactly(RunPaths.manifest(run));
      assertThat(store.read(RunPaths.plan(run))).isEmpty();
    });
  }

  private static boolean isYoung(Store store, String run) {
    return Stream.of(RunPaths.snapshot(run), "runs/" + run)
        .flatMap(folder -> store.lastChanged(folder).stream())
        .anyMatch(store.now().minus(Holder.QUIET).minusSeconds(1)::isBefore);
  }

  private static RunStatus state(Store store, String run) {
    return RunState.read(store, run).map(RunState::state).orElseThrow();
  }
}
