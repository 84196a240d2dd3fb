package dev.sluice.summary;

import dev.sluice.failure.Rethrow;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import software.amazon.awssdk.core.exception.AbortedException;

/** A few threads that do the same to many things. The first failure ends it all. */
final class ParallelRunner implements AutoCloseable {
  private static final int SHUTDOWN_TIMEOUT_SECONDS = 60;

  private final ExecutorService threads;

  ParallelRunner(int size) {
    threads = Executors.newFixedThreadPool(size);
  }

  /** Returns once all are done; results are handed over by the calling thread as they come. */
  <T, R> void each(List<T> things, Function<T, R> work, Consumer<R> done) {
    CompletionService<R> results = new ExecutorCompletionService<>(threads);
    things.forEach(thing -> results.submit(() -> work.apply(thing)));
    try {
      for (int i = 0; i < things.size(); i++) {
        done.accept(results.take().get());
      }
    } catch (ExecutionException e) {
      throw Rethrow.unchecked(Objects.requireNonNullElse(e.getCause(), e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw AbortedException.create("interrupted while publishing", e);
    }
  }

  /** Nothing is at work any more afterwards. */
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
