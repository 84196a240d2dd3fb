package dev.sluice.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.dataset.export.TableRead;
import dev.sluice.dataset.run.Checkpoint;
import dev.sluice.dataset.run.LeaseTimes;
import dev.sluice.dataset.run.Manifest;
import dev.sluice.dataset.run.Role;
import dev.sluice.dataset.run.RunPaths;
import dev.sluice.dataset.run.RunPlan;
import dev.sluice.dataset.snapshot.Snapshot;
import dev.sluice.dataset.store.Json;
import dev.sluice.dataset.store.Root;
import dev.sluice.dataset.store.Store;
import dev.sluice.dataset.store.StoreAccess;
import dev.sluice.dataset.view.View;
import dev.sluice.export.ExportWriter;
import dev.sluice.failure.InvalidConfigurationException;
import dev.sluice.testing.SampleReads;
import dev.sluice.testing.TestServers;
import dev.sluice.testing.TestSpark;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A run that reads an export: what it records, and how it goes on. */
final class ExportedSnapshotTest {
  private static final int ITEMS = 60;

  /** Enough for one item on a page. */
  private static final int BYTES = 700_000;

  private final String table = TestServers.table("exported");

  @TempDir
  Path folder;

  /** A chunk ends at the next page once it is large enough, and another attempt goes on there. */
  @Test
  void aKilledRunGoesOnWhereItsRecordsEnd() {
    String path = export(ITEMS);
    assertThatThrownBy(() -> run(path, MortalStore.dyingAt(access(), 3, true)))
        .isInstanceOf(MortalStore.Killed.class);
    Store store = access().open();
    ObjectNode plan =
        Json.read(store.read(RunPaths.plan("run")).orElseThrow(), ObjectNode.class, "it");
    ObjectNode planned = (ObjectNode) plan.get("tables").get(0);
    assertThat(planned.path("kind").asText()).isEqualTo("export");
    assertThat(planned.path("segments").asInt()).isEqualTo(3);
    planned.put("chunkUnits", 5 * 128);
    store.write(RunPaths.plan("run"), Json.write(plan), "application/json");

    StoreAccess mortal = MortalStore.dyingAt(access(), 6, true);
    assertThatThrownBy(() -> run(path, mortal)).isInstanceOf(Throwable.class);
    long before = recorded();
    assertThat(before).isPositive().isLessThan(ITEMS);
    Snapshot snapshot = run(path, access());

    Manifest.TableEntry entry = snapshot.manifest().tables().get(table);
    assertThat(entry.scanned()).isEqualTo(ITEMS);
    assertThat(entry.written()).isEqualTo(ITEMS);
    assertThat(entry.consumedReadUnits()).isZero();
    assertThat(entry.coverage().chunks())
        .isGreaterThan(entry.coverage().ranges().size());
    assertThat(snapshot.table(table).select("id").distinct().count()).isEqualTo(ITEMS);
    assertThat(snapshots(access()).verify(snapshot)).isEmpty();
  }

  /** Figures are ordered by the time of the items, which is the export's. */
  @Test
  void theTimeOfTheItemsIsThatOfTheExport() {
    run(export(2), access());

    RunPlan plan = RunPlan.find(access().open(), "run").orElseThrow();
    assertThat(plan.scanStartedAt()).isEqualTo("2026-11-20T01:02:03.456Z");
    assertThat(plan.tables().get(0).tableId()).endsWith("/export/01700000000000-0a1b2c3d");
  }

  /** Its files may be others, so its positions are worth nothing. */
  @Test
  void aRunDoesNotGoOnWithAnotherExport() {
    String path = export(4);
    assertThatThrownBy(() -> run(path, MortalStore.dyingAt(access(), 5, true)))
        .isInstanceOf(Throwable.class);
    assertThat(RunPlan.find(access().open(), "run")).isPresent();
    ExportWriter.of(table, items(5))
        .files(2)
        .id("01700000000001-ffffffff")
        .write()
        .at(path);

    assertThatThrownBy(() -> run(path, access()))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining("--run-id")
        .hasMessageContaining("was begun with another table");
  }

  private String export(int number) {
    return ExportWriter.of(table, items(number)).files(2).write().in(folder).toString();
  }

  private static List<Map<String, AttributeValue>> items(int number) {
    return IntStream.range(0, number)
        .mapToObj(n -> Map.of(
            "id", AttributeValue.fromS("i" + n),
            "text", AttributeValue.fromS("x".repeat(BYTES))))
        .toList();
  }

  private long recorded() {
    RunPlan plan = RunPlan.find(access().open(), "run").orElseThrow();
    return new Checkpoint(access(), "run", plan.planId(), table)
        .read().values().stream()
            .flatMap(List::stream)
            .mapToLong(chunk -> chunk.scanned())
            .sum();
  }

  private Snapshot run(String path, StoreAccess access) {
    Map<String, String> options = new HashMap<>(SampleReads.options());
    options.put("export-path", path);
    TableRead read = new TableRead(
        SampleReads.settings(table, options), Role.SOURCE, List.of(), null, false, 0, List.of());
    return SampleExport.export(snapshots(access), "run", "settings", View.NONE, read);
  }

  private Snapshots snapshots(StoreAccess access) {
    DatasetSettings settings = new DatasetSettings(root(), 128L << 20, "zstd", null, null)
        .with(new LeaseTimes(Duration.ofMillis(500)), Duration.ZERO);
    return new Snapshots(TestSpark.session(), settings, access, Clock.systemUTC());
  }

  private URI root() {
    return folder.resolve("root").toUri();
  }

  private StoreAccess access() {
    return StoreAccess.to(new Root(root()), TestServers.settings());
  }
}
