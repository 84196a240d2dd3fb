package dev.sluice.table;

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

/** Processes many inputs with a few threads. The first failure stops all of them. */
public final class ParallelRunner implements AutoCloseable {
  private static final int SHUTDOWN_TIMEOUT_SECONDS = 60;

  private final ExecutorService threads;

  /** @param size the largest number of threads */
  public ParallelRunner(int size) {
    threads = Executors.newFixedThreadPool(size);
  }

  /** Processes all inputs and returns when all are done; the calling thread receives the results as they arrive. */
  public <T, R> void each(List<T> things, Function<T, R> work, Consumer<R> done) {
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
      throw AbortedException.create("interrupted while requests were in progress", e);
    }
  }

  /** Stops the threads and waits for them. */
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
