package dev.sluice.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.TestServers;
import dev.sluice.dataset.store.Json;
import dev.sluice.dataset.store.Root;
import dev.sluice.dataset.store.Store;
import dev.sluice.failure.ExitCode;
import dev.sluice.failure.SluiceException;
import dev.sluice.failure.Unusable;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may work on a run, in a folder and in a bucket. */
final class LeaseTest {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final Duration LONG = Duration.ofHours(1);

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
    try (Lease first = at(store, NOON)) {
      assertThat(first.runId()).isEqualTo("run");
      assertThatThrownBy(() -> at(store, NOON.plusSeconds(60)))
          .isInstanceOfSatisfying(SluiceException.class, e -> {
            assertThat(e.exitCode()).isEqualTo(ExitCode.UNUSABLE);
            assertThat(e.remedy()).contains("--run-id");
          })
          .hasMessageContaining("process " + ProcessHandle.current().pid() + " on ")
          .hasMessageContaining("2026-11-21T13:00:00Z")
          .hasMessageNotContaining("\n");
    }
    at(store, NOON).close();
  }

  @ParameterizedTest
  @MethodSource("stores")
  void onceItExpiresAnotherTakesItAndTheFirstStops(Store store) {
    Lease first = at(store, NOON);
    try (Lease second = at(store, NOON.plus(LONG))) {
      assertThatThrownBy(first::confirm)
          .isInstanceOf(Unusable.class)
          .hasMessageContaining("run run was taken over by process");
      assertThat(first.isLost()).isTrue();
      first.close();
      second.confirm();
      assertThat(second.isLost()).isFalse();
    }
  }

  @ParameterizedTest
  @MethodSource("stores")
  void ofAProcessOfThisHostThatIsNoMoreItIsTakenAtOnce(Store store) throws Exception {
    Process gone = new ProcessBuilder("true").start();
    gone.waitFor();
    Holder self = Holder.self(NOON, NOON.plus(LONG));
    Holder dead = new Holder(self.host(), gone.pid(), null, "x", self.since(), self.expiresAt());
    store.write(Root.lease("run"), Json.write(dead), "application/json");

    at(store, NOON).close();
  }

  @ParameterizedTest
  @MethodSource("stores")
  void ofOtherHostsOneWaitsForItsEnd(Store store) {
    Holder other = new Holder("elsewhere", 1, null, "x", NOON, NOON.plusSeconds(30));
    store.write(Root.lease("run"), Json.write(other), "application/json");

    assertThatThrownBy(() -> at(store, NOON))
        .hasMessageContaining("process 1 on elsewhere")
        .hasMessageContaining("2026-11-21T12:00:30Z");
    at(store, NOON.plusSeconds(30)).close();
  }

  @ParameterizedTest
  @MethodSource("stores")
  void ofManyAtOnceOneGetsIt(Store store) {
    List<CompletableFuture<Boolean>> all = IntStream.range(0, 8)
        .mapToObj(i -> CompletableFuture.supplyAsync(
            () -> Lease.ifFree(store, fixed(NOON), LONG, "run").isPresent()))
        .toList();
    assertThat(all.stream().filter(CompletableFuture::join)).hasSize(1);
  }

  @Test
  void itIsRenewedWhileItIsHeld() throws Exception {
    Store store = TestStores.at(folder.resolve("renewed").toUri());
    CompletableFuture<Void> lost = new CompletableFuture<>();
    try (Lease lease = Lease.take(store, Clock.systemUTC(), Duration.ofSeconds(1), "run")) {
      lease.whenLost(() -> lost.complete(null));
      Instant end = Instant.now().plusMillis(2_500);
      while (Instant.now().isBefore(end)) {
        assertThat(Lease.ifFree(store, lagging(), LONG, "run")).isEmpty();
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
      }
      // an hour on, its last renewal has expired
      try (Lease other = at(store, Instant.now().plus(LONG))) {
        lost.get(10, TimeUnit.SECONDS);
        assertThatThrownBy(lease::confirm).hasMessageContaining("taken over");
        other.confirm();
      }
    }
  }

  /** A second behind, lest a slow machine be mistaken for a dead one. */
  private static Clock lagging() {
    return Clock.offset(Clock.systemUTC(), Duration.ofSeconds(-1));
  }

  private static Lease at(Store store, Instant now) {
    return Lease.take(store, fixed(now), LONG, "run");
  }

  private static Clock fixed(Instant now) {
    return InstantSource.fixed(now).withZone(ZoneOffset.UTC);
  }
}
