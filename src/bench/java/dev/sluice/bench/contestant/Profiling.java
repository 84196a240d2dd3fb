package dev.sluice.bench.contestant;

/**
 * How measured passes are profiled.
 *
 * @param event that samples are taken by, as async-profiler calls it
 * @param file path of the files without their endings: {@code .collapsed}, a line for each stack with its number of
 *     samples, and {@code .html}, the flame graph
 */
public record Profiling(String event, String file) {
  /** CPU time between two samples of a thread; the kernel's tick may be longer, and is then what is taken. */
  static final int INTERVAL_MS = 1;
}
