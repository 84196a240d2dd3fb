package dev.sluice.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.dataset.export.TableRead;
import dev.sluice.dataset.run.Role;
import dev.sluice.dataset.run.RunPlan;
import dev.sluice.dataset.snapshot.Snapshot;
import dev.sluice.dataset.store.Root;
import dev.sluice.dataset.store.StoreAccess;
import dev.sluice.failure.InvalidConfigurationException;
import dev.sluice.failure.ResourceUnavailableException;
import dev.sluice.testing.SampleReads;
import dev.sluice.testing.TestServers;
import dev.sluice.testing.TestSpark;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What has changed between a killed process and the one that goes on. */
final class ResumedExportTest {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  /** Lease, beginning and plan, and then so many chunks, four of eight. */
  private static final int HALF = 3 + 4;

  @TempDir
  Path folder;

  private final String table = TestServers.table("resumed");

  @BeforeEach
  void interrupt() {
    TestServers.createTable(table);
    put(0, 60, "a");
    assertThatThrownBy(() -> export(MortalStore.dyingAt(store(), HALF, true), 0, "settings"))
        .isInstanceOf(Throwable.class);
  }

  @Test
  void theSchemaIsThatOfTheBeginning() {
    put(60, 90, "another");
    RunPlan plan = RunPlan.find(store().open(), "run").orElseThrow();
    Snapshot snapshot = export(store(), 1, "settings");

    assertThat(snapshot.table(table).columns()).containsExactly("id", "a", "_overflow");
    assertThat(snapshot.manifest().scanStartedAt()).isEqualTo(plan.scanStartedAt());
    assertThat(RunPlan.find(store().open(), "run")).contains(plan);
    assertThat(snapshot.manifest().createdAt()).isEqualTo(NOON.plus(Duration.ofHours(1)));
    assertThat(snapshot.table(table).count()).isBetween(61L, 90L);
  }

  @Test
  void whatIsFinishedIsNotReadAgain() {
    for (int i = 0; i < 60; i++) {
      Map<String, AttributeValue> key = Map.of("id", AttributeValue.fromS("id-" + i));
      TestServers.dynamoDb().deleteItem(d -> d.tableName(table).key(key));
    }
    assertThat(export(store(), 1, "settings").table(table).count()).isBetween(5L, 59L);
  }

  /** One of them may have no record yet. */
  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("snapshots/run/tables"))) {
      return files.filter(file -> file.toString().endsWith(".parquet")).toList();
    }
  }

  @Test
  void aFileThatIsDamagedUnderItsRecordEndsTheRun() throws IOException {
    for (Path file : files()) {
      Files.write(file, new byte[3]);
    }
    assertThatThrownBy(() -> export(store(), 1, "settings"))
        .isInstanceOf(ResourceUnavailableException.class)
        .hasMessageContaining("truncated: tables/");
    assertThat(folder.resolve("snapshots/run/manifest.json")).doesNotExist();
  }

  /** One byte of another value: nobody would look at the file again. */
  @Test
  void aFileThatIsChangedUnderItsRecordEndsTheRun() throws IOException {
    for (Path file : files()) {
      byte[] content = Files.readAllBytes(file);
      // in the first page, far from what says how the file lies
      content[20] ^= 1;
      Files.write(file, content);
    }
    assertThatThrownBy(() -> export(store(), 1, "settings"))
        .isInstanceOf(ResourceUnavailableException.class)
        .hasMessageContaining("changed: tables/")
        .hasMessageContaining("same size but other content");
    assertThat(folder.resolve("snapshots/run/manifest.json")).doesNotExist();
  }

  @Test
  void whatItKeptToBeResumedGoesOnceItIsFinished() {
    Snapshot snapshot = export(store(), 1, "settings");

    assertThat(snapshot.table(table).count()).isEqualTo(60);
    assertThat(at(store(), 1).verify(snapshot)).isEmpty();
    assertThat(folder.resolve("runs/run/scan")).doesNotExist();
    assertThat(folder.resolve("runs/run/plan.json")).exists();
  }

  @Test
  void otherSettingsAreRefused() {
    assertThatThrownBy(() -> export(store(), 1, "other settings"))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining("--run-id = run")
        .hasMessageContaining("[setting]");
  }

  @Test
  void anotherTableOfTheSameNameIsRefused() {
    TestServers.dynamoDb().deleteTable(t -> t.tableName(table));
    TestServers.createTable(table);
    put(0, 60, "a");
    assertThatThrownBy(() -> export(store(), 1, "settings"))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining("another table " + table);
  }

  private Snapshot export(StoreAccess store, int hours, String settings) {
    Map<String, String> options = new HashMap<>(SampleReads.options());
    options.put("segments", "32");
    TableRead read = new TableRead(
        SampleReads.settings(table, options), Role.SOURCE, List.of(), null, true, 0, List.of());
    return SampleExport.export(at(store, hours), "run", settings, read);
  }

  private Snapshots at(StoreAccess store, int hours) {
    Clock clock = Clock.fixed(NOON.plus(Duration.ofHours(hours)), ZoneOffset.UTC);
    return new Snapshots(TestSpark.session(), SampleExport.impatient(root()), store, clock);
  }

  private StoreAccess store() {
    return StoreAccess.to(new Root(root()), TestServers.settings());
  }

  private URI root() {
    return folder.toUri();
  }

  private void put(int from, int to, String attribute) {
    for (int i = from; i < to; i++) {
      Map<String, AttributeValue> item =
          Map.of("id", AttributeValue.fromS("id-" + i), attribute, AttributeValue.fromN("" + i));
      TestServers.dynamoDb().putItem(p -> p.tableName(table).item(item));
    }
  }
}
