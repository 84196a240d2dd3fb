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

/** A holder that is overtaken while a job of a view's runs. */
final class LostLeaseTest {
  @TempDir
  Path folder;

  /** Spark ends a cancelled job by a checked exception, which nothing declares. */
  @Test
  @Timeout(value = 1, unit = TimeUnit.MINUTES)
  void isToldSoAndNotThatItsJobWasCancelled() {
    TestServers.sampleTables();
    URI root = folder.toUri();
    StoreAccess access = StoreAccess.to(new Root(root), TestServers.settings());
    Snapshots snapshots =
        new Snapshots(TestSpark.session(), SampleExport.impatient(root), access, Clock.systemUTC());
    View overtaken = new Overtaken(access);

    assertThatThrownBy(() ->
            SampleExport.export(snapshots, "run", "settings", overtaken, SampleExport.EXPERIMENTS))
        .isInstanceOf(Unusable.class)
        .hasMessageContaining("run run was taken over");
    assertThat(snapshots.find("run")).isEmpty();
  }

  /** Another holder comes once it is being made, and it is never made. */
  private record Overtaken(StoreAccess access) implements View {
    @Override
    public void check(Map<Role, KnownTable> tables) {}

    @Override
    public Added add(ViewFolder folder) {
      byte[] next = "{}".getBytes(StandardCharsets.UTF_8);
      assertThat(access.open().create("runs/run/lease-2.json", next, "application/json"))
          .isTrue();
      JavaSparkContext.fromSparkContext(TestSpark.session().sparkContext())
          .parallelize(List.of(1))
          .foreach(each -> {
            while (!TaskContext.get().isInterrupted()) {
              LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
            }
          });
      return Added.NOTHING;
    }
  }
}
