package dev.sluice.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.dataset.export.TableRead;
import dev.sluice.dataset.run.Manifest;
import dev.sluice.dataset.run.Role;
import dev.sluice.dataset.run.RunPaths;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Two holders in one range, whose chunks end at different keys: the chunk that was recorded first counts. */
@Tag("thorough")
final class OvertakenChunksTest {
  private static final int ITEMS = 60;
  /** About 900 units in all, 128 a page. */
  private static final int BYTES = 120_000;

  private static final int ALL = 1_000_000;

  private static String table = "";

  @TempDir
  Path folder;

  @BeforeAll
  static void load() {
    table = TestServers.table("overtaken-chunks");
    TestServers.createTable(
        table,
        List.of(new TableDescription.Key("model", "S"), new TableDescription.Key("at", "N")));
    for (int i = 0; i < ITEMS; i++) {
      Map<String, AttributeValue> item = Map.of(
          "model", AttributeValue.fromS("hot"),
          "at", AttributeValue.fromN(Integer.toString(i)),
          "text", AttributeValue.fromS("x".repeat(BYTES)));
      TestServers.dynamoDb().putItem(p -> p.tableName(table).item(item));
    }
  }

  /** It is the shorter one, and others follow on the longer. */
  @Test
  void aLateRecordReplacesNone() {
    OvertakenStore late = OvertakenStore.before(store(), "create runs/run/scan/", () -> {
      stopped(300, store());
      stopped(300, store());
    });
    stopped(150, late.access());

    assertThat(late.come()).isTrue();
    export(ALL, store());
    check();
  }

  /** Behind the other's chunk, which is the shorter one, not behind its own. */
  @Test
  void whoIsLateReadsOnBehindTheOther() {
    OvertakenStore planning =
        OvertakenStore.after(store(), "create runs/run/plan.json", OvertakenChunksTest::stop);
    assertThatThrownBy(() -> export(ALL, planning.access())).hasMessage("stopped");
    chunksOf(250);

    OvertakenStore late =
        OvertakenStore.before(store(), "create runs/run/scan/", () -> stopped(140, store()));
    Manifest.TableEntry entry = export(ALL, late.access()).manifest().tables().get(table);

    assertThat(late.come()).isTrue();
    assertThat(entry.coverage().chunks()).isGreaterThan(2);
    check();
  }

  private static void stop() {
    throw new IllegalStateException("stopped");
  }

  private void stopped(int maxUnits, StoreAccess access) {
    assertThatThrownBy(() -> export(maxUnits, access)).isInstanceOf(BudgetExhaustedException.class);
  }

  private void chunksOf(int units) {
    Store store = store().open();
    ObjectNode plan =
        Json.read(store.read(RunPaths.plan("run")).orElseThrow(), ObjectNode.class, "it");
    ((ObjectNode) plan.get("tables").get(0)).put("chunkUnits", units);
    store.write(RunPaths.plan("run"), Json.write(plan), "application/json");
  }

  private void check() {
    Snapshots snapshots = snapshots(store());
    Snapshot snapshot = snapshots.find("run").orElseThrow();
    assertThat(snapshot.table(table).select("at").orderBy("at").collectAsList())
        .extracting(row -> ((Number) row.get(0)).intValue())
        .containsExactlyElementsOf(IntStream.range(0, ITEMS).boxed().toList());
    assertThat(snapshots.verify(snapshot)).isEmpty();
  }

  private Snapshot export(int maxUnits, StoreAccess access) {
    Map<String, String> options = new HashMap<>(SampleReads.options());
    options.put("max-units", Integer.toString(maxUnits));
    options.put("segments", "1");
    TableRead read = new TableRead(
        SampleReads.settings(table, options), Role.SOURCE, List.of(), null, true, 0, List.of());
    return SampleExport.export(snapshots(access), "run", "settings", View.NONE, read);
  }

  private Snapshots snapshots(StoreAccess access) {
    return new Snapshots(
        TestSpark.session(), SampleExport.impatient(root()), access, Clock.systemUTC());
  }

  private StoreAccess store() {
    return StoreAccess.to(new Root(root()), TestServers.settings());
  }

  private URI root() {
    return folder.toUri();
  }
}
