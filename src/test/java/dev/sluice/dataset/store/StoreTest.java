package dev.sluice.dataset.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.failure.ResourceUnavailableException;
import dev.sluice.testing.FaultyS3;
import dev.sluice.testing.TestServers;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a store promises, of a folder and of a bucket. */
final class StoreTest {
  private static final String TEXT = "text/plain";
  private static final int WRITERS = 8;

  private static final FaultyS3 S3 = FaultyS3.start();

  @TempDir
  static Path folder;

  @AfterAll
  static void stop() {
    S3.close();
  }

  static List<Store> stores() {
    return List.of(
        at(folder.resolve("root").toUri()),
        at(URI.create("s3a://" + TestServers.bucket() + "/root")),
        at(URI.create("s3a://" + TestServers.bucket())));
  }

  private static Store at(URI root) {
    return StoreAccess.to(new Root(root), S3.settings()).open();
  }

  @ParameterizedTest
  @MethodSource("stores")
  void creationIsToldTrueExactlyIfItsContentIsWhatIsStored(Store store) {
    assertThat(store.create("a/b", bytes("one"), TEXT)).isTrue();
    assertThat(store.create("a/b", bytes("two"), TEXT)).isFalse();
    assertThat(store.create("a/b", bytes("one"), TEXT)).isTrue();
    assertThat(store.read("a/b")).hasValue(bytes("one"));
  }

  @ParameterizedTest
  @MethodSource("stores")
  void replacementNeedsTheVersionThatIsThere(Store store) {
    store.write("doc", bytes("one"), TEXT);
    String one = store.fetch("doc").orElseThrow().version();
    assertThat(store.replace("doc", bytes("two"), TEXT, one)).isTrue();
    assertThat(store.replace("doc", bytes("three"), TEXT, one)).isFalse();
    assertThat(store.read("doc")).hasValue(bytes("two"));
    store.delete("doc");
    assertThat(store.replace("doc", bytes("three"), TEXT, one)).isFalse();
    assertThat(store.read("doc")).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("stores")
  void ofManyAtOnceOneCreatesAndOneReplaces(Store store) {
    assertThat(winners(i -> store.create("race", bytes("by " + i), TEXT))).hasSize(1);
    String version = store.fetch("race").orElseThrow().version();
    List<Integer> replaced =
        winners(i -> store.replace("race", bytes("again by " + i), TEXT, version));
    assertThat(replaced).hasSize(1);
    assertThat(store.read("race")).hasValue(bytes("again by " + replaced.get(0)));
  }

  private static List<Integer> winners(IntPredicate write) {
    List<CompletableFuture<Boolean>> writes = IntStream.range(0, WRITERS)
        .mapToObj(i -> CompletableFuture.supplyAsync(() -> write.test(i)))
        .toList();
    return IntStream.range(0, WRITERS).filter(i -> writes.get(i).join()).boxed().toList();
  }

  @ParameterizedTest
  @MethodSource("stores")
  void agesGoByTheStoresOwnClock(Store store) {
    assertThat(store.lastChanged("aged")).isEmpty();
    Instant before = store.now();
    store.write("aged/deep/er", bytes("x"), TEXT);
    Instant changed = store.lastChanged("aged").orElseThrow();
    assertThat(changed).isAfterOrEqualTo(before.minusSeconds(2));
    assertThat(store.now()).isAfterOrEqualTo(changed.truncatedTo(ChronoUnit.SECONDS));
    assertThat(Duration.between(store.now(), Instant.now()).abs())
        .isLessThan(Duration.ofMinutes(1));
  }

  @ParameterizedTest
  @MethodSource("stores")
  void thatTheRootKeepsItsWordCanBeTriedAndLeavesNothing(Store store) {
    assertThatCode(() -> RootProbe.check(store)).doesNotThrowAnyException();
    assertThat(store.list(RootProbe.FOLDER)).isEmpty();
    Instant before = store.now();
    assertThat(RootProbe.timeOfFreshFile(store))
        .isBetween(before.minusSeconds(2), store.now().plusSeconds(2));
    assertThat(store.list(RootProbe.FOLDER)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("stores")
  void whatIsListedIsThereAndWhatIsRemovedIsNot(Store store) {
    store.deleteAll("tree");
    assertThat(store.list("tree")).isEmpty();
    assertThat(store.folders("tree")).isEmpty();
    List.of("tree/a", "tree/b/c", "tree/b/d", "tree-top")
        .forEach(path -> store.write(path, bytes(path), TEXT));
    assertThat(store.list("tree")).containsExactly("tree/a", "tree/b/c", "tree/b/d");
    assertThat(store.folders("tree")).containsExactly("b");
    assertThatCode(() -> store.sync("tree/b/c")).doesNotThrowAnyException();
    store.deleteAll("tree");
    assertThat(store.list("tree")).isEmpty();
    assertThat(store.read("tree-top")).isPresent();
  }

  @ParameterizedTest
  @MethodSource("stores")
  void aPathThatLeavesTheRootIsRefused(Store store) {
    for (String path : List.of("../x", "a/../../x", "/etc/passwd", "a//b", ".", "", "a/..")) {
      List.<Runnable>of(
              () -> store.read(path),
              () -> store.write(path, bytes("x"), TEXT),
              () -> store.create(path, bytes("x"), TEXT),
              () -> store.replace(path, bytes("x"), TEXT, "v"),
              () -> store.delete(path),
              () -> store.deleteAll(path),
              () -> store.list(path),
              () -> store.folders(path),
              () -> store.lastChanged(path))
          .forEach(call -> assertThatThrownBy(call::run)
              .isInstanceOf(ResourceUnavailableException.class)
              .hasMessageContaining("'" + path + "' is not one below"));
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
