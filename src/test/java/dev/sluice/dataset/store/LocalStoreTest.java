package dev.sluice.dataset.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.failure.ResourceUnavailableException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Locks and file systems of a folder. */
final class LocalStoreTest {
  private static final String TEXT = "text/plain";

  @TempDir
  Path folder;

  @Test
  void aLockThatAnotherProcessHoldsIsGivenUpByName() throws IOException {
    Store store = store(Duration.ofMillis(200));
    store.write("doc", bytes("one"), TEXT);
    String version = store.fetch("doc").orElseThrow().version();
    assertThat(store.replace("doc", bytes("two"), TEXT, version)).isTrue();
    String now = store.fetch("doc").orElseThrow().version();
    Path lock = locks().get(0);
    // a lock that this virtual machine's channel holds is as another's to the store
    try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
        FileLock held = channel.lock()) {
      assertThat(held.isValid()).isTrue();
      assertThatThrownBy(() -> store.replace("doc", bytes("three"), TEXT, now))
          .isInstanceOf(ResourceUnavailableException.class)
          .hasMessageContainingAll(folder.toUri().getPath(), "doc", lock.toString());
    }
    assertThat(store.replace("doc", bytes("three"), TEXT, now)).isTrue();
  }

  /** A process that is suspended while it replaces a document keeps nobody from anything else. */
  @Test
  void onlyReplacingTheSameDocumentWaitsForALock() throws IOException {
    Store store = store(Duration.ofMillis(200));
    store.write("doc", bytes("one"), TEXT);
    store.replace("doc", bytes("two"), TEXT, store.fetch("doc").orElseThrow().version());
    try (FileChannel channel = FileChannel.open(locks().get(0), StandardOpenOption.WRITE);
        FileLock held = channel.lock()) {
      assertThat(held.isValid()).isTrue();
      assertThat(store.create("doc", bytes("three"), TEXT)).isFalse();
      for (int i = 0; i < 200; i++) {
        store.write("other-" + i, bytes("one"), TEXT);
        String version = store.fetch("other-" + i).orElseThrow().version();
        assertThat(store.replace("other-" + i, bytes("two"), TEXT, version)).isTrue();
      }
      store.write("doc", bytes("three"), TEXT);
      store.delete("doc");
      assertThat(store.create("doc", bytes("four"), TEXT)).isTrue();
    }
  }

  @Test
  void aThreadOfThisProcessIsWaitedForAndGivenUpLikewise() throws IOException {
    DocumentLocks locks = new DocumentLocks(folder, Duration.ofMillis(100));
    CountDownLatch locked = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    CompletableFuture<Integer> other = CompletableFuture.supplyAsync(() -> {
      try {
        return locks.locked("doc", () -> {
          locked.countDown();
          try {
            release.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return 1;
        });
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    });
    assertThat(locked).satisfies(CountDownLatch::await);
    assertThatThrownBy(() -> locks.locked("doc", () -> 2))
        .isInstanceOf(DocumentLocks.LockTimeoutException.class);
    release.countDown();
    assertThat(other.join()).isEqualTo(1);
    assertThat(locks.locked("doc", () -> 3)).isEqualTo(3);
  }

  /** Another process: takes the lock, says so and keeps it. */
  static final class Holder {
    public static void main(String[] folder) throws IOException {
      DocumentLocks locks = new DocumentLocks(Path.of(folder[0]), Duration.ofSeconds(10));
      int unused = locks.locked("doc", () -> {
        System.out.println("locked");
        return System.in.read();
      });
    }
  }

  @Test
  void anotherProcessKeepsItsLockUntilItIsKilled() throws Exception {
    Store store = store(Duration.ofMillis(200));
    store.write("doc", bytes("none"), TEXT);
    String version = store.fetch("doc").orElseThrow().version();
    Process other = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Holder.class.getName(),
            folder.resolve(".writing").toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
    try (BufferedReader said = other.inputReader(StandardCharsets.UTF_8)) {
      assertThat(said.readLine()).isEqualTo("locked");
      assertThatThrownBy(() -> store.replace("doc", bytes("one"), TEXT, version))
          .isInstanceOf(ResourceUnavailableException.class)
          .hasMessageContaining("held by another process");
    } finally {
      other.destroyForcibly().waitFor();
    }
    assertThat(store.replace("doc", bytes("two"), TEXT, version)).isTrue();
  }

  @Test
  void whatAKilledWriterLeavesIsInNobodysWay() throws IOException {
    Store store = store(Duration.ofSeconds(1));
    store.write("doc", bytes("one"), TEXT);
    Files.write(folder.resolve(".writing/left.tmp"), bytes("half"));
    assertThat(store.create("other", bytes("two"), TEXT)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "nfs, true",
    "nfs4, true",
    "NFS, true",
    "cifs, true",
    "smb3, true",
    "smbfs, true",
    "fuse.sshfs, true",
    "fuse.mount-s3, true",
    "fuse.s3fs, true",
    "fuse.grpcfuse, false",
    "virtiofs, false",
    "ext4, false",
    "xfs, false",
    "overlay, false",
    "tmpfs, false",
    "apfs, false",
    "btrfs, false",
    "9p, false",
  })
  void networkFileSystemsAreTold(String type, boolean network) {
    assertThat(NetworkMounts.isNetwork(type)).isEqualTo(network);
  }

  @Test
  void aNetworkFileSystemIsRefusedByNameWithTheRemedy() {
    assertThatThrownBy(() -> NetworkMounts.refuse(new Root(folder.toUri()), "nfs4"))
        .isInstanceOfSatisfying(ResourceUnavailableException.class, e -> {
          assertThat(e.problem()).contains(folder.toString(), "nfs4").doesNotContain("\n");
          assertThat(e.remedy()).contains("sluice.dataset.root");
        });
  }

  private Store store(Duration timeout) {
    return new LocalStore(new Root(folder.toUri()), folder, timeout);
  }

  private List<Path> locks() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(".writing"))) {
      return files.filter(f -> f.getFileName().toString().startsWith("lock-")).toList();
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
