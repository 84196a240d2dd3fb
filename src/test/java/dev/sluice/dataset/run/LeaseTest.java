package dev.sluice.dataset.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.dataset.store.Json;
import dev.sluice.dataset.store.Store;
import dev.sluice.dataset.store.StoreAccess;
import dev.sluice.dataset.store.TestStores;
import dev.sluice.failure.ExitCode;
import dev.sluice.failure.InvalidConfigurationException;
import dev.sluice.failure.ResourceUnavailableException;
import dev.sluice.failure.SluiceException;
import dev.sluice.testing.TestServers;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may work on a run, in a folder and in a bucket. */
final class LeaseTest {
  private static final LeaseTimes SHORT = new LeaseTimes(Duration.ofSeconds(2));

  @TempDir
  static Path folder;

  @BeforeAll
  static void start() {
    TestServers.credentials();
  }

  static List<Store> stores() {
    return TestStores.of(folder);
  }

  @ParameterizedTest
  @MethodSource("stores")
  void aSecondIsToldWhoHoldsIt(Store store) {
    try (Lease first = Lease.take(() -> store, SHORT, "run")) {
      assertThat(first.runId()).isEqualTo("run");
      assertThatThrownBy(() -> Lease.take(() -> store, SHORT, "run"))
          .isInstanceOfSatisfying(SluiceException.class, e -> {
            assertThat(e.exitCode()).isEqualTo(ExitCode.UNUSABLE);
            assertThat(e.remedy()).contains("--run-id");
          })
          .hasMessageContaining("process " + ProcessHandle.current().pid() + " on ")
          .hasMessageNotContaining("\n");
      assertThat(first.isLost()).isFalse();
    }
    Lease.take(() -> store, SHORT, "run").close();
  }

  /** However its host and its process are called: another container has the same names. */
  @Tag("thorough")
  @ParameterizedTest
  @MethodSource("stores")
  void onlyWhoShowsNoSignOfLifeLosesIt(Store store) {
    write(store, 1, new LeaseWatch.Beat(1, "other", LeaseWatch.self(), 7, false));
    long begin = System.nanoTime();
    try (Lease lease = Lease.take(() -> store, SHORT, "run")) {
      assertThat(System.nanoTime() - begin).isGreaterThan(SHORT.length().toNanos());
      lease.confirm();
      assertThat(store.read("runs/run/lease-2.json")).isPresent();
    }
  }

  @ParameterizedTest
  @MethodSource("stores")
  void whoWasTakenForDeadIsToldAndAgain(Store store) throws Exception {
    CompletableFuture<Void> told = new CompletableFuture<>();
    try (Lease first = Lease.take(() -> store, SHORT, "run")) {
      first.whenLost(() -> {
        if (!told.isDone()) {
          told.complete(null);
          throw new NoClassDefFoundError("the heart beats on");
        }
      });
      write(store, 2, new LeaseWatch.Beat(1, "other", "process 1 on elsewhere", 1, false));
      told.get(1, TimeUnit.MINUTES);
      assertThat(first.isLost()).isTrue();
      assertThatThrownBy(first::confirm)
          .isInstanceOf(ResourceUnavailableException.class)
          .hasMessageContaining("run run was taken over");
    }
    assertThat(
            new String(store.read("runs/run/lease-2.json").orElseThrow(), StandardCharsets.UTF_8))
        .contains("\"released\" : false");
  }

  @ParameterizedTest
  @MethodSource("stores")
  void ofManyAtOnceOneGetsIt(Store store) {
    List<CompletableFuture<Optional<Lease>>> all = IntStream.range(0, 8)
        .mapToObj(i -> CompletableFuture.supplyAsync(() -> taken(store)))
        .toList();
    List<Lease> held = all.stream().flatMap(lease -> lease.join().stream()).toList();
    held.forEach(Lease::close);
    assertThat(held).hasSize(1);
  }

  private static Optional<Lease> taken(Store store) {
    try {
      return Optional.of(Lease.take(() -> store, SHORT, "many"));
    } catch (ResourceUnavailableException e) {
      return Optional.empty();
    }
  }

  @ParameterizedTest
  @MethodSource("stores")
  void ofAnotherReleaseItIsRefused(Store store) {
    store.write("runs/run/lease-1.json", Json.write(Map.of("host", "x", "pid", 1)), "text/plain");
    assertThatThrownBy(() -> Lease.take(() -> store, SHORT, "run"))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining("another release");
  }

  @ParameterizedTest
  @MethodSource("stores")
  void oneThatIsDamagedIsNamed(Store store) {
    store.write("runs/run/lease-1.json", "hi".getBytes(StandardCharsets.UTF_8), "text/plain");
    assertThatThrownBy(() -> Lease.take(() -> store, SHORT, "run"))
        .isInstanceOf(ResourceUnavailableException.class)
        .hasMessageContaining("lease-1.json is damaged");
  }

  /** An Error, a raw exception of the SDK, an answer that never was: it beats on, and giving it back fails nothing. */
  @Test
  void nothingThatAStoreThrowsStopsTheHeart() {
    Store store = TestStores.at(folder.resolve("throwing").toUri());
    AtomicReference<Throwable> fault = new AtomicReference<>();
    AtomicInteger met = new AtomicInteger();
    try (Lease lease = Lease.take(access(store, fault, met), SHORT, "run")) {
      fault.set(new OutOfMemoryError("staged"));
      await(() -> met.get() > 0);
      String before = beat(store);
      fault.set(new IllegalStateException("staged"));
      int errors = met.get();
      await(() -> met.get() > errors);
      assertThat(beat(store)).isEqualTo(before);
      fault.set(null);
      await(() -> !beat(store).equals(before));
      assertThat(lease.isLost()).isFalse();
      fault.set(new IllegalStateException("staged"));
    }
  }

  private static StoreAccess access(
      Store store, AtomicReference<Throwable> fault, AtomicInteger met) {
    Store faulty = faulty(store, fault, met);
    return () -> faulty;
  }

  private static Store faulty(Store store, AtomicReference<Throwable> fault, AtomicInteger met) {
    return (Store) Proxy.newProxyInstance(
        Store.class.getClassLoader(), new Class<?>[] {Store.class}, (proxy, method, args) -> {
          Throwable staged = fault.get();
          if (staged != null) {
            met.incrementAndGet();
            throw staged;
          }
          try {
            return method.invoke(store, args);
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
        });
  }

  private static String beat(Store store) {
    return new String(store.read("runs/run/lease-1.json").orElseThrow(), StandardCharsets.UTF_8);
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("the heart stands still").isLessThan(end);
      Thread.onSpinWait();
    }
  }

  private static void write(Store store, int epoch, LeaseWatch.Beat beat) {
    store.write("runs/run/lease-" + epoch + ".json", Json.write(beat), "application/json");
  }
}
