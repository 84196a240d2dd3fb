package dev.sluice.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.TestServers;
import dev.sluice.TestSpark;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process that dies at one of its writes, and another that goes on with the same run id. */
final class KilledExportTest {
  private static final int PIECES = 12;
  private static final TableRead READ = inSegments();
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

  @TempDir
  Path folder;

  @BeforeAll
  static void load() {
    TestServers.sampleTables();
  }

  @Test
  void whatARunHasFinishedItKeeps() {
    killSome(5, 1);
  }

  @Test
  @Tag("long")
  @Timeout(value = 1, unit = TimeUnit.HOURS)
  void whateverTheMoment() {
    killSome(50, Long.getLong("sluice.long.seed", 2));
  }

  private void killSome(int kills, long seed) {
    Snapshot undisturbed = SampleExport.export(root("whole"), "run", READ);
    List<String> items = items(undisturbed);
    Random random = new Random(seed);
    // lease, plan, the pieces, schema, two confirmations, manifest, latest, and 14 leavings
    int writes = 2 + PIECES + 5 + PIECES + 1;
    for (int kill = 0; kill < kills; kill++) {
      int at = 1 + random.nextInt(writes);
      URI root = root("killed-" + kill);
      killed(root, at, random.nextBoolean());
      Snapshots survivor = at(root, StoreAccess.to(new Root(root), TestServers.settings()), 1);
      survivor.latest().ifPresent(s -> assertThat(s.manifest().runId()).isEqualTo("run"));
      Snapshot resumed = SampleExport.export(survivor, "run", "settings", READ);

      assertThat(items(resumed)).as("killed at write %d", at).isEqualTo(items);
      assertThat(counts(resumed)).isEqualTo(counts(undisturbed));
      assertThat(resumed.schemas()).isEqualTo(undisturbed.schemas());
      assertThat(survivor.verify(resumed)).isEmpty();
      assertThat(survivor.latest()).map(Snapshot::manifest).contains(resumed.manifest());
    }
  }

  private void killed(URI root, int at, boolean after) {
    StoreAccess mortal =
        MortalStore.dyingAt(StoreAccess.to(new Root(root), TestServers.settings()), at, after);
    assertThatThrownBy(() -> SampleExport.export(at(root, mortal, 0), "run", "settings", READ))
        .isInstanceOf(Throwable.class);
  }

  private static Snapshots at(URI root, StoreAccess access, int start) {
    Clock clock = Clock.fixed(NOW.plus(Duration.ofHours(start)), ZoneOffset.UTC);
    return new Snapshots(
        TestSpark.session(), new DatasetSettings(root, 128L << 20, "zstd"), access, clock);
  }

  private static List<String> items(Snapshot snapshot) {
    return snapshot.table("mlops-experiments").toJSON().collectAsList().stream()
        .sorted()
        .toList();
  }

  private static Map<String, Object> counts(Snapshot snapshot) {
    Map<String, Object> counts = new TreeMap<>();
    snapshot
        .manifest()
        .tables()
        .forEach((name, t) -> counts.put(
            name,
            List.of(
                t.kind(),
                t.tableId(),
                t.role(),
                t.scanned(),
                t.filtered(),
                t.expired(),
                t.rejected(),
                t.written(),
                t.columns())));
    return counts;
  }

  private URI root(String name) {
    return folder.resolve(name).toUri();
  }

  private static TableRead inSegments() {
    Map<String, String> options = new HashMap<>(SampleExport.EXPERIMENTS.options());
    options.put("segments", Integer.toString(4 * PIECES));
    return new TableRead("mlops-experiments", Role.EXPERIMENTS, options, List.of(), null, true, 0);
  }
}
