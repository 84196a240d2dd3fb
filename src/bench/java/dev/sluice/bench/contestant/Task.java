package dev.sluice.bench.contestant;

import dev.sluice.bench.pages.BenchTable;
import dev.sluice.bench.server.ServerProcess;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a contestant is to do.
 *
 * @param contestant its name in {@link Contestants}
 * @param endpoint the server's
 * @param folder for files; the contestant's own
 * @param expected what its rows must be: their count, then the table's checks; empty: not checked
 * @param profiling of the measured passes; null: none
 */
public record Task(
    String contestant,
    BenchTable table,
    URI endpoint,
    Sink sink,
    Conditions conditions,
    String folder,
    List<Long> expected,
    @Nullable Profiling profiling) {
  /** Where rows go. */
  public enum Sink {
    /** All columns, to Spark's sink that does nothing. */
    NOOP("a no-op sink"),
    /** The table's two columns, to the same. */
    COLUMNS("a no-op sink, two columns"),
    /** All columns, to Parquet files. */
    PARQUET("Parquet");

    private final String title;

    Sink(String title) {
      this.title = title;
    }

    public String title() {
      return title;
    }
  }

  /**
   * What is the same for all whose figures are compared.
   *
   * @param cores of Spark's local master
   * @param segments that the table is cut into; peers have a task for each
   * @param codec of Parquet
   */
  public record Conditions(int cores, int segments, String codec, WarmUp warmUp) {}

  /**
   * Passes that are not measured.
   *
   * @param passes at least so many; 0: none at all
   * @param seconds for which more are made at most, until code is compiled
   */
  public record WarmUp(int passes, int seconds) {
    public static final WarmUp NONE = new WarmUp(0, 0);
  }

  public Task {
    expected = List.copyOf(expected);
  }

  /** What this contestant is to do with the server's table. */
  public static Task of(
      Contestants contestant, ServerProcess server, Sink sink, Conditions conditions) {
    return new Task(
        contestant.id(),
        server.table(),
        server.endpoint(),
        sink,
        conditions,
        "",
        server.served().expected(),
        null);
  }

  /** The same, with its files there. */
  public Task in(String ownFolder) {
    return new Task(contestant, table, endpoint, sink, conditions, ownFolder, expected, profiling);
  }

  /** The same, profiled. */
  public Task profiled(Profiling wanted) {
    return new Task(contestant, table, endpoint, sink, conditions, folder, expected, wanted);
  }
}
