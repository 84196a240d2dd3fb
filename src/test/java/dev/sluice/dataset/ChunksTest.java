package dev.sluice.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.dataset.export.TableRead;
import dev.sluice.dataset.layout.DayColumn;
import dev.sluice.dataset.run.Checkpoint;
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
import dev.sluice.failure.BudgetExhaustedException;
import dev.sluice.table.TableDescription;
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
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A table whose items all have one partition key, so that one segment holds them all: it is read in chunks all the same. */
final class ChunksTest {
  private static final int ITEMS = 60;
  /** About 900 units in all. */
  private static final int BYTES = 120_000;

  private static String table = "";

  @TempDir
  Path folder;

  @BeforeAll
  static void load() {
    table = TestServers.table("skewed");
    TestServers.createTable(
        table,
        List.of(new TableDescription.Key("model", "S"), new TableDescription.Key("at", "N")));
    for (int i = 0; i < ITEMS; i++) {
      Map<String, AttributeValue> item = Map.of(
          "model", AttributeValue.fromS("hot"),
          "at", AttributeValue.fromN(Integer.toString(i)),
          "day", AttributeValue.fromS("2026-10-%02d".formatted(1 + i * 7 % 28)),
          "text", AttributeValue.fromS("x".repeat(BYTES)));
      TestServers.dynamoDb().putItem(p -> p.tableName(table).item(item));
    }
  }

  /** What is read before a budget is reached is kept, though no segment comes to its end. */
  @Tag("thorough")
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void everyStartGoesOnBehindTheOneBefore(boolean byDay) {
    int starts = 1;
    double before = 0;
    while (!ended(byDay)) {
      double units = recorded();
      assertThat(units).as("start %d", starts).isGreaterThan(before);
      before = units;
      assertThat(++starts).isLessThan(12);
    }
    assertThat(starts).isGreaterThan(3);
    check(byDay);
  }

  /** A chunk ends at the next page once it is large enough, and another attempt goes on there. */
  @Tag("thorough")
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aRangeIsRecordedChunkByChunk(boolean byDay) {
    assertThatThrownBy(() -> export(byDay, 1_000_000, MortalStore.dyingAt(access(), 3, true)))
        .isInstanceOf(MortalStore.Killed.class);
    Store store = access().open();
    ObjectNode plan =
        Json.read(store.read(RunPaths.plan("run")).orElseThrow(), ObjectNode.class, "it");
    ((ObjectNode) plan.get("tables").get(0)).put("chunkUnits", 100);
    store.write(RunPaths.plan("run"), Json.write(plan), "application/json");

    // behind the lease, the beginning, the ranges that are empty and two chunks of the other
    int ranges = plan.at("/tables/0/ranges").intValue();
    StoreAccess mortal = MortalStore.dyingAt(access(), 2 + ranges + 1, true);
    assertThatThrownBy(() -> export(byDay, 1_000_000, mortal)).isInstanceOf(Throwable.class);
    assertThat(recorded()).isPositive();
    Manifest manifest = export(byDay, 1_000_000, access()).manifest();

    Manifest.TableEntry entry = manifest.tables().get(table);
    assertThat(entry.coverage().chunks())
        .isGreaterThan(entry.coverage().ranges().size());
    check(byDay);
  }

  @Test
  void verifyMissesAChunkByItsEnds() {
    export(false, 1_000_000, access());
    Store store = access().open();
    ObjectNode manifest =
        Json.read(store.read(RunPaths.manifest("run")).orElseThrow(), ObjectNode.class, "it");
    var ranges = manifest.at("/tables/" + table + "/coverage/ranges");
    ((com.fasterxml.jackson.databind.node.ArrayNode) ranges.get(0)).remove(1);
    store.write(RunPaths.manifest("run"), Json.write(manifest), "application/json");

    Snapshots snapshots = snapshots(false, access());
    assertThat(snapshots.verify(snapshots.find("run").orElseThrow()))
        .containsExactly("coverage: " + table + ": range 0 was not read to its end");
  }

  private boolean ended(boolean byDay) {
    try {
      export(byDay, 260, access());
      return true;
    } catch (BudgetExhaustedException e) {
      return false;
    }
  }

  private double recorded() {
    RunPlan plan = RunPlan.find(access().open(), "run").orElseThrow();
    return new Checkpoint(access(), "run", plan.planId(), table)
        .read().values().stream()
            .flatMap(List::stream)
            .mapToDouble(chunk -> chunk.consumedReadUnits())
            .sum();
  }

  private void check(boolean byDay) {
    Snapshots snapshots = snapshots(byDay, access());
    Snapshot snapshot = snapshots.find("run").orElseThrow();
    assertThat(snapshot.table(table).select("at").orderBy("at").collectAsList())
        .extracting(ChunksTest::number)
        .containsExactlyElementsOf(
            IntStream.range(0, ITEMS).mapToObj(Integer::valueOf).toList());
    Manifest.TableEntry entry = snapshot.manifest().tables().get(table);
    assertThat(entry.scanned()).isEqualTo(ITEMS);
    assertThat(entry.coverage().unfinished()).isEmpty();
    assertThat(snapshots.verify(snapshot)).isEmpty();
    if (byDay) {
      assertThat(snapshot.manifest().files().stream().filter(file -> file.isIn("tables")))
          .allMatch(file -> file.path().contains("/event_day=2026-10-"));
    }
  }

  private static int number(Row row) {
    return ((Number) row.get(0)).intValue();
  }

  private Snapshot export(boolean byDay, int maxUnits, StoreAccess access) {
    Map<String, String> options = new HashMap<>(SampleReads.options());
    options.put("max-units", Integer.toString(maxUnits));
    TableRead read = new TableRead(
        SampleReads.settings(table, options), Role.SOURCE, List.of(), null, true, 0, List.of());
    return SampleExport.export(snapshots(byDay, access), "run", "settings", View.NONE, read);
  }

  private Snapshots snapshots(boolean byDay, StoreAccess access) {
    DatasetSettings settings = new DatasetSettings(
            root(), 128L << 20, "zstd", byDay ? new ByDay() : null, null)
        .with(new dev.sluice.dataset.run.LeaseTimes(Duration.ofMillis(500)), Duration.ZERO);
    return new Snapshots(TestSpark.session(), settings, access, Clock.systemUTC());
  }

  private record ByDay() implements DayColumn {
    private static final long serialVersionUID = 1;

    @Override
    public Column of(StructType schema) {
      return functions.col("day");
    }
  }

  private URI root() {
    return folder.toUri();
  }

  private StoreAccess access() {
    return StoreAccess.to(new Root(root()), TestServers.settings());
  }
}
