package dev.sluice.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.dataset.export.TableRead;
import dev.sluice.dataset.run.Role;
import dev.sluice.dataset.run.RunPaths;
import dev.sluice.dataset.snapshot.Snapshot;
import dev.sluice.dataset.store.Json;
import dev.sluice.dataset.store.Root;
import dev.sluice.dataset.store.Store;
import dev.sluice.dataset.store.StoreAccess;
import dev.sluice.dataset.view.View;
import dev.sluice.failure.DataGateException;
import dev.sluice.failure.InvalidConfigurationException;
import dev.sluice.failure.ResourceUnavailableException;
import dev.sluice.testing.SampleReads;
import dev.sluice.testing.TestServers;
import dev.sluice.testing.TestSpark;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A run goes on with its records only where they fit the table, each other and its counts. */
final class ResumedRecordsTest {
  private static String table = "";

  @TempDir
  Path folder;

  @BeforeAll
  static void load() {
    table = TestServers.table("records");
    TestServers.createTable(table);
    for (int i = 0; i < 20; i++) {
      Map<String, AttributeValue> item = Map.of("id", AttributeValue.fromS("id-" + i));
      TestServers.dynamoDb().putItem(p -> p.tableName(table).item(item));
    }
  }

  @BeforeEach
  void stopBehindTheChunk() {
    OvertakenStore stopped = OvertakenStore.after(store(), "create runs/run/scan/", () -> {
      throw new IllegalStateException("stopped");
    });
    assertThatThrownBy(() -> export(stopped.access())).hasMessageContaining("stopped");
  }

  @Test
  void aTableOfAnotherAccountIsRefused() {
    edit(RunPaths.plan("run"), plan -> table(plan).put("arn", "arn:aws:dynamodb:x:2:table/t"));
    assertThatThrownBy(() -> export(store()))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining("was begun with table arn:aws:dynamodb:x:2:table/t, not ");
  }

  /** Its chunks would be ranges of something else. */
  @Test
  void anotherWayOfReadingIsRefused() {
    edit(RunPaths.plan("run"), plan -> table(plan).put("kind", "query"));
    assertThatThrownBy(() -> export(store()))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining("when table " + table + " was read by another access path");
  }

  @Test
  void aChunkThatDoesNotJoinEndsTheRunByName() {
    edit(chunk(), chunk -> chunk.put("from", "elsewhere"));
    assertThatThrownBy(() -> export(store()))
        .isInstanceOf(ResourceUnavailableException.class)
        .hasMessageContaining("table " + table + ": the records of range 0 do not join");
    assertThat(store().open().read(RunPaths.manifest("run"))).isEmpty();
  }

  /** Twenty items that no filter took away are twenty rows. The same records fail it again. */
  @Test
  void countsThatDoNotAddUpFailTheRunForGood() {
    edit(chunk(), chunk -> chunk.put("scanned", 21));
    for (int start = 1; start <= 2; start++) {
      assertThatThrownBy(() -> export(store()))
          .isInstanceOf(DataGateException.class)
          .hasMessageContaining("table " + table + ": the counts do not add up");
    }
    assertThat(store().open().read("latest.json")).isEmpty();
  }

  private String chunk() {
    return store().open().list("runs/run/scan").stream()
        .filter(path -> !path.contains("/lost/"))
        .findFirst()
        .orElseThrow();
  }

  private static ObjectNode table(ObjectNode plan) {
    return (ObjectNode) plan.get("tables").get(0);
  }

  private void edit(String path, Consumer<ObjectNode> change) {
    Store store = store().open();
    ObjectNode document = Json.read(store.read(path).orElseThrow(), ObjectNode.class, "it");
    change.accept(document);
    store.write(path, Json.write(document), "application/json");
  }

  private Snapshot export(StoreAccess access) {
    Map<String, String> options = new HashMap<>(SampleReads.options());
    options.put("segments", "1");
    TableRead read = new TableRead(
        SampleReads.settings(table, options), Role.SOURCE, List.of(), null, true, 0, List.of());
    Snapshots snapshots = new Snapshots(
        TestSpark.session(), SampleExport.impatient(root()), access, Clock.systemUTC());
    return SampleExport.export(snapshots, "run", "settings", View.NONE, read);
  }

  private StoreAccess store() {
    return StoreAccess.to(new Root(root()), TestServers.settings());
  }

  private URI root() {
    return folder.toUri();
  }
}
