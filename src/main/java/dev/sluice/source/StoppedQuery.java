package dev.sluice.source;

import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.AbortedException;

/** Tells Spark that its query was stopped: the SDK's exception for an interrupted thread counts as an error to it. */
final class StoppedQuery {
  private StoppedQuery() {}

  /** Runs requests of the driver of a streaming query. */
  static <T> T translated(Supplier<T> requests) {
    try {
      return requests.get();
    } catch (RuntimeException e) {
      if (!(e instanceof AbortedException) && !Thread.currentThread().isInterrupted()) {
        throw e;
      }
      InterruptedIOException stopped = new InterruptedIOException("the query is stopped");
      stopped.initCause(e);
      throw new UncheckedIOException(stopped);
    }
  }
}
