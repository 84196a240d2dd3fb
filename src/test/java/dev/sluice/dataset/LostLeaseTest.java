package dev.sluice.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.dataset.run.Role;
import dev.sluice.dataset.run.RunState;
import dev.sluice.dataset.run.RunStatus;
import dev.sluice.dataset.snapshot.Snapshot;
import dev.sluice.dataset.store.Json;
import dev.sluice.dataset.store.Root;
import dev.sluice.dataset.store.StoreAccess;
import dev.sluice.dataset.view.KnownTable;
import dev.sluice.dataset.view.View;
import dev.sluice.dataset.view.ViewFolder;
import dev.sluice.failure.ResourceUnavailableException;
import dev.sluice.testing.TestServers;
import dev.sluice.testing.TestSpark;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A holder whose run is taken over or removed while it makes a view. */
final class LostLeaseTest {
  private static final String JSON = "application/json";

  @TempDir
  Path folder;

  /** Spark ends a cancelled job by a checked exception, which nothing declares. */
  @Test
  @Timeout(value = 1, unit = TimeUnit.MINUTES)
  void isToldSoAndNotThatItsJobWasCancelled() {
    StoreAccess access = StoreAccess.to(new Root(folder.toUri()), TestServers.settings());
    isToldSo(access, LostLeaseTest::waitForCancellation);
  }

  /** The other has tidied up what this one was still at, and no beat has seen that yet. */
  @Test
  void isToldSoAndNotWhatIsMissingNow() {
    StoreAccess access = StoreAccess.to(new Root(folder.toUri()), TestServers.settings());
    isToldSo(access, () -> {
      throw new IllegalStateException("no such file");
    });
  }

  /** It was suspended, perhaps, and is at what retention is just removing. */
  @Test
  void ofARunThatRetentionRemovesIsToldThat() {
    StoreAccess access = StoreAccess.to(new Root(folder.toUri()), TestServers.settings());
    byte[] removed = removed();
    View removing = new Made(() -> {
      assertThat(access.open().create("snapshots/run/manifest.json", removed, JSON))
          .isTrue();
      throw new IllegalStateException("no such file");
    });
    assertThatThrownBy(() -> export(access, removing))
        .isInstanceOf(ResourceUnavailableException.class)
        .hasMessageContaining("the snapshot of run run was removed by retention");
  }

  /** Retention comes between two looks. */
  @Test
  void whatIsRemovedWhileItIsLookedForIsNotTakenForDamaged() {
    StoreAccess access = StoreAccess.to(new Root(folder.toUri()), TestServers.settings());
    export(access, View.NONE);
    Moment looked = new Moment(1, Moment.How.AFTER, "(read|fetch) snapshots/run/manifest.json");
    WatchedStore watched = new WatchedStore(
        access, looked, () -> access.open().write("snapshots/run/manifest.json", removed(), JSON));
    Snapshots snapshots = snapshots(watched.access());

    assertThat(snapshots.find("run")).isPresent();
    assertThat(snapshots.manifest("run")).isEmpty();
    assertThatThrownBy(() -> snapshots.find("run"))
        .isInstanceOf(ResourceUnavailableException.class)
        .hasMessageContaining("removed by retention");
  }

  private static byte[] removed() {
    Instant now = Instant.now();
    return Json.write(new RunState(RunStatus.REMOVED, "run", now, now, now, null, Map.of()));
  }

  private void isToldSo(StoreAccess access, Runnable then) {
    View overtaken = new Made(() -> {
      byte[] next = "{}".getBytes(StandardCharsets.UTF_8);
      assertThat(access.open().create("runs/run/lease-2.json", next, JSON)).isTrue();
      then.run();
    });
    assertThatThrownBy(() -> export(access, overtaken))
        .isInstanceOf(ResourceUnavailableException.class)
        .hasMessageContaining("run run was taken over");
  }

  private void export(StoreAccess access, View view) {
    String table = TestServers.table("lost-lease");
    TestServers.createTable(table);
    Map<String, AttributeValue> item = Map.of("id", AttributeValue.fromS("1"));
    TestServers.dynamoDb().putItem(p -> p.tableName(table).item(item));
    Snapshot unused = SampleExport.export(
        snapshots(access), "run", "settings", view, SampleExport.read(table, Role.SOURCE));
  }

  private Snapshots snapshots(StoreAccess access) {
    return new Snapshots(
        TestSpark.session(), SampleExport.impatient(folder.toUri()), access, Clock.systemUTC());
  }

  private static void waitForCancellation() {
    JavaSparkContext.fromSparkContext(TestSpark.session().sparkContext())
        .parallelize(List.of(1))
        .foreach(each -> {
          while (!TaskContext.get().isInterrupted()) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
          }
        });
  }

  /** Does that. */
  private record Made(Runnable then) implements View {
    @Override
    public void check(Map<Role, KnownTable> tables) {}

    @Override
    public Added add(ViewFolder folder) {
      then.run();
      return Added.NOTHING;
    }
  }
}
