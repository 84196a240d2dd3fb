package dev.sluice.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.TestServers;
import dev.sluice.TestSpark;
import dev.sluice.dataset.store.Root;
import dev.sluice.dataset.store.StoreAccess;
import dev.sluice.failure.Unusable;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
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

/** A holder that is overtaken while a job of a view's runs. */
final class LostLeaseTest {
  @TempDir
  Path folder;

  /** Spark ends a cancelled job by a checked exception, which nothing declares. */
  @Test
  @Timeout(value = 1, unit = TimeUnit.MINUTES)
  void isToldSoAndNotThatItsJobWasCancelled() {
    StoreAccess access = StoreAccess.to(new Root(folder.toUri()), TestServers.settings());
    isToldSo(access, new Overtaken(access, LostLeaseTest::waitForCancellation));
  }

  /** The other has tidied up what this one was still at, and no beat has seen that yet. */
  @Test
  void isToldSoAndNotWhatIsMissingNow() {
    StoreAccess access = StoreAccess.to(new Root(folder.toUri()), TestServers.settings());
    isToldSo(access, new Overtaken(access, () -> {
      throw new IllegalStateException("no such file");
    }));
  }

  private void isToldSo(StoreAccess access, View overtaken) {
    String table = TestServers.table("lost-lease");
    TestServers.createTable(table);
    Map<String, AttributeValue> item = Map.of("id", AttributeValue.fromS("1"));
    TestServers.dynamoDb().putItem(p -> p.tableName(table).item(item));
    URI root = folder.toUri();
    Snapshots snapshots =
        new Snapshots(TestSpark.session(), SampleExport.impatient(root), access, Clock.systemUTC());

    assertThatThrownBy(() -> SampleExport.export(
            snapshots, "run", "settings", overtaken, SampleExport.read(table, Role.SOURCE)))
        .isInstanceOf(Unusable.class)
        .hasMessageContaining("run run was taken over");
    assertThat(snapshots.find("run")).isEmpty();
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

  /** Another holder comes once it is being made, and it is never made. */
  private record Overtaken(StoreAccess access, Runnable then) implements View {
    @Override
    public void check(Map<Role, KnownTable> tables) {}

    @Override
    public Added add(ViewFolder folder) {
      byte[] next = "{}".getBytes(StandardCharsets.UTF_8);
      assertThat(access.open().create("runs/run/lease-2.json", next, "application/json"))
          .isTrue();
      then.run();
      return Added.NOTHING;
    }
  }
}
