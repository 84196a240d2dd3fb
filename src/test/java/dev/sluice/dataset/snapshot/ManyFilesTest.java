package dev.sluice.dataset.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.dataset.run.FileEntry;
import dev.sluice.dataset.run.Manifest;
import dev.sluice.dataset.run.RunPaths;
import dev.sluice.dataset.run.RunState;
import dev.sluice.dataset.run.RunStatus;
import dev.sluice.dataset.store.Json;
import dev.sluice.dataset.store.Root;
import dev.sluice.dataset.store.Store;
import dev.sluice.dataset.store.StoreAccess;
import dev.sluice.item.Sha256;
import dev.sluice.table.AwsSettings;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.ObjLongConsumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A snapshot of 100,000 files, 12.8 TB of good size, and a process whose whole heap is 96 MiB. */
@Tag("thorough")
final class ManyFilesTest {
  private static final int FILES = 100_000;
  private static final String RUN = "run";

  @TempDir
  Path folder;

  @Test
  void aDriverHoldsLittleOfEach() throws Exception {
    Path said = folder.resolve("said.txt");
    Process driver = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx96m",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            ManyFilesTest.class.getName(),
            folder.toUri().toString())
        .redirectErrorStream(true)
        .redirectOutput(said.toFile())
        .start();

    assertThat(driver.waitFor(2, TimeUnit.MINUTES)).isTrue();
    assertThat(driver.exitValue()).as(Files.readString(said)).isZero();
  }

  /** All that a driver does with a snapshot's files: lists and settles them, publishes, reads and compares. */
  public static void main(String[] args) {
    URI root = URI.create(args[0]);
    Store store = store(
        StoreAccess.to(new Root(root), new AwsSettings(null, null, null, null)).open());
    publish(store);
    String path = RunPaths.manifest(RUN);
    RunState.read(store, RUN).ifPresent(RunState::mustBePublished);
    Manifest manifest = Json.read(store.read(path).orElseThrow(), Manifest.class, path);
    new SnapshotFiles(store, RUN).tidy(manifest);
    SnapshotFiles.Differences differences = new SnapshotFiles(store, RUN).compare(manifest);
    boolean same = differences.missing().isEmpty()
        && differences.extra().isEmpty()
        && differences.resized().isEmpty()
        && manifest.files().size() == FILES
        && new TrainingCheck(new Root(root), store, manifest).differences().isEmpty();
    System.exit(same ? 0 : 1);
  }

  private static void publish(Store store) {
    List<FileEntry> files = new ArrayList<>();
    for (int i = 0; i < FILES; i++) {
      String digest = Sha256.of(file(i).getBytes(StandardCharsets.UTF_8));
      files.add(new FileEntry(file(i), i, i, digest));
    }
    Manifest manifest = new Manifest(
        RunStatus.PUBLISHED,
        RUN,
        Instant.EPOCH,
        Instant.EPOCH,
        Instant.EPOCH,
        "hash",
        null,
        Map.of(),
        Map.of(),
        Map.of(),
        files);
    new SnapshotFiles(store, RUN).mustBeThere(manifest);
    store.create(RunPaths.manifest(RUN), Json.write(manifest), "application/json");
  }

  private static String file(int i) {
    return "tables/InferenceMetadata/part-%05d-5f3a9c1e-0.parquet".formatted(i);
  }

  /** Its documents are there; of the files, only their names and sizes. */
  private static Store store(Store documents) {
    return (Store) Proxy.newProxyInstance(
        Store.class.getClassLoader(), new Class<?>[] {Store.class}, (proxy, method, args) -> {
          if (args.length == 2 && args[1] instanceof ObjLongConsumer<?>) {
            @SuppressWarnings("unchecked") // the only such parameter that a store's method has
            ObjLongConsumer<String> found = (ObjLongConsumer<String>) args[1];
            for (int i = 0; i < FILES; i++) {
              found.accept(args[0] + "/" + file(i), i);
            }
            return null;
          }
          return method.invoke(documents, args);
        });
  }
}
