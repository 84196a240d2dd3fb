package dev.sluice.bench.contestant;

import dev.sluice.failure.ResourceUnavailableException;
import java.io.IOException;
import one.profiler.AsyncProfiler;
import org.jspecify.annotations.Nullable;

/**
 * Samples the stacks of all threads while passes are measured: Spark's, and the virtual machine's own, which collect and
 * compile.
 */
interface Profiler {
  /** Samples nothing. */
  Profiler NONE = command -> {};

  /** A profiler that does as is wanted; null: none. */
  static Profiler of(@Nullable Profiling wanted) {
    if (wanted == null) {
      return NONE;
    }
    AsyncProfiler profiler = AsyncProfiler.getInstance();
    return command -> run(profiler, command.formatted(wanted.event(), wanted.file()));
  }

  /** Runs a command of async-profiler, in which {@code %1$s} is the event and {@code %2$s} the files' path. */
  void run(String command);

  /** Samples from here on. Thread names are the stacks' first frames: the collector's and the compilers' tell them apart. */
  default void resume() {
    run("resume,event=%1$s,interval=" + Profiling.INTERVAL_MS + "ms,threads,loglevel=none");
  }

  /** Samples no more, until it is resumed. */
  default void pause() {
    run("stop,loglevel=none");
  }

  /** Writes both files. */
  default void write() {
    run("dump,collapsed,file=%2$s.collapsed,loglevel=none");
    run("dump,flamegraph,file=%2$s.html,loglevel=none");
  }

  private static void run(AsyncProfiler profiler, String command) {
    try {
      profiler.execute(command);
    } catch (IOException | IllegalStateException | IllegalArgumentException e) {
      throw new ResourceUnavailableException(
          "async-profiler refuses " + command + ": " + e.getMessage(),
          "Try --event itimer, which works without the kernel's permission.",
          e);
    }
  }
}
