package dev.sluice.write;

import dev.sluice.capacity.WriteRateLimiter;
import dev.sluice.failure.Rethrow;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import software.amazon.awssdk.core.exception.AbortedException;

/**
 * Requests in flight, a limited number at once. A request waits for those with the same keys, so that an older value does
 * not arrive after a newer one. The first failure is thrown to the caller. Not thread-safe.
 */
final class OrderedRequests implements AutoCloseable {
  private static final int SHUTDOWN_TIMEOUT_SECONDS = 60;

  private final int maxInFlight;
  private final WriteRateLimiter limiter;
  private final Consumer<WriteStats> progress;
  private final ExecutorService threads;
  private final CompletionService<Answer> answers;
  private final List<InFlight> inFlight = new ArrayList<>();
  private WriteStats total = WriteStats.NONE;

  /** A request that is on its way, and the units that were charged for it. */
  private record InFlight(Set<List<Object>> keys, double charged) {}

  private record Answer(InFlight request, WriteStats stats) {}

  /** @param progress receives each answer, in the caller's thread */
  OrderedRequests(int maxInFlight, WriteRateLimiter limiter, Consumer<WriteStats> progress) {
    this.maxInFlight = maxInFlight;
    this.limiter = limiter;
    this.progress = progress;
    this.threads = Executors.newFixedThreadPool(maxInFlight);
    this.answers = new ExecutorCompletionService<>(threads);
  }

  /** Waits until requests with one of these keys, and enough others, are answered. */
  void makeRoom(Set<List<Object>> keys) {
    while (inFlight.size() >= allowed()
        || inFlight.stream().anyMatch(other -> !Collections.disjoint(other.keys, keys))) {
      awaitOne();
    }
  }

  /**
   * Sends a request after {@link #makeRoom}.
   *
   * @param keys the keys of its items
   * @param expectedUnits charged at once, and corrected by the answer
   */
  void submit(Set<List<Object>> keys, double expectedUnits, Callable<WriteStats> request) {
    limiter.awaitCapacity(expectedUnits);
    InFlight sent = new InFlight(keys, expectedUnits);
    answers.submit(() -> new Answer(sent, request.call()));
    inFlight.add(sent);
  }

  /** Returns the allowed number of requests: one until the first answer tells what they cost, if there is a limit. */
  private int allowed() {
    return limiter.unitsPerSecond() > 0 && total.items() == 0 ? 1 : maxInFlight;
  }

  /** Returns the sum of all answers. */
  WriteStats total() {
    return total;
  }

  /** Waits for all answers. */
  void finish() {
    while (!inFlight.isEmpty()) {
      awaitOne();
    }
  }

  private void awaitOne() {
    try {
      Answer answer = answers.take().get();
      inFlight.remove(answer.request);
      limiter.consumed(answer.stats.units() - answer.request.charged);
      total = total.plus(answer.stats);
      progress.accept(answer.stats);
    } catch (ExecutionException e) {
      throw Rethrow.unchecked(Objects.requireNonNullElse(e.getCause(), e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw AbortedException.create("interrupted while writing items", e);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
    try {
      threads.awaitTermination(SHUTDOWN_TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
